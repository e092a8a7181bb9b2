import { Duplex } from 'node:stream';
import { callbackify } from 'node:util';
import type { BytePort } from './wire.ts';

/** A byte port as a stream of Node's, so that Node's own HTTP runs over any wire, one in memory among them. Ending the stream closes the port. */
export function duplexOf(port: BytePort): Duplex {
  const write = callbackify((bytes: Uint8Array) => port.write(bytes));
  const stream = new Duplex({
    // Bytes are pushed as they come: a device's answer is smaller than any buffer worth holding back.
    read() {},
    write: (bytes: Uint8Array, _encoding, callback) => write(bytes, callback),
    destroy(error, callback) {
      void port.close();
      callback(error);
    },
  });
  port.onBytes((bytes) => stream.push(Buffer.from(bytes)));
  port.onClose(() => stream.push(null));
  return stream;
}
