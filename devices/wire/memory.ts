import { Inbox } from './inbox.ts';
import { WireError, type BytePort } from './wire.ts';

/**
 * Two ends of a wire in memory, for unit tests and simulation. Delivery is asynchronous, as on a real wire, in order,
 * and copies the bytes; `chunk` may cut them as a network would.
 */
export function memoryWire(chunk: (bytes: Uint8Array) => Uint8Array[] = (bytes) => [bytes]): [BytePort, BytePort] {
  const left = new Inbox();
  const right = new Inbox();
  const end = (why: string) => {
    left.end(why);
    right.end(why);
  };
  const port = (own: Inbox, other: Inbox): BytePort => ({
    get closed() {
      return own.closed;
    },
    write(bytes) {
      if (own.closed !== null) return Promise.reject(new WireError(`cannot write: ${own.closed}`));
      const pieces = chunk(bytes.slice());
      return new Promise((resolve) => {
        queueMicrotask(() => {
          for (const piece of pieces) if (other.closed === null) other.receive(piece);
          resolve();
        });
      });
    },
    onBytes: (listener) => own.listen(listener),
    onClose: (listener) => own.onEnd(listener),
    close() {
      end('connection closed');
      return Promise.resolve();
    },
  });
  return [port(left, right), port(right, left)];
}
