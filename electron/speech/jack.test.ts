import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { lookAgainMs, readJack, watchJack } from './jack.ts';

/** `struct input_event` of a 64-bit Linux. */
function event(type: number, code: number, value: number): Buffer {
  const bytes = Buffer.alloc(24);
  bytes.writeUInt16LE(type, 16);
  bytes.writeUInt16LE(code, 18);
  bytes.writeInt32LE(value, 20);
  return bytes;
}
const [inserted, pulled, synchronised, microphone] = [event(5, 2, 1), event(5, 2, 0), event(0, 0, 0), event(5, 4, 1)];

describe('the switch in the jack', () => {
  test('says in and out, and nothing of other switches and keys', () => {
    expect(readJack(Buffer.concat([inserted, synchronised, microphone, event(1, 2, 1), pulled])).plugged).toEqual([true, false]);
  });

  test('is understood wherever its bytes are cut', () => {
    const bytes = Buffer.concat([inserted, synchronised, pulled]);
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const first = readJack(bytes.subarray(0, cut));
      const second = readJack(Buffer.concat([first.rest, bytes.subarray(cut)]));
      expect([...first.plugged, ...second.plugged]).toEqual([true, false]);
    }
  });

  test('is told to whoever listens, and looked for again when its file is gone', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'moulin-jack-'));
    const file = join(directory, 'event');
    const later: (() => void)[] = [];
    const waits: number[] = [];
    const jack = watchJack({
      file,
      clock: {
        after(milliseconds, action) {
          waits.push(milliseconds);
          later.push(action);
          return () => undefined;
        },
      },
    });
    const heard: boolean[] = [];
    const stop = jack.onHeadphones((plugged) => heard.push(plugged));
    await vi.waitFor(() => expect(waits).toEqual([lookAgainMs]));
    writeFileSync(file, inserted);
    later.shift()?.();
    await vi.waitFor(() => expect(heard).toEqual([true]));
    stop();
    await vi.waitFor(() => expect(waits).toHaveLength(2));
    appendFileSync(file, pulled);
    later.shift()?.();
    await vi.waitFor(() => expect(waits).toHaveLength(3));
    jack.stop();
    expect(heard).toEqual([true]);
    rmSync(directory, { recursive: true });
  });
});
