import { createConnection, createServer } from 'node:net';
import { connectTimeout, tcpPort } from './tcp.ts';
import { WireError, type BytePort, type WireServer } from './wire.ts';

/** A program of this machine that listens at a path, such as pcscd. */

export function openUnix(path: string, signal?: AbortSignal): Promise<BytePort> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ path, ...(signal ? { signal } : {}) });
    socket.setTimeout(connectTimeout, () => socket.destroy(new Error(`no answer within ${connectTimeout / 1000} s`)));
    const fail = (error: Error) => reject(new WireError(`unix://${path} cannot be reached (${error.message}): check that the program that listens there runs`));
    socket.once('error', fail);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('error', fail);
      resolve(tcpPort(socket));
    });
  });
}

export function serveUnix(path: string, onConnection: (port: BytePort) => void): Promise<WireServer> {
  return new Promise((resolve, reject) => {
    const ports = new Set<BytePort>();
    const server = createServer((socket) => {
      const port = tcpPort(socket);
      ports.add(port);
      port.onClose(() => ports.delete(port));
      onConnection(port);
    });
    server.once('error', (error) => reject(new WireError(`unix://${path} cannot be listened on: ${error.message}`)));
    server.listen(path, () =>
      resolve({
        url: `unix://${path}`,
        close: async () => {
          const closed = new Promise<void>((done) => void server.close(() => done()));
          await Promise.all(Array.from(ports, (port) => port.close()));
          await closed;
        },
      }),
    );
  });
}
