import type { Twin } from './twin.ts';
import { serveAt, wireAt } from './wire/address.ts';
import { WireError, type BytePort, type OpenWire } from './wire/wire.ts';

/** A twin on a loopback connection of its own: real bytes over a real socket, nothing faked above the wire. */
export interface RunningTwin {
  readonly open: OpenWire;
  /** Where it listens, such as `tcp://127.0.0.1:40123`; over TLS with the fingerprint of its certificate, by which it is known. */
  readonly url: string;
  /** Pulls the cable out, or puts it back: connections are cut, and new ones refused until then. */
  plug(plugged: boolean): Promise<void>;
  close(): Promise<void>;
}

const loopback = '127.0.0.1';

export async function startVirtual(twin: Twin): Promise<RunningTwin> {
  const ports = new Set<BytePort>();
  let plugged = true;
  const server = await serveAt(`${twin.overTls === true ? 'tls' : 'tcp'}://${loopback}:0`, (port) => {
    if (!plugged) {
      void port.close();
      return;
    }
    ports.add(port);
    port.onClose(() => ports.delete(port));
    twin.attach(port);
  });
  const open = wireAt(server.url);
  return {
    url: server.url,
    open(signal) {
      if (!plugged) return Promise.reject(new WireError(`${server.url} cannot be reached (the virtual cable is unplugged): plug it in again`));
      return open(signal);
    },
    async plug(now) {
      plugged = now;
      if (!now) await Promise.all(Array.from(ports, (port) => port.close()));
    },
    async close() {
      twin.close();
      await server.close();
    },
  };
}
