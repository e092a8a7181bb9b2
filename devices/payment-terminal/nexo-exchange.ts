import { request as httpRequest } from 'node:http';
import type { Clock } from '../clock.ts';
import { duplexOf } from '../wire/duplex.ts';
import type { BytePort, OpenWire } from '../wire/wire.ts';

/** An answer with two tickets and a signature stays far below: what is longer is none. */
const mostCharacters = 256 * 1024;

export type Exchange =
  /** It is certain that the terminal has heard nothing. */
  | { readonly sent: false; readonly detail: string }
  | { readonly sent: true; readonly end: 'answered'; readonly status: number; readonly text: string }
  /** `unreadable`: what came is no HTTP, or no end of it came. */
  | { readonly sent: true; readonly end: 'silence' | 'closed' | 'unreadable' };

export interface Posting {
  readonly open: OpenWire;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly path: string;
  /** For the whole answer, ms. */
  readonly timeout: number;
}

/**
 * One message and its answer, by POST on a connection of its own: whatever comes late to an earlier one dies with that one's
 * connection. Node's HTTP runs on the port as on any stream, so the wire may be TLS or memory.
 */
export async function post(text: string, posting: Posting): Promise<Exchange> {
  let port: BytePort;
  try {
    port = await posting.open(posting.signal);
  } catch (error) {
    return { sent: false, detail: error instanceof Error ? error.message : 'the terminal cannot be reached' };
  }
  if (posting.signal.aborted || port.closed !== null) {
    await port.close();
    return { sent: false, detail: posting.signal.aborted ? 'stopped' : 'the terminal closed the connection at once' };
  }
  const exchange = await converse(port, text, posting);
  await port.close();
  return exchange;
}

function converse(port: BytePort, text: string, { clock, signal, path, timeout }: Posting): Promise<Exchange> {
  return new Promise((resolve) => {
    const stop = (): void => finish({ sent: true, end: 'closed' });
    const cancel = clock.after(timeout, () => finish({ sent: true, end: 'silence' }));
    const finish = (exchange: Exchange): void => {
      cancel();
      signal.removeEventListener('abort', stop);
      request.destroy();
      resolve(exchange);
    };
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text), Connection: 'close' };
    const request = httpRequest({ method: 'POST', path, headers, createConnection: () => duplexOf(port) }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        body += piece;
        if (body.length > mostCharacters) finish({ sent: true, end: 'unreadable' });
      });
      response.on('end', () => finish({ sent: true, end: 'answered', status: response.statusCode ?? 0, text: body }));
      response.on('error', () => finish({ sent: true, end: 'closed' }));
    });
    // Codes of Node's parser begin so; all else is a connection that has ended.
    request.on('error', (error: NodeJS.ErrnoException) => finish({ sent: true, end: error.code?.startsWith('HPE_') === true ? 'unreadable' : 'closed' }));
    signal.addEventListener('abort', stop);
    request.end(text);
  });
}
