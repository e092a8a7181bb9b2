import { read } from 'node:fs';
import { promisify } from 'node:util';
import { SerialPort } from 'serialport';

/**
 * serialport 13 takes a read of no bytes for "nothing yet" and reads again, for ever: when a line hangs up in the middle
 * of a read (a USB adapter pulled out, the other end of a pty gone) it never says that it is closed and keeps a processor
 * busy (measured; node-serialport issue 2323). On a tty in the mode it sets (VMIN 1), a read of no bytes is the hang-up.
 * This is its Linux binding with that one read written anew; elsewhere the binding is left as it is.
 */

interface UnixPort {
  readonly fd: number | null;
  readonly isOpen: boolean;
  readonly poller: { once(event: 'readable', callback: (error: Error | null) => void): unknown };
  read(buffer: Buffer, offset: number, length: number): Promise<{ buffer: Buffer; bytesRead: number }>;
}

const readFile = promisify(read);
/** Nothing to read at this moment. */
const notYet = new Set(['EAGAIN', 'EWOULDBLOCK', 'EINTR']);

type Binding = typeof SerialPort.binding;

export const hangUpBinding = {
  ...SerialPort.binding,
  list: SerialPort.binding.list.bind(SerialPort.binding),
  async open(options: Parameters<Binding['open']>[0]) {
    const port = await SerialPort.binding.open(options as never);
    if ('poller' in port) {
      const unix = port as unknown as UnixPort;
      unix.read = (buffer, offset, length) => readOnce(unix, buffer, offset, length);
    }
    return port;
  },
} as Binding;

async function readOnce(port: UnixPort, buffer: Buffer, offset: number, length: number): Promise<{ buffer: Buffer; bytesRead: number }> {
  for (;;) {
    const bytesRead = await tryRead(port, buffer, offset, length);
    // Closed meanwhile: the poller is destroyed, and to wait on it would crash the process. `canceled` tells the stream
    // that this is a close, not a fault.
    if (!port.isOpen) throw Object.assign(new Error('the port is not open'), { canceled: true });
    if (bytesRead === 0) throw new Error('the line hung up');
    if (bytesRead !== null) return { buffer, bytesRead };
    await readable(port);
  }
}

/** Bytes read; null when there are none at this moment. */
async function tryRead(port: UnixPort, buffer: Buffer, offset: number, length: number): Promise<number | null> {
  if (port.fd === null) return null;
  try {
    return (await readFile(port.fd, buffer, offset, length, null)).bytesRead;
  } catch (error) {
    if (!port.isOpen || (error instanceof Error && 'code' in error && notYet.has(String(error.code)))) return null;
    throw error;
  }
}

function readable(port: UnixPort): Promise<void> {
  return new Promise((resolve, reject) => {
    port.poller.once('readable', (error) => (error ? reject(error) : resolve()));
  });
}
