import type { Clock } from '../../devices/clock.ts';
import { createTwin, drivenKinds, type DrivenKind, type TwinOf } from '../../devices/drivers.ts';
import type { Twin } from '../../devices/twin.ts';
import type { RunningTwin } from '../../devices/virtual.ts';
import { memoryWire } from '../../devices/wire/memory.ts';
import { WireError, type BytePort } from '../../devices/wire/wire.ts';
import type { Chance } from './chance.ts';

/**
 * The devices around the terminal, each on a wire in memory. They outlive it: a card terminal does not forget what it debited
 * because the computer beside it lost its power.
 */
export class Cables {
  readonly twins: TwinOf;
  /** Called before anything that the terminal writes reaches the wire, with how often that has been: the power may fail there. */
  onWrite: (count: number) => void = () => {};
  #writes = 0;
  #life = 0;
  readonly #chance: Chance;
  readonly #ports = new Map<DrivenKind, Set<BytePort>>(drivenKinds.map((kind) => [kind, new Set()]));
  readonly #pulled = new Set<DrivenKind>();
  /** Wires that cut what they carry into pieces, as networks do. */
  readonly cutting = new Set<DrivenKind>();
  /** Devices whose words do not come as they were said: later, otherwise, twice or not at all. */
  readonly tampering = new Map<DrivenKind, (bytes: Uint8Array, deliver: (bytes: Uint8Array) => void) => void>();

  /** @param protocol that each device speaks; the usual one when left out. */
  constructor(clock: Clock, chance: Chance, protocol: (kind: DrivenKind) => string | undefined = () => undefined) {
    this.#chance = chance;
    this.twins = Object.fromEntries(drivenKinds.map((kind) => [kind, createTwin(kind, { clock }, protocol(kind))])) as unknown as TwinOf;
  }

  /** Writes of the terminal so far. */
  get writes(): number {
    return this.#writes;
  }

  /** What a terminal takes for its virtual device: the one that stands here already. */
  readonly join = (twin: Twin): Promise<RunningTwin> => {
    const kind = twin.kind;
    return Promise.resolve({
      url: `memory:${kind}`,
      open: () => this.#open(kind),
      plug: async (plugged) => this.plug(kind, plugged),
      close: async () => this.#cut(kind),
    });
  };

  plug(kind: DrivenKind, plugged: boolean): void {
    if (plugged) this.#pulled.delete(kind);
    else {
      this.#pulled.add(kind);
      this.#cut(kind);
    }
  }

  /** The terminal is gone: nothing more of it reaches a wire. The other ends see it when whatever is being done here is done. */
  cutAll(): void {
    this.#life += 1;
    const ports = [...this.#ports.values()].flatMap((open) => [...open]);
    queueMicrotask(() => {
      for (const port of ports) void port.close();
    });
  }

  #cut(kind: DrivenKind): void {
    for (const port of this.#ports.get(kind) ?? []) void port.close();
  }

  #open(kind: DrivenKind): Promise<BytePort> {
    if (this.#pulled.has(kind)) return Promise.reject(new WireError(`the cable of the ${kind} is out: put it back`));
    const [near, far] = memoryWire((bytes) => (this.cutting.has(kind) ? this.#pieces(bytes) : [bytes]));
    const ports = this.#ports.get(kind);
    ports?.add(near);
    near.onClose(() => ports?.delete(near));
    this.twins[kind].attach(this.#tampered(kind, far));
    return Promise.resolve(this.#watched(near));
  }

  #pieces(bytes: Uint8Array): Uint8Array[] {
    const at = this.#chance.below(bytes.length);
    return at === 0 ? [bytes] : [bytes.subarray(0, at), bytes.subarray(at)];
  }

  #tampered(kind: DrivenKind, port: BytePort): BytePort {
    return {
      get closed() {
        return port.closed;
      },
      write: (bytes) => {
        const tamper = this.tampering.get(kind);
        if (tamper === undefined) return port.write(bytes);
        // Nobody tells the device that the till hung up meanwhile.
        tamper(bytes, (others) => void port.write(others).catch(() => {}));
        return Promise.resolve();
      },
      onBytes: (listener) => port.onBytes(listener),
      onClose: (listener) => port.onClose(listener),
      close: () => port.close(),
    };
  }

  #watched(port: BytePort): BytePort {
    const life = this.#life;
    return {
      get closed() {
        return port.closed;
      },
      write: (bytes) => {
        this.#writes += 1;
        if (life === this.#life) this.onWrite(this.#writes);
        return life === this.#life ? port.write(bytes) : Promise.reject(new WireError('the power is gone'));
      },
      onBytes: (listener) => port.onBytes(listener),
      onClose: (listener) => port.onClose(listener),
      close: () => port.close(),
    };
  }
}
