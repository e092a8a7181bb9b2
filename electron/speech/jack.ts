import { createReadStream, type ReadStream } from 'node:fs';
import type { Clock } from '../../devices/clock.ts';
import type { Jack } from './speech.ts';

/**
 * The switch in a headphone jack, as Linux tells of it: `struct input_event` of 24 bytes on a 64-bit machine (`linux/input.h`), type
 * EV_SW, code SW_HEADPHONE_INSERT (`linux/input-event-codes.h`). A stream tells of changes alone: headphones that were in before the
 * terminal started are known once they move, or by the other two sources (A11Y-76).
 */
const eventBytes = 24;
const typeAt = 16;
const codeAt = 18;
const valueAt = 20;
const switchEvent = 0x05;
const headphoneInsert = 0x02;

/** A USB keypad that was pulled takes its event file with it: looked for again so often, ms. */
export const lookAgainMs = 5_000;

/** What the whole events in these bytes say of the jack, in order, and the bytes of an event that has not all come. */
export function readJack(bytes: Buffer): { readonly plugged: readonly boolean[]; readonly rest: Buffer } {
  const whole = bytes.length - (bytes.length % eventBytes);
  const plugged: boolean[] = [];
  for (let at = 0; at < whole; at += eventBytes) {
    if (bytes.readUInt16LE(at + typeAt) === switchEvent && bytes.readUInt16LE(at + codeAt) === headphoneInsert) plugged.push(bytes.readInt32LE(at + valueAt) !== 0);
  }
  return { plugged, rest: bytes.subarray(whole) };
}

export function watchJack({ file, clock }: { readonly file: string; readonly clock: Pick<Clock, 'after'> }): Jack {
  const listeners = new Set<(plugged: boolean) => void>();
  let stream: ReadStream | null = null;
  let callOff = (): void => {};
  let stopped = false;

  const open = (): void => {
    let rest: Buffer = Buffer.alloc(0);
    stream = createReadStream(file, { highWaterMark: eventBytes * 64 });
    stream.on('data', (part) => {
      const read = readJack(Buffer.concat([rest, Buffer.from(part)]));
      ({ rest } = read);
      for (const plugged of read.plugged) for (const listener of listeners) listener(plugged);
    });
    stream.on('error', () => undefined);
    stream.on('close', () => {
      if (!stopped) callOff = clock.after(lookAgainMs, open);
    });
  };
  open();

  return {
    onHeadphones(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      stopped = true;
      callOff();
      stream?.destroy();
    },
  };
}
