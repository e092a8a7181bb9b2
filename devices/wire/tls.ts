import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { connect, createServer, type ConnectionOptions, type TLSSocket } from 'node:tls';
import type { Certificate } from './certificate.ts';
import { fingerprintOf } from './certificate.ts';
import { connectTimeout, tcpPort } from './tcp.ts';
import { WireError, type BytePort, type WireServer } from './wire.ts';

/**
 * TLS on top of TCP, and never to a stranger (PAY-5): the other end proves that it holds the certificate we were told of, or
 * one that an authority we were told of has signed. There is no third way to connect.
 */
export type Trust =
  /** The certificate itself, by its SHA-256. What pins it needs no clock: a device whose date is wrong is still known. */
  | { readonly kind: 'pinned'; readonly sha256: string }
  /** Whoever bears `name` in a certificate of the authority in that PEM file. */
  | { readonly kind: 'authority'; readonly file: string; readonly name: string };

/** TLS 1.2 is what card terminals in the field still speak; nothing older is left in PCI DSS 4.0. */
const minVersion = 'TLSv1.2';

/** Resolves once the other end has proved who it is: not a byte of ours is sent before. */
export function openTls(host: string, port: number, trust: Trust, signal?: AbortSignal): Promise<BytePort> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void =>
      reject(new WireError(`tls://${host}:${port} cannot be reached (${error.message}): check that the device is on, the address is right, and its certificate is the one configured`));
    const settings = settingsOf(trust);
    if (settings instanceof Error) {
      fail(settings);
      return;
    }
    const socket = connect({ host, port, minVersion, ...settings });
    const giveUp = (): void => void socket.destroy(new Error('given up'));
    if (signal?.aborted) giveUp();
    signal?.addEventListener('abort', giveUp, { once: true });
    socket.setTimeout(connectTimeout, () => socket.destroy(new Error(`no answer within ${connectTimeout / 1000} s`)));
    socket.once('error', fail);
    // A peer that hangs up within the handshake raises no error of its own.
    const hungUp = (): void => fail(new Error('connection closed'));
    socket.once('close', hungUp);
    socket.once('secureConnect', () => {
      const stranger = strangerAt(socket, trust);
      if (stranger !== null) {
        socket.destroy(new Error(stranger));
        return;
      }
      socket.setTimeout(0);
      socket.off('error', fail);
      socket.off('close', hungUp);
      signal?.removeEventListener('abort', giveUp);
      resolve(tcpPort(socket));
    });
  });
}

function settingsOf(trust: Trust): ConnectionOptions | Error {
  // A pinned certificate need not be signed by anybody: what is compared is the certificate itself, in `strangerAt`.
  if (trust.kind === 'pinned') return { rejectUnauthorized: false };
  try {
    return { ca: readFileSync(trust.file), servername: trust.name };
  } catch (error) {
    return error as Error;
  }
}

function strangerAt(socket: TLSSocket, trust: Trust): string | null {
  if (trust.kind === 'authority') return socket.authorized ? null : 'its certificate is not of the configured authority';
  const certificate = socket.getPeerX509Certificate();
  const found = certificate ? fingerprintOf(certificate.raw) : 'none';
  return found === trust.sha256 ? null : `its certificate is another one, with sha256=${found}`;
}

export function serveTls(host: string, port: number, certificate: Certificate, onConnection: (port: BytePort) => void): Promise<WireServer> {
  return new Promise((resolve, reject) => {
    const open = new Set<Socket>();
    const server = createServer({ key: certificate.key, cert: certificate.cert, minVersion });
    server.on('connection', (socket: Socket) => {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    });
    server.on('secureConnection', (socket) => onConnection(tcpPort(socket)));
    server.once('error', (error) => reject(new WireError(`tls://${host}:${port} cannot be listened on: ${error.message}`)));
    server.listen(port, host, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address ? address.port : port;
      resolve({
        url: `tls://${host}:${taken}?sha256=${certificate.sha256}`,
        close: () =>
          new Promise((done) => {
            for (const socket of open) socket.destroy();
            server.close(() => done());
          }),
      });
    });
  });
}
