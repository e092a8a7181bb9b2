import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../../devices/clock.ts';
import { configSchema } from '../config.ts';
import type { Entry } from '../log/entries.ts';
import { demonstrators, provisionOf } from './demonstration.ts';
import { openAgainAfter, openStaff } from './open.ts';
import { hashPin, pinFault } from './pin.ts';
import { openStaffStore } from './store.ts';

let directory: string;
beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), 'moulin-open-staff-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function start(devices: object = {}) {
  const clock = new ManualClock();
  const told: Entry[] = [];
  const staff = openStaff({ config: configSchema.parse({ devices }), directory, clock, elapsed: () => clock.now(), log: (entry) => void told.push(entry) });
  return { staff, clock, told };
}

const real = { scale: { driver: 'mt-sics', at: 'tcp://192.168.1.20:4001' } };

describe('the workers of a demonstration', () => {
  test.each(demonstrators)('$name: the PIN is one that would be taken, and the kept hash is its own', async ({ pin, number, ...rest }) => {
    expect(pinFault(pin, { number })).toBeNull();
    const kept = provisionOf({ pin, number, ...rest }).pin;
    expect(Buffer.from(kept.hash).equals(await hashPin(pin, kept.salt))).toBe(true);
  });

  test('are there when all devices are virtual, and sign in by badge or number', async () => {
    const { staff } = start();
    expect(staff.demonstrators()).toEqual(demonstrators);
    expect(await staff.book.signIn({ badge: demonstrators[0]?.badge ?? '' }, '294617')).toMatchObject({ ok: true, value: { name: 'Nadia' } });
    expect(await staff.book.signIn({ number: '7302' }, '50418265')).toMatchObject({ ok: true, value: { role: 'manager' } });
    staff.close();
  });

  test('are gone as soon as one device is real, and do not come back beside real workers', async () => {
    start().staff.close();
    const { staff } = start(real);
    expect([staff.demonstrators(), staff.book.empty(), staff.book.current('DEMO-A')]).toEqual([[], true, null]);
    staff.close();
    const store = openStaffStore({ directory });
    if (store.ok) store.value.transaction(() => store.value.put({ staff: 'A1', name: 'Anne', role: 'agent', badge: '04A1B2C3', number: null, pin: { salt: Buffer.alloc(16), hash: Buffer.alloc(32) } }));
    if (store.ok) store.value.close();
    const again = start();
    expect([again.staff.demonstrators(), again.staff.book.empty()]).toEqual([[], false]);
    again.staff.close();
  });
});

describe('a terminal whose list of staff cannot be opened', () => {
  test('serves on, lets nobody in, says so once, and tries again', async () => {
    writeFileSync(join(directory, 'staff.key'), 'damaged', { mode: 0o600 });
    const { staff, clock, told } = start();
    expect([staff.book.empty(), staff.book.current('A1'), (await staff.book.signIn({ number: '1' }, '1')).ok, staff.demonstrators()]).toEqual([true, null, false, []]);
    clock.advance(openAgainAfter * 3);
    expect(told).toEqual([{ event: 'fault', where: 'staff', told: expect.stringContaining('staff.key is damaged') as string }]);
    rmSync(join(directory, 'staff.key'));
    clock.advance(openAgainAfter);
    expect(staff.book.empty()).toBe(false);
    staff.close();
    expect(staff.book.empty()).toBe(true);
  });
});
