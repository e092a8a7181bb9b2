import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ManualClock } from '../../devices/clock.ts';
import { cents } from '../../flows/money.ts';
import { grams } from '../../flows/weight.ts';
import { temporaryDirectory } from '../ledger/sample.fixture.ts';
import { openErasable, StoreError, type Store } from '../ledger/store.ts';
import { runCustomsCommand } from './cli.ts';
import { exportedRecord } from './export.ts';
import { canaries, sampleRecord } from './sample.fixture.ts';
import { keepPurged, openPreAdvice, PRE_ADVICE_FILE, PURGE_EVERY_MS, refusingPreAdvice, type PreAdviceStore } from './store.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 23, 8);

let directory: ReturnType<typeof temporaryDirectory>;
let clock: ManualClock;
const opened: PreAdviceStore[] = [];
beforeEach(() => {
  directory = temporaryDirectory();
  clock = new ManualClock(NOW);
});
afterEach(() => {
  for (const store of opened.splice(0)) store.close();
  directory.remove();
});

function open(openStore = openErasable): PreAdviceStore {
  const store = openPreAdvice({ directory: directory.path, clock, openStore });
  if (!store.ok) throw new Error(store.error);
  opened.push(store.value);
  return store.value;
}

/** Every byte of the store's files: the database, and whatever SQLite keeps beside it. */
function bytes(): string {
  const files = readdirSync(directory.path).filter((name) => name.startsWith(PRE_ADVICE_FILE));
  return files.map((name) => readFileSync(join(directory.path, name), 'latin1')).join('\n');
}

const labels = (store: PreAdviceStore) => store.list().map(({ record }) => record.label);

describe('customs data', () => {
  it('is kept until the back office has it, across a restart', () => {
    expect(open().keep(sampleRecord('E1'))).toEqual({ ok: true, value: undefined });
    opened[0]?.close();
    expect(open().list()).toEqual([{ at: NOW, record: sampleRecord('E1') }]);
  });

  it.each<[string, (store: PreAdviceStore) => void]>([
    ['acknowledged', (store) => store.acknowledge(['E1', 'E2'])],
    ['withdrawn with its label', (store) => ['E1', 'E2'].forEach((label) => store.withdraw(label))],
    ['older than the days allowed', (store) => (clock.advance(31 * DAY), store.purge(30))],
  ])('that was %s is gone from the file, byte by byte', (_how, remove) => {
    const store = open();
    store.keep(sampleRecord('E1'));
    store.keep({ ...sampleRecord('E2'), addressee: Array.from({ length: 400 }, () => 'ALEX ZEISIGWEG') });
    expect(canaries.filter((canary) => bytes().includes(canary))).toEqual([...canaries]);
    remove(store);
    expect(labels(store)).toEqual([]);
    expect(canaries.filter((canary) => bytes().includes(canary))).toEqual([]);
    expect(readdirSync(directory.path)).toEqual([PRE_ADVICE_FILE]);
  });

  it('of one item goes without touching the other', () => {
    const store = open();
    for (const label of ['E1', 'E2', 'E3']) store.keep(sampleRecord(label));
    expect(store.acknowledge(['E2', 'E9'])).toBe(1);
    expect(labels(store)).toEqual(['E1', 'E3']);
  });

  it('said twice under one label stands once, as said last', () => {
    const store = open();
    store.keep(sampleRecord('E1'));
    store.keep({ ...sampleRecord('E1'), phone: '' });
    expect(store.list().map(({ record }) => record.phone)).toEqual(['']);
  });

  it('is purged at start, and every hour after', () => {
    const store = open();
    store.keep(sampleRecord('E1'));
    clock.advance(30 * DAY - PURGE_EVERY_MS);
    const purged: number[] = [];
    const stop = keepPurged(store, { clock, keepDays: 30, onPurged: (count) => purged.push(count), log: () => expect.unreachable() });
    store.keep(sampleRecord('E2'));
    clock.advance(PURGE_EVERY_MS);
    expect(labels(store)).toEqual(['E1', 'E2']);
    clock.advance(PURGE_EVERY_MS);
    expect(labels(store)).toEqual(['E2']);
    expect(purged).toEqual([1]);
    stop();
    clock.advance(60 * DAY);
    expect(labels(store)).toEqual(['E2']);
  });

  it('cannot be read by others than the terminal', () => {
    open().keep(sampleRecord('E1'));
    expect(statSync(join(directory.path, PRE_ADVICE_FILE)).mode & 0o077).toBe(0);
  });
});

describe('when the disk refuses', () => {
  /** A store whose writes fail while `full` holds. */
  function failing() {
    const disk = { full: false };
    const openStore = (...asked: Parameters<typeof openErasable>): Store => {
      const store = openErasable(...asked);
      return {
        ...store,
        transaction(work) {
          if (disk.full) throw new StoreError('full', new Error('database or disk is full'));
          return store.transaction(work);
        },
      };
    };
    return { disk, openStore };
  }

  it('nothing is said to be kept: the item cannot travel', () => {
    const { disk, openStore } = failing();
    const store = open(openStore);
    disk.full = true;
    expect(store.keep(sampleRecord('E1'))).toEqual({ ok: false, error: 'full' });
    expect(store.list()).toEqual([]);
  });

  it('whoever comes next is told before paying, until the disk takes changes again', () => {
    const { disk, openStore } = failing();
    const store = open(openStore);
    expect(store.trouble()).toBeNull();
    disk.full = true;
    store.keep(sampleRecord('E1'));
    expect(store.trouble()).toBe('full');
    const stop = keepPurged(store, { clock, keepDays: 30, onPurged: () => {}, log: () => {} });
    expect(store.trouble()).toBe('full');
    disk.full = false;
    clock.advance(PURGE_EVERY_MS);
    expect(store.trouble()).toBeNull();
    stop();
  });

  it('what was withdrawn meanwhile goes at the next purge, and the refusal is told', () => {
    const { disk, openStore } = failing();
    const store = open(openStore);
    const told: unknown[] = [];
    store.keep(sampleRecord('E1'));
    disk.full = true;
    store.withdraw('E1');
    const stop = keepPurged(store, { clock, keepDays: 30, onPurged: () => expect.unreachable(), log: (entry) => told.push(entry) });
    expect(labels(store)).toEqual(['E1']);
    expect(told).toEqual([{ event: 'pre-advice.not-purged', told: expect.stringMatching(/older than 30 days could not be deleted .*tried again in an hour/) as string }]);
    disk.full = false;
    clock.advance(PURGE_EVERY_MS);
    expect(labels(store)).toEqual([]);
    stop();
  });

  it('a closed store, and the one that stands in for a refused one, keep nothing and say so', () => {
    const store = open();
    store.close();
    expect(store.keep(sampleRecord('E1'))).toEqual({ ok: false, error: 'closed' });
    store.withdraw('E1');
    const refusing = refusingPreAdvice('corrupt');
    refusing.withdraw('E1');
    expect(refusing.keep(sampleRecord('E1'))).toEqual({ ok: false, error: 'corrupt' });
    expect([store.trouble(), refusing.trouble()]).toEqual(['closed', 'corrupt']);
  });

  it.each<[string, () => void, RegExp]>([
    ['no database', () => writeFileSync(join(directory.path, PRE_ADVICE_FILE), 'x'.repeat(5_000)), /customs data cannot be kept there .*no item with a customs declaration is sold/],
    ['another program’s database', () => otherDatabase(1, 7), /database of another program/],
    ['a newer Moulin’s', () => otherDatabase(2, 0x4d6f7561), /written by a newer Moulin/],
  ])('%s is refused with its remedy', (_what, prepare, message) => {
    prepare();
    const store = openPreAdvice({ directory: directory.path, clock });
    expect(store).toMatchObject({ ok: false, error: expect.stringMatching(message) as string });
  });

  function otherDatabase(version: number, application: number): void {
    const database = new DatabaseSync(join(directory.path, PRE_ADVICE_FILE));
    database.exec(`CREATE TABLE t (a); PRAGMA user_version = ${version}; PRAGMA application_id = ${application};`);
    database.close();
  }
});

describe('what the back office reads', () => {
  it('has the names of the operator’s service, kilograms and euros for one article, cents for the postage', () => {
    expect(exportedRecord({ at: NOW, record: sampleRecord('E1') })).toEqual({
      format: 'moulin-pre-advice-1',
      letter: {
        service: { depositDate: '2026-11-23', totalAmount: 3_919, orderNumber: 'E1' },
        parcel: { parcelNumber: 'CA000000015FR', weight: 1.24 },
        customsDeclarations: {
          includeCustomsDeclarations: true,
          contents: {
            category: { value: 1 },
            article: [
              { description: 'TRICOT SERINETTE', quantity: 3, weight: 0.2, value: 13.33, currency: 'EUR', hsCode: '611020', originCountry: 'FR' },
              { description: 'LIVRE', quantity: 1, weight: 0.3, value: 12.5, currency: 'EUR' },
            ],
          },
        },
      },
      terminal: {
        product: 'colissimo_int_c',
        destination: 'CA',
        form: 'CN23',
        sender: sampleRecord('E1').sender,
        addressee: sampleRecord('E1').addressee,
        phone: '+15145550123',
        articles: [
          { quantity: 3, grams: 600, cents: 4_000 },
          { quantity: 1, grams: 300, cents: 1_250 },
        ],
      },
    });
  });

  it.each([
    ['gift', 1],
    ['sample', 2],
    ['commercial', 3],
    ['documents', 4],
    ['other', 5],
    ['return', 6],
  ] as const)('calls %s category %i', (category, value) => {
    const sample = sampleRecord('E1');
    const exported = exportedRecord({ at: NOW, record: { ...sample, declaration: { ...sample.declaration, category } } });
    expect(exported.letter.customsDeclarations.contents.category).toEqual({ value });
  });

  it('an article’s rounded value is never more than half a cent from what was declared, and the sum stands beside it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 30_000 }), (quantity, value, weight) => {
        const sample = sampleRecord('E1');
        const article = { description: 'X', quantity, grams: grams(weight), value: cents(value), hsCode: null, origin: null };
        const { letter, terminal } = exportedRecord({ at: NOW, record: { ...sample, declaration: { ...sample.declaration, articles: [article] } } });
        const [one] = letter.customsDeclarations.contents.article;
        expect(Math.abs((one?.value ?? 0) * 100 - value / quantity)).toBeLessThanOrEqual(0.5001);
        expect(terminal.articles).toEqual([{ quantity, grams: weight, cents: value }]);
      }),
    );
  });
});

describe('npm run customs', () => {
  function run(...words: readonly string[]): { readonly code: number; readonly said: string } {
    const lines: string[] = [];
    const code = runCustomsCommand([...words, '--data', directory.path], (line) => lines.push(line), () => clock.now());
    return { code, said: lines.join('\n') };
  }
  const out = (): string => join(directory.path, 'out');

  it('lists what waits without a name or an address', () => {
    open().keep(sampleRecord('DEMO-01-E1'));
    const { code, said } = run('list');
    expect(code).toBe(0);
    expect(said).toMatch(/^DEMO-01-E1 {2}2026-11-23T08:00:00\.000Z {2}CA000000015FR {2}CA {2}1240 g {2}CN23, 2 articles$/);
    expect(canaries.filter((canary) => said.includes(canary))).toEqual([]);
  });

  it('exports, and deletes at once what the back office acknowledges, beside a running terminal', () => {
    const terminal = open();
    terminal.keep(sampleRecord('E1'));
    terminal.keep(sampleRecord('E2'));
    expect(run('export', out())).toMatchObject({ code: 0, said: expect.stringContaining('2 items written') as string });
    expect(JSON.parse(readFileSync(join(out(), 'E1.json'), 'utf8'))).toMatchObject({ letter: { service: { orderNumber: 'E1' } } });
    expect(statSync(join(out(), 'E1.json')).mode & 0o077).toBe(0);
    expect(run('export', out()).code).toBe(0);
    expect(run('acknowledge', 'E1')).toEqual({ code: 0, said: '1 deleted.' });
    expect(labels(terminal)).toEqual(['E2']);
    expect(run('acknowledge', 'E1', 'E2')).toEqual({ code: 1, said: '1 deleted.\nNot here, or acknowledged before: E1.' });
    expect(canaries.filter((canary) => bytes().includes(canary))).toEqual([]);
    expect(run('list').said).toBe('Nothing waits for the back office.');
  });

  it('purges by the days it is given', () => {
    open().keep(sampleRecord('E1'));
    clock.advance(8 * DAY);
    expect(run('purge')).toEqual({ code: 0, said: '0 older than 30 days deleted.' });
    expect(run('purge', '--keep-days', '7')).toEqual({ code: 0, said: '1 older than 7 days deleted.' });
  });

  it('never writes outside its directory, whatever a label is called', () => {
    open().keep(sampleRecord('../../E1'));
    run('export', out());
    expect(readdirSync(out())).toEqual(['______E1.json']);
  });

  it.each<[readonly string[], RegExp]>([
    [[], /^usage: npm run customs/],
    [['sell'], /"sell" is not a command: choose from list, export, acknowledge, purge/],
    [['export'], /Give a directory/],
    [['acknowledge'], /Give the labels/],
    [['purge', '--keep-days', 'x'], /--keep-days x is not a number of days: give a whole number from 1 to 365/],
    [['list', '--colour'], /Unknown option '--colour'/],
  ])('%j is asked wrongly', (words, message) => {
    open();
    expect(run(...words)).toMatchObject({ code: 2, said: expect.stringMatching(message) as string });
  });

  it('says what it can do, and makes no store where there is none', () => {
    expect(run('--help')).toMatchObject({ code: 0, said: expect.stringMatching(/^usage/) as string });
    expect(run('list')).toMatchObject({ code: 2, said: expect.stringMatching(/no customs data in .*--data DIR/) as string });
    expect(existsSync(join(directory.path, PRE_ADVICE_FILE))).toBe(false);
  });

  it('names what cannot be read or written', () => {
    open().keep(sampleRecord('E1'));
    writeFileSync(out(), '');
    expect(run('export', join(out(), 'x'))).toMatchObject({ code: 2, said: expect.stringMatching(/Check the path/) as string });
    const database = new DatabaseSync(join(directory.path, PRE_ADVICE_FILE));
    database.exec(`UPDATE advice SET record = '{}'`);
    database.close();
    expect(run('list')).toMatchObject({ code: 2, said: expect.stringMatching(/written by another version/) as string });
    writeFileSync(join(directory.path, PRE_ADVICE_FILE), 'x'.repeat(5_000));
    expect(run('list')).toMatchObject({ code: 2, said: expect.stringMatching(/cannot be kept there/) as string });
  });
});
