import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { SupervisedDevice } from '../supervised-device.ts';
import { Supervision } from '../supervision.ts';
import type { BytePort, OpenWire } from '../wire/wire.ts';
import { badgeNumberOf, getUid } from './badge-number.ts';
import type { BadgeReader, BadgeReading } from './badge-reader.ts';
import { PcscdLink, PcscRefusal } from './pcscd-link.ts';
import type { ReaderState } from './pcscd-message.ts';

/**
 * Badges on any reader that pcscd has a driver for, contact or NFC, at `unix:///run/pcscd/pcscd.comm`. pcscd tells when
 * something changes; then the reader is asked for the badge's number, once for each badge that is laid down.
 *
 * A USB reader that is pulled out, and pcscd itself when it dies, are causes in the health: nothing is thrown at anybody,
 * and a badge that lay there counts as taken away (`devices.md` 5).
 */

export const pcscSettings = z.strictObject({
  /** A part of the reader's name, where there are several, or one with several slots; else the first is taken. */
  reader: z.string().max(127).default(''),
  uidOrder: z.enum(['first-byte-first', 'last-byte-first']).default('first-byte-first'),
});
export type PcscSettings = z.infer<typeof pcscSettings>;

/** Without a change pcscd is asked so often whether it is still there, ms: one that hangs keeps its socket open. */
export const lookEvery = 2_000;

/** What a technician or the person with the badge can do about PC/SC's own refusals (pcsclite.h); others are given by their number. */
const refusals: Readonly<Record<number, string>> = {
  0x8010000b: 'another program holds the reader for itself: end it',
  0x80100066: 'a card that does not answer: lay it down again, the right way round',
  0x80100067: 'a card that does not answer: lay it down again, the right way round',
  0x80100068: 'the card was reset by another program: lay it down again',
  0x80100069: 'the card was taken away too soon',
};

export function createPcsc(options: { readonly open: OpenWire; readonly clock: Clock; readonly settings: PcscSettings }): BadgeReader {
  return new Pcsc(options.open, options.clock, options.settings);
}

class Pcsc extends SupervisedDevice implements BadgeReader {
  readonly kind = 'badge-reader';
  readonly driver = 'pcsc';
  readonly #clock: Clock;
  readonly #settings: PcscSettings;
  protected readonly supervision: Supervision;
  readonly #listeners = new Set<(reading: BadgeReading) => void>();
  #lying: BadgeReading = { kind: 'removed' };
  /** The reader as it was when its card was last asked; null when there is none, undefined before the first look. */
  #reader: ReaderState | null | undefined = undefined;

  constructor(open: OpenWire, clock: Clock, settings: PcscSettings) {
    super();
    this.#clock = clock;
    this.#settings = settings;
    this.supervision = new Supervision(open, clock, {
      connected: (port) => this.#connected(port),
      disconnected: () => this.#gone(),
    });
  }

  onBadge(listener: (reading: BadgeReading) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#lying);
    return () => void this.#listeners.delete(listener);
  }

  override identity(): Readonly<Record<string, string>> | null {
    const identity = super.identity();
    return identity === null ? null : { ...identity, reader: this.#reader?.name ?? '' };
  }

  async #connected(port: BytePort): Promise<Readonly<Record<string, string>>> {
    const link = new PcscdLink(port, this.#clock);
    const protocol = `pcsc-lite ${await link.greet()}`;
    await this.#look(link);
    void this.#follow(link, port);
    return { protocol };
  }

  /** Until the connection ends, and with it whatever is being waited for. */
  async #follow(link: PcscdLink, port: BytePort): Promise<void> {
    try {
      for (;;) await this.#look(link);
    } catch (error) {
      if (port.closed === null) await this.supervision.drop(error instanceof Error ? error.message : String(error));
    }
  }

  /** Takes in what is there, or waits until it is otherwise. */
  async #look(link: PcscdLink): Promise<void> {
    const watch = await link.watch();
    const reader = watch.readers.find(({ name }) => name.includes(this.#settings.reader)) ?? null;
    if (sameReader(reader, this.#reader)) {
      await watch.change(lookEvery);
      return;
    }
    await watch.callOff();
    this.#reader = reader;
    this.#tellHealth(watch.readers);
    // A badge exchanged for another between two looks was taken away first.
    this.#tell({ kind: 'removed' });
    if (reader?.present === true) this.#tell(await this.#read(link, reader.name));
  }

  async #read(link: PcscdLink, reader: string): Promise<BadgeReading> {
    try {
      const number = badgeNumberOf(await link.ask(reader, getUid), this.#settings.uidOrder);
      return 'badge' in number ? { kind: 'presented', badge: number.badge } : { kind: 'rejected', why: number.rejected };
    } catch (error) {
      if (error instanceof PcscRefusal) return { kind: 'rejected', why: refusals[error.code] ?? error.message };
      throw error;
    }
  }

  #tellHealth(readers: readonly ReaderState[]): void {
    if (this.#reader) {
      this.supervision.health.report({ state: 'online' });
      return;
    }
    const others = readers.map(({ name }) => name).join(', ');
    const cause = others === '' ? 'no badge reader is plugged in' : `no badge reader is called "${this.#settings.reader}": there is ${others}`;
    // pcscd itself answers: not offline, so that this cause takes the place of whatever kept it from answering before.
    this.supervision.health.report({ state: 'hardware-error', cause, action: 'check-cable' });
  }

  #gone(): void {
    this.#reader = undefined;
    this.#tell({ kind: 'removed' });
  }

  #tell(reading: BadgeReading): void {
    if (reading.kind === 'removed' && this.#lying.kind === 'removed') return;
    this.#lying = reading;
    for (const listener of this.#listeners) listener(reading);
  }
}

function sameReader(now: ReaderState | null, before: ReaderState | null | undefined): boolean {
  if (now === null || !before) return now === before;
  return now.name === before.name && now.changes === before.changes && now.present === before.present;
}
