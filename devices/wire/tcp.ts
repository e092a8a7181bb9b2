import { createConnection, createServer, type Socket } from 'node:net';
import { Inbox } from './inbox.ts';
import { WireError, type BytePort, type WireServer } from './wire.ts';

/** Time a connection may take to be accepted. A device on the same rack answers within milliseconds; ten seconds is the OCA module's figure (`devices.md` 4.2). */
export const connectTimeout = 10_000;

export function tcpPort(socket: Socket): BytePort {
  const inbox = new Inbox();
  socket.setNoDelay(true);
  socket.on('data', (bytes) => inbox.receive(bytes));
  socket.on('error', (error) => inbox.end(error.message));
  // The other end may close first (half-open): no answer can come any more, so the port is over for both.
  socket.on('end', () => socket.end());
  socket.on('close', () => inbox.end('connection closed'));
  return {
    get closed() {
      return inbox.closed;
    },
    write(bytes) {
      return new Promise((resolve, reject) => {
        if (inbox.closed !== null || !socket.writable) {
          reject(new WireError(`cannot write: ${inbox.closed ?? 'connection is closing'}`));
          return;
        }
        socket.write(bytes, (error) => (error ? reject(new WireError(`cannot write: ${error.message}`)) : resolve()));
      });
    },
    onBytes: (listener) => inbox.listen(listener),
    onClose: (listener) => inbox.onEnd(listener),
    close() {
      return new Promise((resolve) => {
        if (inbox.closed !== null) {
          resolve();
          return;
        }
        inbox.onEnd(() => resolve());
        // end(), not destroy(): what was written must arrive (`devices.md` 2.4 finding 3). A peer that does not close is cut.
        socket.end();
        setTimeout(() => socket.destroy(), 500).unref();
      });
    },
  };
}

export function openTcp(host: string, port: number, signal?: AbortSignal): Promise<BytePort> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host, port, ...(signal ? { signal } : {}) });
    socket.setTimeout(connectTimeout, () => socket.destroy(new Error(`no answer within ${connectTimeout / 1000} s`)));
    const fail = (error: Error) =>
      reject(new WireError(`tcp://${host}:${port} cannot be reached (${error.message}): check that the device is on and the address is right`));
    socket.once('error', fail);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('error', fail);
      resolve(tcpPort(socket));
    });
  });
}

export function serveTcp(host: string, port: number, onConnection: (port: BytePort) => void): Promise<WireServer> {
  return new Promise((resolve, reject) => {
    const open = new Set<Socket>();
    const server = createServer((socket) => {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      onConnection(tcpPort(socket));
    });
    server.once('error', (error) => reject(new WireError(`tcp://${host}:${port} cannot be listened on: ${error.message}`)));
    server.listen(port, host, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address ? address.port : port;
      resolve({
        url: `tcp://${host}:${taken}`,
        close: () =>
          new Promise((done) => {
            for (const socket of open) socket.destroy();
            server.close(() => done());
          }),
      });
    });
  });
}
