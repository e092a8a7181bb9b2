import { SerialPort } from 'serialport';
import { hangUpBinding } from './hang-up.ts';
import { Inbox } from './inbox.ts';
import { WireError, type BytePort } from './wire.ts';

export interface SerialSettings {
  readonly path: string;
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
}

/**
 * A fresh SerialPort for each connection: a write on a closed one is queued and sent after the next open, a stale
 * command after a replug (`toolchain.md` 4). Modem lines are left alone: a pty has none.
 */
export function openSerial(settings: SerialSettings): Promise<BytePort> {
  return new Promise((resolve, reject) => {
    const options = { ...settings, binding: hangUpBinding, autoOpen: false };
    const port = new SerialPort(options);
    port.open((error) => {
      if (error) {
        reject(new WireError(`serial://${settings.path} cannot be opened (${error.message}): check the cable, the path and that no other program uses it`));
        return;
      }
      resolve(serialPort(port));
    });
  });
}

function serialPort(port: SerialPort): BytePort {
  const inbox = new Inbox();
  port.on('data', (bytes: Buffer) => inbox.receive(bytes));
  port.on('error', (error) => inbox.end(error.message));
  port.on('close', (error: Error | null) => inbox.end(error?.message ?? 'port closed'));
  return {
    get closed() {
      return inbox.closed;
    },
    write(bytes) {
      return new Promise((resolve, reject) => {
        if (inbox.closed !== null || !port.isOpen) {
          reject(new WireError(`cannot write: ${inbox.closed ?? 'port is closed'}`));
          return;
        }
        port.write(Buffer.from(bytes), (error) => (error ? reject(new WireError(`cannot write: ${error.message}`)) : resolve()));
      });
    },
    onBytes: (listener) => inbox.listen(listener),
    onClose: (listener) => inbox.onEnd(listener),
    close() {
      return new Promise((resolve) => {
        if (!port.isOpen) {
          inbox.end('port closed');
          resolve();
          return;
        }
        port.close(() => {
          inbox.end('port closed');
          resolve();
        });
      });
    },
  };
}
