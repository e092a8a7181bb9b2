import { spawnSync } from 'node:child_process';
import { closeSync, copyFileSync, existsSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { View } from '../../flows/view.ts';
import { StandingDevices } from '../journeys/standing-devices.ts';
import { discrepancies, readBooks, truthOf } from './accounts.ts';
import { errands, type Answers } from './errands.ts';
import { makeReady } from './scene.ts';
import { visit } from './visit.ts';

/**
 * What can happen to a disk, a file or a clock under a terminal that is a process of its own. It never ends by itself, sells
 * nothing that it cannot record, says so, and serves again once the disaster is over.
 */

const timeout = 300_000;

/** Each disaster is several processes one after the other: with every test run the ones that differ most, with `MOULIN_DISASTERS=all` all of them. */
const isEvery = process.env['MOULIN_DISASTERS'] === 'all';
const usually = <T>(all: readonly T[], ...chosen: readonly number[]): readonly T[] => (isEvery ? all : all.filter((_, at) => chosen.includes(at)));

let directory = '';
let devices: StandingDevices;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'moulin-disaster-'));
  devices = await StandingDevices.start({ scanner: true });
  makeReady(devices);
});
afterEach(async () => {
  await devices.stop();
  rmSync(directory, { recursive: true, force: true });
});

interface Surroundings {
  readonly clockOff?: number;
  readonly environment?: NodeJS.ProcessEnv;
  /** What befalls the terminal while somebody is there. */
  readonly happens?: Answers;
}

/** Somebody comes for a letter, as far as the terminal lets them; then it is switched off. How it stood last. */
async function sellsLetter({ clockOff = 0, environment = {}, happens = {} }: Surroundings = {}): Promise<View> {
  devices.turn('scale', { grams: 0 });
  const ended = await visit(devices, { directory, kill: null, clockOff }, errands.letter, { name: '', happens }, environment);
  if (ended.how === 'killed') throw new Error('nobody was to kill it');
  return ended.at;
}

/** A letter is sold; on a busy machine a label can be so late that it is given back, and somebody else comes. */
async function sells(surroundings: Surroundings = {}): Promise<void> {
  const before = devices.labels.length;
  for (let tries = 0; tries < 3 && devices.labels.length === before; tries += 1) await sellsLetter(surroundings);
}

/** The terminal is started, looked at, and switched off. */
async function starts(clockOff = 0): Promise<View> {
  const ended = await visit(devices, { directory, kill: null, clockOff }, null, null);
  if (ended.how === 'killed') throw new Error('nobody was to kill it');
  return ended.at;
}

function expectSound(sold: number): void {
  const { facts, findings } = readBooks(directory);
  expect([...findings, ...discrepancies(facts, truthOf(devices))]).toEqual([]);
  expect(devices.labels.length).toBe(sold);
}

/** Nothing can be paid for, and whoever comes is told. */
function sellsNothing(view: View): boolean {
  return view.screen === 'out-of-service' || (view.screen === 'attract' && view.services.every(({ id, reason }) => id !== 'send' || reason !== null));
}

const file = (name: string): string => join(directory, name);

/** The bytes of the journal; null when there is none: SQLite may make a file for the one that is gone, and no journal begins in it. */
function journalNow(): Buffer | null {
  try {
    readBooks(directory);
  } catch (error) {
    if ((error as Error).message.includes('holds no journal') || !existsSync(file('ledger.db'))) return null;
  }
  return readFileSync(file('ledger.db'));
}

/** As a disk loses what it held: the page at this place reads as something else. */
function overwrite(name: string, from: number): void {
  const length = statSync(name).size - from;
  const descriptor = openSync(name, 'r+');
  writeSync(descriptor, Buffer.alloc(length, 0xa5), 0, length, from);
  closeSync(descriptor);
}

describe('a terminal whose memory was damaged while it was off', () => {
  const damages: Readonly<Record<string, () => () => void>> = {
    'whose journal is gone': () => {
      renameSync(file('ledger.db'), file('elsewhere.db'));
      return () => renameSync(file('elsewhere.db'), file('ledger.db'));
    },
    'whose key is gone': () => {
      renameSync(file('ledger.key'), file('elsewhere.key'));
      return () => renameSync(file('elsewhere.key'), file('ledger.key'));
    },
    'whose journal lost all but its first page': () => {
      copyFileSync(file('ledger.db'), file('good.db'));
      overwrite(file('ledger.db'), 2_048);
      return () => renameSync(file('good.db'), file('ledger.db'));
    },
    'whose journal is another program’s file': () => {
      renameSync(file('ledger.db'), file('good.db'));
      writeFileSync(file('ledger.db'), 'a shopping list\n'.repeat(500));
      return () => renameSync(file('good.db'), file('ledger.db'));
    },
  };

  it.each(usually(Object.entries(damages), 0, 2))('%s sells nothing, makes no other, and sells again once it is put back', { timeout }, async (_, damage) => {
    await sells();
    expectSound(1);
    const mend = damage();
    const before = journalNow();
    expect(sellsNothing(await starts())).toBe(true);
    expect(journalNow()).toEqual(before);
    mend();
    await sells();
    expectSound(2);
  });
});

/** A file system of its own, small enough to be filled; only the administrator may make one. */
function mount(megabytes: number): string | null {
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', directory], { encoding: 'utf8' });
  return status === 0 ? null : `not tested here, for no file system can be mounted: ${stderr?.trim() ?? 'there is no mount'}`;
}

function unmount(): void {
  spawnSync('umount', ['-l', directory]);
}

describe('a disk', () => {
  it('that fills while somebody is there takes no money, and sells again when there is room', { timeout }, async ({ skip }) => {
    const problem = mount(48);
    if (problem !== null) skip(problem);
    try {
      await sells();
      const rest = file('rest');
      const fill = (): void => {
        if (!existsSync(rest)) spawnSync('dd', ['if=/dev/zero', `of=${rest}`, 'bs=1M']);
      };
      expect(sellsNothing(await sellsLetter({ happens: { basket: fill, 'payment-refused': (_, { leave, touch }) => (touch({ type: 'basket.reopened' }), touch({ type: 'session.cancelled' }), leave()) } }))).toBe(true);
      expect(devices.totals.approved - devices.totals.cancelled - devices.totals.refunded, 'the first letter alone was paid').toBe(360);
      rmSync(rest);
      await sells();
      expectSound(2);
    } finally {
      unmount();
    }
  });

  it('that can only be read sells nothing, and sells again once it can be written', { timeout }, async ({ skip }) => {
    const problem = mount(64);
    if (problem !== null) skip(problem);
    try {
      await sells();
      spawnSync('mount', ['-o', 'remount,ro', directory]);
      expect(sellsNothing(await starts())).toBe(true);
      spawnSync('mount', ['-o', 'remount,rw', directory]);
      await sells();
      expectSound(2);
    } finally {
      unmount();
    }
  });
});

describe('a clock', () => {
  const hour = 3_600_000;
  it.each(usually([['an hour back', -hour], ['two days on', 48 * hour]] as const, 0))('that was set %s while the terminal was off changes no number and no order, and is set right again', { timeout }, async (_, clockOff) => {
    await sells();
    await sells({ clockOff });
    await sells();
    expectSound(3);
    const closed = readBooks(directory).facts.filter((fact) => fact.type === 'period.closed');
    const days = closed.filter(({ period }) => period === 'day').map(({ key }) => key);
    expect(days).toEqual([...new Set(days)].toSorted());
  });

  it('that was set a year on is not believed: nothing is sold by it, nor closed for ever, until it is right', { timeout }, async () => {
    await sells();
    expect(sellsNothing(await starts(8_760 * hour))).toBe(true);
    await sells();
    expectSound(2);
    const { facts } = readBooks(directory);
    expect(facts.filter((fact) => fact.type === 'period.closed' && fact.period === 'year')).toEqual([]);
  });
});

describe('a computer that is set up for another country', () => {
  const settings = [
    ['on an island a day ahead', { TZ: 'Pacific/Kiritimati', LANG: 'en_US.UTF-8' }],
    ['where one writes from right to left', { TZ: 'Asia/Riyadh', LANG: 'ar_SA.UTF-8', LC_ALL: 'ar_SA.UTF-8' }],
    ['without any setting', { TZ: '', LANG: 'C', LC_ALL: 'C' }],
  ] as const;
  // What a whole process prints elsewhere is tested in electron/elsewhere.test.ts too.
  it.each(usually(settings, 0))('%s prints the date and the amount of Paris', { timeout }, async (_, environment) => {
    await sells({ environment });
    expectSound(1);
    const today = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', day: '2-digit', month: '2-digit', year: 'numeric' }).format(Date.now());
    expect(devices.receiptText).toContain(today);
    expect(devices.receiptText).toContain('3,60');
  });
});
