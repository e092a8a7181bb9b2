import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ManualClock } from '../../devices/clock.ts';
import { temporaryDirectory } from '../ledger/sample.fixture.ts';
import type { Entry } from '../log/entries.ts';
import { blinkMilliseconds, createLamp, type FittedLamp } from './lamp.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let clock: ManualClock;
let logged: Entry[];
beforeEach(() => {
  directory = temporaryDirectory();
  clock = new ManualClock();
  logged = [];
});
afterEach(() => directory.remove());

const file = (): string => join(directory.path, 'brightness');
const lampAt = (path: string): FittedLamp => createLamp({ file: path, clock, log: (entry) => logged.push(entry) });
const shines = (value: '0' | '1') => vi.waitFor(() => expect(readFileSync(file(), 'utf8')).toBe(value), { interval: 1 });

describe('the lamp over the terminal', () => {
  it('blinks once a second while somebody is called, is steady while somebody helps, and is off otherwise', async () => {
    writeFileSync(file(), '0');
    const lamp = lampAt(file());
    lamp.show('called');
    for (const value of ['1', '0', '1', '0'] as const) {
      await shines(value);
      clock.advance(blinkMilliseconds);
    }
    lamp.show('helping');
    await shines('1');
    clock.advance(10 * blinkMilliseconds);
    await shines('1');
    lamp.show('off');
    await shines('0');
    expect(logged).toEqual([]);
  });

  it('goes off when the terminal ends, and stays so', async () => {
    writeFileSync(file(), '0');
    const lamp = lampAt(file());
    lamp.show('called');
    await lamp.close();
    expect(readFileSync(file(), 'utf8')).toBe('0');
    lamp.show('helping');
    clock.advance(10 * blinkMilliseconds);
    expect(readFileSync(file(), 'utf8')).toBe('0');
  });

  it('that cannot be switched disturbs nobody, is told of once, and leaves no file behind', async () => {
    const lamp = lampAt(file());
    for (const state of ['called', 'helping', 'off'] as const) {
      lamp.show(state);
      clock.advance(3 * blinkMilliseconds);
    }
    await lamp.close();
    expect(logged).toEqual([{ event: 'lamp.failed', told: expect.stringContaining('mend lamp.file') }]);
    expect(existsSync(file())).toBe(false);
  });
});
