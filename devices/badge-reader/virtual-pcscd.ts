import { z } from 'zod';
import { Knobs } from '../knobs.ts';
import type { Twin } from '../twin.ts';
import type { BytePort } from '../wire/wire.ts';
import { atr, cardAnswer, cardKnobs } from './virtual-card.ts';

/**
 * pcscd with one reader and whatever is laid on it, from the daemon's side of its socket. Knows nothing of the driver's own
 * reading of the protocol; that both read it alike is shown by the driver on a real pcscd (`pcsc.test.ts`).
 */

const knobs = z.strictObject({
  ...cardKnobs,
  reader: z.boolean().default(true).describe('the reader is plugged into its USB socket'),
  mute: z.boolean().default(false).describe('the card does not answer when it is powered up'),
  held: z.boolean().default(false).describe('another program holds the reader for itself'),
  forbidden: z.boolean().default(false).describe('polkit lets nobody in'),
  major: z.int().min(0).max(9).default(4).describe('which protocol it says to speak'),
  silent: z.boolean().default(false).describe('takes everything and answers nothing'),
  garbage: z.boolean().default(false).describe('answers with noise'),
});
export type BadgeReaderKnobs = z.infer<typeof knobs>;

/** As the kernel names a reader of this kind to pcscd; invented. */
const readerName = 'Moulin Virtual Reader 00 00';
const places = 16;

/** Answers of pcscd that are not "done" (pcsclite.h). */
const code = { unknownReader: 0x80100009, held: 0x8010000b, noCard: 0x8010000c, mute: 0x80100066, forbidden: 0x8010006a, unsupported: 0x8010001f } as const;

export function createVirtualPcscd({ knobs: start = {} }: { readonly knobs?: unknown } = {}): Twin<BadgeReaderKnobs> {
  return new PcscdTwin(start);
}

interface Client {
  readonly port: BytePort;
  rest: Buffer;
  watching: boolean;
}

class PcscdTwin implements Twin<BadgeReaderKnobs> {
  readonly kind = 'badge-reader';
  readonly protocol = 'pcsc';
  readonly #knobs: Knobs<BadgeReaderKnobs>;
  readonly #clients = new Set<Client>();
  #changes = 0;

  constructor(start: unknown) {
    this.#knobs = new Knobs('badge-reader', knobs, start);
  }

  knobs(): BadgeReaderKnobs {
    return this.#knobs.current;
  }

  turn(patch: unknown): BadgeReaderKnobs {
    const before = this.#knobs.current;
    const now = this.#knobs.turn(patch);
    if (now.badge !== before.badge) this.#changes += 1;
    if (now.badge !== before.badge || now.reader !== before.reader) this.#tellWatchers();
    return now;
  }

  attach(port: BytePort): void {
    const client: Client = { port, rest: Buffer.alloc(0), watching: false };
    this.#clients.add(client);
    port.onBytes((bytes) => this.#receive(client, bytes));
    port.onClose(() => void this.#clients.delete(client));
  }

  onChange(listener: () => void): () => void {
    return this.#knobs.onChange(listener);
  }

  close(): void {
    this.#clients.clear();
  }

  #receive(client: Client, bytes: Uint8Array): void {
    client.rest = Buffer.concat([client.rest, bytes]);
    while (client.rest.length >= 8 && client.rest.length >= 8 + this.#lengthOf(client.rest)) {
      const end = 8 + this.#lengthOf(client.rest);
      const name = client.rest.readUInt32LE(4);
      const body = client.rest.subarray(8, end);
      client.rest = client.rest.subarray(end);
      this.#answer(client, name, body);
    }
  }

  /** The APDU of a transmission comes after what its header counts, as from any client of pcscd. */
  #lengthOf(bytes: Buffer): number {
    const length = bytes.readUInt32LE(0);
    return bytes.readUInt32LE(4) === 0x09 && bytes.length >= 8 + 16 ? length + bytes.readUInt32LE(8 + 12) : length;
  }

  #answer(client: Client, name: number, body: Buffer): void {
    const { silent, garbage } = this.#knobs.current;
    if (silent) return;
    if (garbage) this.#say(client, Buffer.alloc(4_000, 0xa5));
    else if (name === 0x13) this.#watch(client);
    else if (name === 0x14) this.#tellWatcher(client);
    else this.#say(client, this.#reply(name, body));
  }

  #reply(name: number, body: Buffer): Buffer {
    const { forbidden, major } = this.#knobs.current;
    switch (name) {
      case 0x11:
        return ended(u32(major, 4), 0);
      case 0x01:
        return ended(u32(2, 0x5eed), forbidden ? code.forbidden : 0);
      case 0x04:
        return this.#connect(body);
      case 0x06:
        return ended(body.subarray(0, 8), 0);
      case 0x09:
        return this.#transmit(body);
      default:
        return u32(code.unsupported);
    }
  }

  #connect(body: Buffer): Buffer {
    const { badge, reader, held, mute } = this.#knobs.current;
    const asked = body.toString('latin1', 4, 132).replace(/\0.*$/s, '');
    const result = !reader || asked !== readerName ? code.unknownReader : held ? code.held : badge === null ? code.noCard : mute ? code.mute : 0;
    return ended(Buffer.concat([body.subarray(0, 140), u32(0xcafe, 2)]), result);
  }

  #transmit(body: Buffer): Buffer {
    const { badge, reader } = this.#knobs.current;
    if (badge === null || !reader) return ended(body.subarray(0, 28), code.noCard);
    const answer = cardAnswer(body.subarray(32), this.#knobs.current);
    return Buffer.concat([ended(Buffer.concat([body.subarray(0, 24), u32(answer.length)]), 0), answer]);
  }

  #watch(client: Client): void {
    client.watching = true;
    this.#say(client, Buffer.concat([this.#readerState(), Buffer.alloc(184 * (places - 1))]));
  }

  #readerState(): Buffer {
    const { badge, reader } = this.#knobs.current;
    const state = Buffer.alloc(184);
    if (!reader) return state;
    state.write(readerName, 0, 'latin1');
    state.writeUInt32LE(this.#changes, 128);
    state.writeUInt32LE(badge === null ? 0x02 : 0x34, 132);
    if (badge === null) return state;
    atr.copy(state, 140);
    state.writeUInt32LE(atr.length, 176);
    return state;
  }

  #tellWatchers(): void {
    if (!this.#knobs.current.silent) for (const client of this.#clients) this.#tellWatcher(client);
  }

  #tellWatcher(client: Client): void {
    if (!client.watching) return;
    client.watching = false;
    this.#say(client, u32(0, 0));
  }

  #say({ port }: Client, bytes: Uint8Array): void {
    void port.write(bytes).catch(() => undefined);
  }
}

function u32(...values: readonly number[]): Buffer {
  return Buffer.from(Uint32Array.from(values).buffer);
}

/** The same structure comes back, its last word saying what became of it. */
function ended(start: Buffer, result: number): Buffer {
  return Buffer.concat([start, u32(result)]);
}
