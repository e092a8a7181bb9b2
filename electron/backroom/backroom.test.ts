import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ManualClock } from '../../devices/clock.ts';
import { createDevice, createTwin } from '../../devices/drivers.ts';
import { settled } from '../../devices/settled.fixture.ts';
import { memoryWire } from '../../devices/wire/memory.ts';
import { WireError } from '../../devices/wire/wire.ts';
import type { Fact } from '../../flows/facts.ts';
import type { Backroom, MaintainedDevice } from '../../flows/ports.ts';
import { configSchema } from '../config.ts';
import type { OpenLedger } from '../ledger/ledger.ts';
import { openSample, soldParcel, temporaryDirectory } from '../ledger/sample.fixture.ts';
import { createBackroom } from './backroom.ts';
import { restartPatience } from './devices.ts';
import type { Medium } from './media.ts';
import type { Restart } from './restart.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let clock: ManualClock;
let ledger: OpenLedger;
let plugged: boolean;
let media: readonly Medium[];
let asked: Restart[];
let room: Backroom;
beforeEach(() => {
  directory = temporaryDirectory();
  clock = new ManualClock(Date.parse('2026-11-23T09:00Z'));
  ledger = openSample(directory.path, { clock });
  plugged = true;
  media = [];
  asked = [];
  const twin = createTwin('scale', { clock }, 'mt-sics');
  const open = () => {
    if (!plugged) return Promise.reject(new WireError('no cable'));
    const [ours, theirs] = memoryWire();
    twin.attach(theirs);
    return Promise.resolve(ours);
  };
  room = createBackroom({
    config: configSchema.parse({}),
    dataDirectory: directory.path,
    clock,
    memory: { journal: () => ledger, ledger },
    devices: { scale: createDevice('scale', 'mt-sics', { open, clock }) },
    tariffs: { at: () => null },
    destinations: { id: 'destinations-2026' },
    newestLog: () => [JSON.stringify({ at: '2026-11-23T08:59:00.000Z', level: 'warning', event: 'page.hung' })],
    askRestart: (restart) => asked.push(restart),
    media: () => media,
  });
});
afterEach(() => {
  ledger.close();
  directory.remove();
});

const record = (...facts: readonly Fact[]) => expect(ledger.recordAll(facts)).toMatchObject({ ok: true });

/** Moves time on until it is settled. */
async function run<T>(promise: Promise<T>): Promise<T> {
  const waiting = new Set([promise]);
  void promise.finally(() => waiting.clear());
  for (let turn = 0; turn < 400 && waiting.size > 0; turn += 1) {
    await settled();
    clock.advance(100);
  }
  return promise;
}

describe('behind the counter', () => {
  it('a device is connected to afresh, however often the key is touched, and says who it is', async () => {
    expect(room.describe('scale')).toEqual({ driver: 'mt-sics', identity: '' });
    const [first, second] = [room.restart('scale'), room.restart('scale')];
    expect(second).toBe(first);
    expect(await run(first)).toEqual({ kind: 'ok', value: undefined });
    expect(await run(room.restart('scale'))).toEqual({ kind: 'ok', value: undefined });
    await run(settled());
    expect(room.describe('scale').identity).not.toBe('');
  });

  it('one that does not come back in its time is told with its cause', async () => {
    plugged = false;
    const began = clock.now();
    expect(await run(room.restart('scale'))).toEqual({ kind: 'not-done', reason: 'offline', detail: 'no cable' });
    expect(clock.now() - began).toBeGreaterThanOrEqual(restartPatience);
  });

  it('the scale is zeroed on an empty pan', async () => {
    await run(room.restart('scale'));
    for (let turn = 0; turn < 20; turn += 1) await run(settled());
    expect(await run(room.zeroScale())).toEqual({ kind: 'ok', value: undefined });
  });

  it('what is not fitted is neither restarted nor tested', async () => {
    for (const device of ['card', 'labels', 'papers', 'scanner', 'badge'] satisfies MaintainedDevice[]) {
      expect(room.describe(device)).toEqual({ driver: '', identity: '' });
      expect(await room.restart(device)).toMatchObject({ kind: 'not-done', reason: 'not-fitted' });
    }
    expect(await room.testCard()).toMatchObject({ kind: 'not-done' });
  });

  it('a device’s history is that of the journal, newest first', () => {
    record({ type: 'device.changed', device: 'labels', state: 'consumable-out', cause: 'paper-out' }, { type: 'device.changed', device: 'scale', state: 'online', cause: null }, { type: 'device.changed', device: 'labels', state: 'online', cause: null });
    expect(room.history('labels')).toEqual([{ at: clock.now(), state: 'online', cause: null }, { at: clock.now(), state: 'consumable-out', cause: 'paper-out' }]);
  });

  it('closing and verification are those that were recorded last', () => {
    expect([room.closed(), room.scaleVerifiedUntil()]).toEqual([null, null]);
    record({ type: 'terminal.closed', staff: 'M1', message: 'no-paper', until: 5 }, { type: 'scale.verified', staff: 'T1', until: '2027-05-31' });
    expect([room.closed(), room.scaleVerifiedUntil()]).toEqual([{ message: 'no-paper', until: 5 }, '2027-05-31']);
    record({ type: 'terminal.closed', staff: 'M1', message: 'of another version', until: null });
    expect(room.closed()).toEqual({ message: 'soon', until: null });
    record({ type: 'terminal.opened', staff: 'M1' });
    expect(room.closed()).toBeNull();
  });

  it('books, events and versions are read out of the journal', () => {
    record(...soldParcel('V1', 'E1', null), { type: 'roll.counted', roll: 'labels', left: 500, why: 'loaded' });
    expect(room.sales()).toMatchObject({ day: '2026-11-23', sales: 1, card: { debits: 1, debited: 1_129 } });
    expect(room.numbers().map(({ series }) => series)).toContain('colissimo');
    expect(room.events(2).map(({ event }) => event)).toEqual(['roll.counted', 'page.hung']);
    expect(Object.fromEntries(room.versions().map(({ what, value }) => [what, value]))).toMatchObject({
      terminal: 'DEMO-01',
      tariff: '–',
      destinations: 'destinations-2026',
      'journal-key': expect.stringMatching(/^(?:[0-9a-f]{4} ?){4}$/),
      'mark-key': '–',
    });
  });

  it('an archive goes to a stick that is still there', async () => {
    record(...soldParcel('V1', 'E1', null));
    clock.advance(86_400_000);
    const stick = join(directory.path, 'stick');
    mkdirSync(stick);
    media = [{ directory: stick, name: 'CLE', device: statSync(stick).dev, freeBytes: 1_000 }];
    expect(room.media()).toEqual([{ id: stick, name: 'CLE', freeBytes: 1_000 }]);
    expect(await run(room.exportTo(stick))).toMatchObject({ ok: true });
    expect(readdirSync(stick)).toHaveLength(3);
    media = [];
    expect(await room.exportTo(stick)).toEqual({ ok: false, error: 'gone' });
  });

  it('the screen and the program begin anew when they are asked to; no lesson begins over an open sale', () => {
    room.restartScreen();
    room.restartProgram({ training: true });
    record(...soldParcel('V1', 'E1', null).slice(0, 2));
    room.restartProgram({ training: true });
    room.restartProgram({ training: false });
    expect(asked).toEqual([{ what: 'screen' }, { what: 'program', training: true }, { what: 'program', training: false }]);
  });
});
