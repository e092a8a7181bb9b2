import type { Twin } from './twin.ts';
import { openTcp, serveTcp } from './wire/tcp.ts';
import { WireError, type BytePort, type OpenWire } from './wire/wire.ts';

/** A twin on a loopback connection of its own: real bytes over a real socket, nothing faked above the wire. */
export interface RunningTwin {
  readonly open: OpenWire;
  /** Where it listens, such as `tcp://127.0.0.1:40123`. */
  readonly url: string;
  /** Pulls the cable out, or puts it back: connections are cut, and new ones refused until then. */
  plug(plugged: boolean): Promise<void>;
  close(): Promise<void>;
}

const loopback = '127.0.0.1';

export async function startVirtual(twin: Twin): Promise<RunningTwin> {
  const ports = new Set<BytePort>();
  let plugged = true;
  const server = await serveTcp(loopback, 0, (port) => {
    if (!plugged) {
      void port.close();
      return;
    }
    ports.add(port);
    port.onClose(() => ports.delete(port));
    twin.attach(port);
  });
  const { port: number } = new URL(server.url);
  return {
    url: server.url,
    open(signal) {
      if (!plugged) return Promise.reject(new WireError(`${server.url} cannot be reached (the virtual cable is unplugged): plug it in again`));
      return openTcp(loopback, Number(number), signal);
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
