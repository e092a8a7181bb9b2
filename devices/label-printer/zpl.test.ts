import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../clock.ts';
import { parcelLabel } from './conformance.ts';
import { answerTimeout } from './conversation.ts';
import type { LabelPrinter } from './label-printer.ts';
import { errorStatus, hostStatus, inTime, ScriptedPrinter, settled, type Said } from './scripted-printer.ts';
import { createZpl, followEvery, heartbeatEvery, labelTimeout, pausePatience } from './zpl.ts';

describe('a label under way', () => {
  let clock: ManualClock;
  let printer: ScriptedPrinter;
  let driver: LabelPrinter;
  /** What the printer says to each look after the label was sent; the last one for ever. */
  let looks: (Said | string | null)[];
  let labelSent: boolean;

  beforeEach(async () => {
    clock = new ManualClock();
    printer = new ScriptedPrinter();
    driver = createZpl({ open: printer.open, clock });
    looks = [{}];
    labelSent = false;
    printer.answer = (text) => {
      if (text.startsWith('^XA')) labelSent = true;
      if (!text.startsWith('~HS')) return null;
      const look = labelSent ? (looks.length > 1 ? looks.shift() : looks[0]) : {};
      if (look === null || look === undefined) return null;
      return typeof look === 'string' ? look : hostStatus(look) + errorStatus();
    };
    driver.start();
    await settled();
  });

  const print = () => inTime(clock, driver.print(parcelLabel, 'L1'));
  const cancellations = () => printer.sent.filter((text) => text === '~JA').length;

  it('is out when nothing remains, twice in a row', async () => {
    looks = [{ queued: 1 }, { remaining: 1 }, { remaining: 1 }, {}];
    expect(await print()).toEqual({ kind: 'ok', value: undefined });
    expect(clock.now()).toBe(5 * followEvery);
    expect(cancellations()).toBe(0);
  });

  it('is not out because ~HS overtook the format on its way', async () => {
    looks = [{}, { queued: 1 }, {}, { partial: true }, {}, {}];
    await print();
    expect(clock.now()).toBe(6 * followEvery);
  });

  it('is waited for until it is taken from a peeler', async () => {
    looks = [{ remaining: 1, waiting: true }, { waiting: true }, { waiting: true }, { waiting: true }, {}];
    expect((await print()).kind).toBe('ok');
    expect(clock.now()).toBe(5 * followEvery);
  });

  it('is printed all the same when nobody takes it, and the health says so', async () => {
    looks = [{ waiting: true }];
    expect((await print()).kind).toBe('ok');
    expect(clock.now()).toBe(labelTimeout);
    expect(driver.health()).toMatchObject({ state: 'online', warnings: ['label-not-taken'] });
  });

  it('that never comes out is taken back, and what became of it is unknown', async () => {
    looks = [{ remaining: 1 }];
    expect(await print()).toMatchObject({ kind: 'unknown', reason: 'hardware' });
    expect(cancellations()).toBe(1);
  });

  it('that was the last of its roll is out, when the printer says that nothing remains', async () => {
    looks = [{ remaining: 1 }, { paperOut: true }];
    expect((await print()).kind).toBe('ok');
    expect(driver.health()).toMatchObject({ state: 'consumable-out', action: 'load-paper' });
    expect(cancellations()).toBe(0);
  });

  it('is taken back when the roll ends and it remains', async () => {
    looks = [{ remaining: 1 }, { paperOut: true, remaining: 1 }];
    expect(await print()).toMatchObject({ kind: 'refused', reason: 'paper-out' });
    expect(cancellations()).toBe(1);
  });

  it('is taken back when the printer names the roll and is silent about the label', async () => {
    looks = [{ remaining: 1 }, errorStatus('00000001')];
    expect(await print()).toMatchObject({ kind: 'refused', reason: 'paper-out' });
    expect(cancellations()).toBe(1);
  });

  it('that jams when nothing remains may hang in the printer, or have come out before: nobody knows', async () => {
    looks = [{ remaining: 1 }, hostStatus() + errorStatus('00001000')];
    expect(await print()).toMatchObject({ kind: 'unknown', reason: 'jam' });
  });

  it('that is in motion when somebody presses PAUSE is finished, and out', async () => {
    looks = [{ remaining: 1 }, { paused: true, remaining: 1 }, { paused: true, remaining: 1 }, { paused: true }, {}];
    expect((await print()).kind).toBe('ok');
    expect(cancellations()).toBe(0);
  });

  it('that has not begun when PAUSE has held for longer than a label takes is taken back', async () => {
    const waiting = { paused: true, queued: 1 };
    looks = [...Array.from({ length: 1 + Math.ceil(pausePatience / followEvery) }, () => waiting), { paused: true }];
    expect(await print()).toMatchObject({ kind: 'refused', reason: 'offline' });
    expect(cancellations()).toBe(1);
    expect(clock.now()).toBeGreaterThanOrEqual(pausePatience);
  });

  it('that the printer does not let go of although PAUSE has held for so long is in motion: nobody knows', async () => {
    looks = [{ paused: true, remaining: 1 }];
    expect(await print()).toMatchObject({ kind: 'unknown', reason: 'offline' });
    expect(cancellations()).toBe(1);
  });

  it('is unknown when the fault went away while it was being cancelled', async () => {
    looks = [{ remaining: 1 }, { headOpen: true, remaining: 1 }, {}];
    expect(await print()).toMatchObject({ kind: 'unknown', reason: 'head-open' });
  });

  it('is unknown when the cancellation is met with silence', async () => {
    looks = [{ remaining: 1 }, { headOpen: true, remaining: 1 }, null];
    expect(await print()).toMatchObject({ kind: 'unknown', reason: 'silent' });
  });

  it('is unknown when the printer will not say how it is, though it names no fault', async () => {
    looks = [{ remaining: 1 }, errorStatus()];
    expect(await print()).toMatchObject({ kind: 'unknown', reason: 'silent' });
    expect(cancellations()).toBe(1);
  });

  it('is unknown after silence, and the connection is given up so that no late answer can deceive', async () => {
    looks = [{ remaining: 1 }, null];
    const before = printer.near;
    expect(await print()).toMatchObject({ kind: 'unknown', reason: 'silent' });
    expect(before?.closed).not.toBeNull();
    expect(driver.health()).toMatchObject({ state: 'offline', action: 'check-cable' });
    expect(clock.now()).toBe(2 * followEvery + answerTimeout);
  });

  it('is unknown when the connection breaks while it is being sent', async () => {
    const near = printer.near;
    if (!near) throw new Error('not connected');
    const write = near.write.bind(near);
    near.write = (bytes) => (bytes[0] === 0x5e ? near.close().then(() => Promise.reject(new Error('reset by peer'))) : write(bytes));
    expect(await print()).toMatchObject({ kind: 'unknown', reason: 'offline' });
  });

  it('is unknown when the connection breaks while it prints', async () => {
    looks = [{ remaining: 1 }];
    const printing = driver.print(parcelLabel, 'L1');
    await settled();
    clock.advance(followEvery);
    await settled();
    await printer.port?.close();
    expect(await inTime(clock, printing)).toMatchObject({ kind: 'unknown', reason: 'offline' });
  });

  it('shows the printer busy while it prints, and well afterwards', async () => {
    const states: string[] = [];
    driver.onHealth((health) => states.push(health.state));
    looks = [{ remaining: 1 }, {}];
    await print();
    expect(states).toEqual(['online', 'busy', 'online']);
  });
});

describe('a printer before a label is sent', () => {
  let clock: ManualClock;
  let printer: ScriptedPrinter;
  let driver: LabelPrinter;

  beforeEach(() => {
    clock = new ManualClock();
    printer = new ScriptedPrinter();
    driver = createZpl({ open: printer.open, clock, dotsPerMillimetre: 12 });
  });

  const labels = () => printer.sent.filter((text) => text.startsWith('^XA'));

  it('is rid of what an earlier connection left in it, and asked again before anyone repairs it', async () => {
    printer.answer = (text) => (text.startsWith('~HS') ? errorStatus('00000001') : null);
    driver.start();
    await settled();
    expect(printer.sent).toEqual(['~HI', '~HS~HQES', '~JA', '~HS~HQES']);
    expect(driver.health()).toMatchObject({ state: 'consumable-out', cause: 'label roll is empty' });
  });

  it('that holds another label lets go of it first', async () => {
    let held = false;
    printer.answer = (text) => {
      if (text === '~JA') held = false;
      return text.startsWith('~HS') ? hostStatus({ remaining: held ? 2 : 0 }) + errorStatus() : null;
    };
    driver.start();
    await settled();
    held = true;
    expect((await inTime(clock, driver.print(parcelLabel, 'L1'))).kind).toBe('ok');
    expect(printer.sent.indexOf('~JA')).toBeLessThan(printer.sent.indexOf(labels()[0] ?? ''));
  });

  it('that does not let go of another label gets no new one', async () => {
    printer.answer = (text) => (text.startsWith('~HS') ? hostStatus({ remaining: 2 }) + errorStatus() : null);
    driver.start();
    await settled();
    expect(await inTime(clock, driver.print(parcelLabel, 'L1'))).toMatchObject({ kind: 'not-done', reason: 'hardware' });
    expect(labels()).toEqual([]);
  });

  it('that has fallen silent gets none, and is offline', async () => {
    printer.answer = (text) => (text.startsWith('~HS') ? hostStatus() + errorStatus() : null);
    driver.start();
    await settled();
    printer.answer = () => null;
    expect(await inTime(clock, driver.print(parcelLabel, 'L1'))).toMatchObject({ kind: 'not-done', reason: 'silent' });
    expect(labels()).toEqual([]);
    expect(driver.health().state).toBe('offline');
  });

  it('whose connection has just gone gets none', async () => {
    printer.answer = (text) => (text.startsWith('~HS') ? hostStatus() + errorStatus() : null);
    driver.start();
    await settled();
    const printing = driver.print(parcelLabel, 'L1');
    await printer.port?.close();
    expect(await inTime(clock, printing)).toMatchObject({ kind: 'not-done', reason: 'offline' });
    expect(labels()).toEqual([]);
  });

  it('prints at the resolution it names, else at the one configured', async () => {
    printer.answer = (text) => (text.startsWith('~HS') ? hostStatus() + errorStatus() : null);
    driver.start();
    await settled();
    expect(driver.identity()).toEqual({});
    await inTime(clock, driver.print(parcelLabel, 'L1'));
    printer.say('\u0002ZD421-203dpi,V93,8,8192KB\u0003');
    await settled();
    await inTime(clock, driver.print(parcelLabel, 'L2'));
    expect(labels().map((text) => /\^PW(\d+)/.exec(text)?.[1])).toEqual(['1200', '800']);
  });

  it('is looked at again and again while it has nothing to do', async () => {
    let open = false;
    printer.answer = (text) => (text.startsWith('~HS') ? hostStatus({ headOpen: open }) + errorStatus() : null);
    driver.start();
    await settled();
    open = true;
    clock.advance(heartbeatEvery);
    await settled();
    expect(driver.health()).toMatchObject({ state: 'user-error', cause: 'print head is open', action: 'close-cover' });
    open = false;
    clock.advance(heartbeatEvery);
    await settled();
    expect(driver.health()).toMatchObject({ state: 'online', cause: null });
  });

  it('that answers nothing at all is offline, with the remedy, and is tried again', async () => {
    driver.start();
    await settled();
    clock.advance(answerTimeout);
    await settled();
    expect(driver.health()).toMatchObject({ state: 'offline', cause: expect.stringContaining('did not answer') });
    printer.answer = (text) => (text.startsWith('~HS') ? hostStatus() + errorStatus() : null);
    clock.advance(1_000);
    await settled();
    expect(driver.health().state).toBe('online');
    await driver.stop();
    expect(driver.health().state).toBe('offline');
  });

  it('passes on an error that is a mistake of the program, not of the label', async () => {
    printer.answer = (text) => (text.startsWith('~HS') ? hostStatus() + errorStatus() : null);
    driver.start();
    await settled();
    await expect(driver.print({ ...parcelLabel, elements: [null as never] }, 'L1')).rejects.toThrow(TypeError);
  });
});
