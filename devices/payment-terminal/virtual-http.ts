/** HTTP as a virtual terminal needs it, read with its own eyes: one request a connection, and an answer that closes it. */

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** Null while the request is not there whole. */
export function readHttp(text: string): HttpRequest | null {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = text.slice(0, end);
  const [, method = '', path = ''] = /^([A-Z]+) (\S+) HTTP\/1\.1\r\n/.exec(head) ?? [];
  const length = Number(/^content-length: *(\d+) *$/im.exec(head)?.[1] ?? 0);
  const body = text.slice(end + 4);
  return body.length < length ? null : { method, path, body: body.slice(0, length) };
}

/** @param body ASCII. */
export function httpAnswer(status: number, body: string): string {
  return `HTTP/1.1 ${status} ${status === 200 ? 'OK' : 'Whatever'}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
}
