import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, type Clock } from '../devices/clock.ts';
import { startVirtual } from '../devices/virtual.ts';
import { usualSeconds } from '../flows/assisted/calling.ts';
import { factSchema, type Fact } from '../flows/facts.ts';
import { colissimoNumber } from '../flows/tracking/colissimo.ts';
import type { Screen, View, ViewOf } from '../flows/view.ts';
import { configSchema } from './config.ts';
import { openLedger } from './ledger/ledger.ts';
import { openForReading } from './ledger/read.ts';
import { soldParcel, temporaryDirectory } from './ledger/sample.fixture.ts';
import { tellingLog } from './log/log.ts';
import { sampleRecord } from './pre-advice/sample.fixture.ts';
import { openPreAdvice, PRE_ADVICE_FILE } from './pre-advice/store.ts';
import { makeKeys } from './tariffs/signature.ts';
import { deviceStopPatience, startTerminal, type Machine, type Terminal } from './terminal.ts';

/** The composition, with its twins on their wires: that every part it is made of is the one the flows meet. */

let directory: ReturnType<typeof temporaryDirectory>;
let running: Terminal[];
let told: string[];
beforeEach(() => {
  directory = temporaryDirectory();
  running = [];
  told = [];
});
afterEach(async () => {
  await Promise.all(running.map((terminal) => terminal.stop()));
  directory.remove();
});

const data = (): string => join(directory.path, 'data');
const start = (config: unknown = {}, machine: Partial<Machine> = {}) =>
  startTerminal({ config: configSchema.parse(config), dataDirectory: data(), machine, log: tellingLog((line) => told.push(line)) });

async function started(config: unknown = {}, machine: Partial<Machine> = {}): Promise<Terminal> {
  const terminal = await start(config, machine);
  if (!terminal.ok) throw new Error(terminal.error.join('\n'));
  running.push(terminal.value);
  return terminal.value;
}

/** Resolves with the first view of that screen that `holds`. */
function sees<S extends Screen>(terminal: Terminal, screen: S, holds: (view: ViewOf<S>) => boolean = () => true): Promise<ViewOf<S>> {
  return new Promise((resolve) => {
    const look = (view: View): void => {
      if (view.screen === screen && holds(view as ViewOf<S>)) resolve(view as ViewOf<S>);
    };
    look(terminal.view());
    terminal.onView(look);
  });
}

const scan = (terminal: Terminal, text: string, symbology = 'code128') => terminal.virtual.get('code-scanner')?.twin.turn({ scan: { text, symbology } });
const possible = (service: string) => (view: ViewOf<'attract'>) => view.services.some(({ id, reason }) => id === service && reason === null);

describe('the terminal', () => {
  it('hears the scanner, knows nothing of a strange parcel, and shows the operator’s page for it', async () => {
    const terminal = await started({ tracking: { link: 'https://suivi.example/{number}/?n={number}' } });
    await sees(terminal, 'attract', possible('tracking'));
    terminal.send({ type: 'service.started', service: 'tracking' });
    await sees(terminal, 'tracking');
    const number = colissimoNumber('6A', 765_747_120);
    scan(terminal, number);
    expect(await sees(terminal, 'tracking', ({ phase }) => phase === 'found')).toMatchObject({ number, events: [], link: `https://suivi.example/${number}/?n=${number}` });
  });

  /** From the first screen to the printed label, with a letter of 18 g. */
  async function sellsLetter(terminal: Terminal): Promise<ViewOf<'deposit'>> {
    terminal.virtual.get('payment-terminal')?.twin.turn({ delayMs: 0 });
    await sees(terminal, 'attract', possible('send'));
    terminal.virtual.get('scale')?.twin.turn({ grams: 18, settleMs: 0 });
    await sees(terminal, 'destination');
    terminal.send({ type: 'destination.chosen', destination: 'france' });
    await sees(terminal, 'offers', ({ selected }) => selected === 'lettre_verte');
    terminal.send({ type: 'offer.confirmed' });
    await sees(terminal, 'basket', ({ payReason }) => payReason === null);
    terminal.send({ type: 'basket.paid' });
    return sees(terminal, 'deposit', ({ pieces }) => pieces.every(({ deposit }) => deposit === 'awaited'));
  }

  it('sells a letter, compares the mark that was stuck with the sale at the drop, and takes it once', async () => {
    const terminal = await started();
    await sellsLetter(terminal);
    scan(terminal, colissimoNumber('6A', 765_747_120));
    await sees(terminal, 'deposit', ({ problem }) => problem?.problem === 'not-this-purchase');
    const [mark] = marks();
    scan(terminal, mark ?? '', 'data-matrix');
    await sees(terminal, 'deposit', ({ pieces }) => pieces.every(({ deposit }) => deposit === 'deposited'));
    scan(terminal, mark ?? '', 'data-matrix');
    expect(await sees(terminal, 'deposit', ({ problem }) => problem !== null)).toMatchObject({ problem: { problem: 'already-deposited' } });
  });

  it('without a scanner has no drop of its own: a member of staff takes what it franked', async () => {
    const terminal = await started({ devices: { 'code-scanner': null } });
    expect(await sellsLetter(terminal)).toMatchObject({ into: 'staff', scanner: false });
  });

  /** The franking marks that the ledger knows, as their labels bear them. */
  function marks(): string[] {
    return recorded().flatMap((fact) => (fact.type === 'label.issued' ? [fact.mark] : []));
  }

  function recorded(): Fact[] {
    const { store, records } = openForReading(data());
    const facts = [...records()].map(({ fact }) => factSchema.parse(JSON.parse(Buffer.from(fact).toString('utf8'))));
    store.close();
    return facts;
  }

  it('calls somebody by itself for a customer who stays for twice the usual time, and a lamp blinks until somebody comes', async () => {
    const file = join(directory.path, 'lamp');
    writeFileSync(file, '0');
    const due = new Map<() => void, number>();
    const clock: Clock = {
      now: () => systemClock.now(),
      after(ms, callback) {
        due.set(callback, ms);
        const callOff = systemClock.after(ms, callback);
        return () => (due.delete(callback), callOff());
      },
    };
    const terminal = await started({ lamp: { file } }, { clock });
    await sees(terminal, 'attract', possible('tracking'));
    terminal.send({ type: 'service.started', service: 'tracking' });
    await sees(terminal, 'tracking');
    [...due].findLast(([, ms]) => ms === 2 * 1_000 * (usualSeconds.tracking ?? 0))?.[0]();
    expect((await sees(terminal, 'tracking', ({ helpSince }) => helpSince !== null)).helpSince).not.toBeNull();
    await vi.waitFor(() => expect(readFileSync(file, 'utf8')).toBe('1'));
    expect(recorded()).toContainEqual(expect.objectContaining({ type: 'help.called', why: 'time' }));
  });

  it('names another company’s parcel', async () => {
    const terminal = await started();
    await sees(terminal, 'attract', possible('deposit'));
    terminal.send({ type: 'service.started', service: 'deposit' });
    await sees(terminal, 'drop-off');
    scan(terminal, '1Z5R89390357567127');
    expect(await sees(terminal, 'drop-off', ({ problem }) => problem !== null)).toMatchObject({ problem: { problem: 'other-carrier', carrier: 'UPS' } });
  });

  it.each([
    [{}, 'box'],
    [{ drop: 'staff' }, 'staff'],
  ])('with %j takes items into the %s', async (config, into) => {
    const terminal = await started(config);
    await sees(terminal, 'attract', possible('deposit'));
    terminal.send({ type: 'service.started', service: 'deposit' });
    expect(await sees(terminal, 'drop-off')).toMatchObject({ into });
  });

  it('without a price list starts all the same, sells no postage, and says why', async () => {
    mkdirSync(join(directory.path, 'none'));
    const terminal = await started({ tariffs: { directory: join(directory.path, 'none') } });
    const { services } = await sees(terminal, 'attract', possible('deposit'));
    expect(services.find(({ id }) => id === 'send')).toMatchObject({ reason: 'tariff-missing' });
    expect(told).toEqual([expect.stringContaining('it holds no price list')]);
  });

  it('with a key for its price lists sells from none that is not signed with it', async () => {
    const keys = join(directory.path, 'keys');
    mkdirSync(keys);
    const pair = makeKeys(keys);
    if (!pair.ok) throw new Error('no keys');
    const terminal = await started({ tariffs: { publicKey: pair.value.publicFile } });
    const { services } = await sees(terminal, 'attract', possible('deposit'));
    expect(services.find(({ id }) => id === 'send')).toMatchObject({ reason: 'tariff-missing' });
    expect(told).toEqual([expect.stringMatching(/2026-01-01\.json.*not signed/), expect.stringMatching(/2026-04-01\.json.*not signed/)]);
  });

  it('sells the envelopes that the operator lists', async () => {
    const envelope = { article: 'E1', name: { fr: 'Enveloppe', en: 'Envelope' }, text: null, kind: 'envelope', price: 250 };
    const terminal = await started({ articles: [envelope] });
    await sees(terminal, 'attract', possible('articles'));
    terminal.send({ type: 'service.started', service: 'articles' });
    expect((await sees(terminal, 'articles')).articles).toEqual([{ ...envelope, quantity: 0 }]);
  });

  it.each([
    ['destinations', 'destinations.file'],
    ['pickUpPoints', 'pickUpPoints.file'],
  ])('does not start with a file of %s that is not there: it names the key', async (key, named) => {
    const terminal = await start({ [key]: { file: join(directory.path, 'nowhere.json') } });
    expect(terminal).toMatchObject({ ok: false, error: [expect.stringContaining(named)] });
  });

  it('deletes at its start the customs data that has waited too long', async () => {
    const at = (now: number) => {
      const store = openPreAdvice({ directory: data(), clock: { now: () => now } });
      if (!store.ok) throw new Error(store.error);
      return store.value;
    };
    const before = at(Date.now() - 8 * 86_400_000);
    before.keep(sampleRecord('E1'));
    before.close();
    await started({ preAdvice: { keepDays: 7 } });
    const after = at(Date.now());
    expect(after.list()).toEqual([]);
    after.close();
  });

  it('with no place for customs data says so, and runs', async () => {
    mkdirSync(data());
    writeFileSync(join(data(), PRE_ADVICE_FILE), 'x'.repeat(5_000));
    const terminal = await started();
    await sees(terminal, 'attract', possible('send'));
    expect(told).toEqual([expect.stringMatching(/pre-advice\.db: customs data cannot be kept there/)]);
  });

  it('whose franking key others could read sells nothing, and names the remedy', async () => {
    await (await started()).stop();
    running = [];
    chmodSync(join(data(), 'franking.key'), 0o644);
    const terminal = await started();
    expect(await sees(terminal, 'out-of-service')).toMatchObject({ reason: 'ledger-unavailable' });
    expect(told).toEqual([expect.stringMatching(/franking\.key can be read by others .*chmod 600/)]);
  });

  it('beside another on the same data sells nothing, and says why', async () => {
    await started();
    const second = await started();
    expect(await sees(second, 'out-of-service')).toMatchObject({ reason: 'ledger-unavailable' });
    expect(told).toEqual([expect.stringContaining('is in use by another Moulin')]);
  });

  /** What is looked at every fifteen seconds is looked at at once: nobody waits for it here. */
  const impatient: Clock = { now: () => systemClock.now(), after: (ms, callback) => systemClock.after(ms >= 15_000 ? 20 : ms, callback) };

  it('beside another on the same data serves customers when that one has ended, without having been started anew', async () => {
    const first = await started();
    const second = await started({}, { clock: impatient });
    await sees(second, 'out-of-service');
    await first.stop();
    await sees(second, 'attract', possible('deposit'));
    expect(recorded().map(({ type }) => type).filter((type) => type.startsWith('terminal.'))).toEqual(['terminal.started', 'terminal.stopped', 'terminal.started']);
  });

  it('tells the journal what is not as it was at the last start', async () => {
    await (await started()).stop();
    await (await started({ idle: { graceSeconds: 40 } })).stop();
    const starts = recorded().flatMap((fact) => (fact.type === 'configuration.changed' ? [fact.part] : fact.type === 'terminal.started' ? ['start'] : []));
    expect(starts).toEqual(['start', 'terminal', 'tariffs', 'destinations', 'customs', 'pick-up-points', 'start', 'terminal']);
    expect(recorded().at(-1)).toEqual({ type: 'terminal.stopped' });
  });

  it('in school mode says so on its screen and in the journal, from its beginning to its end', async () => {
    const terminal = await started({ training: true });
    expect(await sees(terminal, 'attract', possible('deposit'))).toMatchObject({ training: true });
    expect(terminal.health()).toMatchObject({ training: true });
    await terminal.stop();
    expect(recorded().map(({ type }) => type).filter((type) => type.startsWith('training.'))).toEqual(['training.begun', 'training.ended']);
  });

  it('does not begin a lesson over a sale that a crash left open: it is brought to its end first', async () => {
    await (await started()).stop();
    const ledger = openLedger({ directory: data(), clock: systemClock, ranges: {} });
    if (!ledger.ok) throw new Error(ledger.error.message);
    ledger.value.recordAll(soldParcel('V1', 'E1', null).slice(0, 2));
    ledger.value.close();
    expect(await start({ training: true })).toMatchObject({ ok: false, error: [expect.stringContaining('start once without --training')] });
    await sees(await started(), 'attract');
    await running.at(-1)?.stop();
    expect((await started({ training: true })).view().training).toBe(true);
  });

  it('that stops shows it, hears nobody any more, and leaves behind a device that holds on', async () => {
    const terminal = await started({}, { startVirtual: async (twin) => ({ ...(await startVirtual(twin)), close: () => new Promise(() => {}) }) });
    await sees(terminal, 'attract', possible('send'));
    const began = performance.now();
    const stopped = terminal.stop();
    await sees(terminal, 'stopping');
    terminal.send({ type: 'service.started', service: 'deposit' });
    await stopped;
    expect(terminal.view().screen).toBe('stopping');
    expect(performance.now() - began).toBeLessThan(deviceStopPatience + 1_500);
    expect(told).toEqual([`stop.overdue, what devices, milliseconds ${deviceStopPatience}`]);
    expect(recorded().at(-1)).toEqual({ type: 'terminal.stopped' });
  });
});
