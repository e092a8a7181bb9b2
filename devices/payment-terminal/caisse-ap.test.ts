import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock.ts';
import { memoryWire } from '../wire/memory.ts';
import type { BytePort } from '../wire/wire.ts';
import { anyTrouble, doneThrough, rarely } from './any-trouble.fixture.ts';
import { answerQuiet, answerTimeout } from './caisse-ap-exchange.ts';
import { createCaisseAp, heartbeatEvery, strangerPatience, type CaisseApOptions } from './caisse-ap.ts';
import { connect, connectTwin, sale } from './connected.fixture.ts';
import { createVirtualPaymentTerminal, virtualTerminalSettings } from './virtual-caisse-ap.ts';
import { caisseApKnobs, type CaisseApKnobs } from './virtual-knobs.ts';

type Settings = NonNullable<CaisseApOptions['settings']>;
const driver = (settings: Settings) => (context: Pick<CaisseApOptions, 'open' | 'clock'>) => createCaisseAp({ ...context, settings });
const withTwin = (knobs: object = {}, settings: Settings = virtualTerminalSettings) => connectTwin(driver(settings), createVirtualPaymentTerminal, knobs);

/** Driver and a peer that does exactly what the test says with each request; identification is answered for it. */
async function withPeer(answer: (request: string, port: BytePort, clock: ManualClock) => string | null, settings: Settings = {}) {
  const heard: string[] = [];
  const attach = (clock: ManualClock) => (port: BytePort): void =>
    port.onBytes((bytes) => {
      const request = Buffer.from(bytes).toString('latin1');
      heard.push(request);
      const text = request.includes('CD001I') ? 'CZ0040320CD001IAE00210' : answer(request, port, clock);
      if (text !== null) void port.write(Buffer.from(text, 'latin1'));
    });
  const connected = await connect(driver(settings), (clock) => ({ attach: attach(clock) }));
  await connected.online();
  heard.length = 0;
  return { ...connected, heard };
}

const echo = 'CZ0040320CA00201CB012000000001234CD0010CE003978';

describe('the request', () => {
  const head = 'CZ0040320CJ012012345678901CA00201CE003978BA0010';

  it('is the bytes of devices.md 4.2 with our reference, in one write', async () => {
    const { heard, pay } = await withPeer(() => `${echo}AE00210AF00201`);
    expect(await pay()).toMatchObject({ kind: 'ok' });
    expect(heard).toEqual([`${head}CD0010CB0041234CH008S-000017`]);
  });

  it('has an amount of two digits at least', async () => {
    const { heard, pay } = await withPeer(() => 'CZ0040320AE00201AF00204');
    await pay({ amount: 5, reference: 'S-1' });
    expect(heard).toEqual([`${head}CD0010CB00205CH003S-1`]);
  });

  it('carries the number of the till, of its software and of the protocol as set', async () => {
    const { heard, pay } = await withPeer(() => 'CZ0040301AE00201AF00204', { till: '07', terminalId: '323540032810', protocolVersion: '0301' });
    await pay();
    expect(heard).toEqual(['CZ0040301CJ012323540032810CA00207CE003978BA0010CD0010CB0041234CH008S-000017']);
  });

  it('names the sale to be cancelled, and a refund by its own reference', async () => {
    const { heard, terminal, line } = await withPeer(() => 'CZ0040320AE00201AF00204');
    await line.run(terminal.cancel({ amount: 1234, reference: 'A-1', original: 'S-000017' }));
    await line.run(terminal.refund({ amount: 234, reference: 'R-1', original: 'S-000017' }));
    expect(heard).toEqual([`${head}CD0012CB0041234CH008S-000017`, `${head}CD0011CB003234CH003R-1`]);
  });

  it('asks what became of a payment by status with the reference, then by duplicate without it', async () => {
    const { heard, resolve } = await withPeer(() => 'CZ0040320AE00201AF00212');
    expect(await resolve()).toMatchObject({ kind: 'unknown' });
    expect(heard).toEqual([`${head}CD001TCB0041234CH008S-000017`, `${head}CD0013CB0041234CK003100`]);
  });

  it('of identification carries no amount, so that it can debit nothing', async () => {
    const { heard, line } = await withPeer(() => null);
    await line.until(() => heard.length > 0);
    expect(heard).toEqual([`${head}CD001I`]);
    expect(line.clock.now()).toBeGreaterThanOrEqual(Date.UTC(2026, 10, 23, 9, 0, 0) + heartbeatEvery);
  });

  it.each<[string, Settings]>([
    ['terminalId', { terminalId: '123' }], ['till', { till: '1' }], ['protocolVersion', { protocolVersion: '0100' as '0300' }], ['notFound', { notFound: 'x' }],
  ])('is refused at the door when %s is set wrongly', (name, settings) => {
    expect(() => createCaisseAp({ open: () => Promise.reject(new Error('never')), clock: new ManualClock(), settings })).toThrow(name);
  });
});

describe('the end of an answer', () => {
  it('is one second of quiet: an approval is not given before, and a contradiction within it is heard', async () => {
    const { pay } = await withPeer((_request, port, clock) => {
      void clock.after(answerQuiet - 100, () => void port.write(Buffer.from('AF00209')));
      return `${echo}AE00210`;
    });
    expect(await pay()).toMatchObject({ kind: 'unknown' });
  });

  it.each([[1, 0], [1, 200], [3, 900], [7, 500], [50, 100]])('does not depend on pieces of %i bytes, %i ms apart', async (size, splitGapMs) => {
    const { pay } = await withTwin({ splitAnswer: Array.from({ length: 400 }, () => size), splitGapMs });
    expect(await pay()).toEqual({ kind: 'ok', value: { authorisation: '107919', cardLast4: '1234' } });
  });

  it('is waited for in the middle of a record, for as long as a sale may take', async () => {
    const { pay } = await withTwin({ splitAnswer: [10], splitGapMs: answerTimeout - 5_000 });
    expect(await pay()).toMatchObject({ kind: 'ok' });
  });

  it('is not waited for longer than twice that, however the terminal drips', async () => {
    const { line, pay } = await withTwin({ splitAnswer: Array.from({ length: 400 }, () => 1), splitGapMs: 30_000, delayMs: 100_000 });
    const before = line.clock.now();
    expect(await pay()).toMatchObject({ kind: 'unknown' });
    expect(line.clock.now() - before).toBeLessThanOrEqual(2 * answerTimeout + 1_000);
  });

  it('may be nearly three minutes away: a customer who takes his time is served', async () => {
    const { pay } = await withTwin({ delayMs: 175_000 });
    expect(await pay()).toMatchObject({ kind: 'ok' });
  });

  it('comes at once where the terminal closes behind a whole answer', async () => {
    const { pay, line } = await withPeer((_request, port) => {
      void port.write(Buffer.from(`${echo}AE00210AF00201AC006664845`)).then(() => port.close());
      return null;
    });
    const before = line.clock.now();
    expect(await pay()).toMatchObject({ kind: 'ok', value: { authorisation: '664845' } });
    expect(line.clock.now() - before).toBeLessThan(answerQuiet);
  });
});

describe('a payment is unknown, and its fate is found,', () => {
  it.each(['amount', 'currency', 'till', 'action', 'reference'] as const)('when the answer repeats another %s, and soon: the terminal is asked', async (wrongEcho) => {
    const { line, pay, resolve } = await withTwin({ wrongEcho });
    const before = line.clock.now();
    expect(await pay()).toMatchObject({ kind: 'unknown', detail: expect.stringContaining('another') as unknown });
    expect(line.clock.now() - before).toBeLessThan(strangerPatience + 3_000);
    expect(await resolve()).toMatchObject({ kind: 'ok' });
  });

  it('when the answer says done and not done at once: it was not', async () => {
    const { pay, resolve, twin } = await withTwin({ contradictory: true });
    expect(await pay()).toMatchObject({ kind: 'unknown', detail: expect.stringContaining('contradicts itself') as unknown });
    expect(await resolve()).toMatchObject({ kind: 'refused', reason: 'declined' });
    expect(twin.state().totals.approved).toBe(0);
  });

  it('when the answer cannot be read', async () => {
    const { pay, resolve } = await withTwin({ garbage: '\x02\x10?' });
    expect(await pay()).toMatchObject({ kind: 'unknown', detail: 'the answer cannot be read' });
    expect(await resolve()).toMatchObject({ kind: 'ok' });
  });

  it('wherever the connection is lost before the end of AF, at each of its bytes', async () => {
    const { line, pay, resolve, terminal, twin } = await withTwin({ delayMs: 0 });
    // With a reference of five characters AF ends at byte 94 of the twin's answer; behind it comes only the card's data.
    for (let cutAnswerAt = 0; cutAnswerAt < 94; cutAnswerAt += 1) {
      await line.until(() => terminal.health().state === 'online');
      twin.turn({ cutAnswerAt });
      const transaction = { amount: 1000 + cutAnswerAt, reference: `S-${100 + cutAnswerAt}` };
      expect([cutAnswerAt, (await pay(transaction)).kind, (await resolve(transaction)).kind]).toEqual([cutAnswerAt, 'unknown', 'ok']);
    }
    await line.until(() => terminal.health().state === 'online');
    twin.turn({ cutAnswerAt: 94 });
    expect(await pay({ amount: 1, reference: 'S-194' })).toMatchObject({ kind: 'ok', value: { cardLast4: null } });
  });

  it('when the terminal acknowledges and then says nothing', async () => {
    const { pay } = await withPeer(() => `${echo}AE00211`);
    expect(await pay()).toMatchObject({ kind: 'unknown', reason: 'timed-out' });
  });

  it('when the write fails, for a part may have left', async () => {
    const { line } = await withPeer(() => null);
    const failing = createCaisseAp({
      clock: line.clock,
      open: async (signal) => {
        const port = await line.open(signal);
        return { ...port, closed: null, write: (bytes) => (Buffer.from(bytes).includes('CD0010') ? Promise.reject(new Error('EPIPE')) : port.write(bytes)) };
      },
    });
    failing.start();
    await line.until(() => failing.health().state === 'online');
    expect(await line.run(failing.pay(sale))).toMatchObject({ kind: 'unknown' });
    await line.run(failing.stop());
  });
});

describe('the answer to an earlier request', () => {
  it('that is there before the next is sent is thrown away with its connection', async () => {
    const { line, terminal, twin, pay } = await withTwin({ lateAnswer: 'on-connect' });
    expect(await pay()).toMatchObject({ kind: 'unknown' });
    twin.turn({ answer: 'decline', lateAnswer: 'never', echoesReference: false });
    await line.until(() => terminal.health().state === 'online');
    expect(await pay({ amount: 990, reference: 'S-18' })).toMatchObject({ kind: 'refused', reason: 'declined' });
  });

  it('keeps the terminal from being asked, when it speaks first on every connection', async () => {
    let talkative = false;
    let asked = 0;
    const clock = new ManualClock();
    const terminal = createCaisseAp({
      clock,
      open: async () => {
        const [driver, peer] = memoryWire();
        peer.onBytes(() => (asked += 1));
        if (talkative) await peer.write(Buffer.from(`${echo}AE00210AF00201`));
        return driver;
      },
      settings: { identification: false },
    });
    terminal.start();
    await setImmediate();
    expect(terminal.health().state).toBe('online');
    talkative = true;
    expect(await terminal.pay(sale)).toMatchObject({ kind: 'not-done', reason: 'busy' });
    expect(asked).toBe(0);
    await terminal.stop();
  });

  it('of the same amount is not told apart without the reference, so the next payment is unknown until the first is settled', async () => {
    const { line, terminal, twin, pay, resolve } = await withTwin({ echoesReference: false, resetAfterApproval: true });
    expect(await pay()).toMatchObject({ kind: 'unknown' });
    twin.turn({ resetAfterApproval: false });
    const next = { amount: sale.amount, reference: 'S-000018' };
    await line.until(() => terminal.health().state === 'online');
    expect(await pay(next)).toMatchObject({ kind: 'unknown' });
    twin.turn({ echoesReference: true });
    expect(await resolve()).toMatchObject({ kind: 'ok' });
    expect(await resolve(next)).toMatchObject({ kind: 'ok' });
    twin.turn({ echoesReference: false });
    await line.until(() => terminal.health().state === 'online');
    expect(await pay({ amount: sale.amount, reference: 'S-000019' })).toMatchObject({ kind: 'ok' });
  });

  it('cannot come any more after three times the terminal’s own time', async () => {
    const { line, terminal, twin, pay } = await withTwin({ echoesReference: false, resetAfterApproval: true });
    await pay();
    twin.turn({ resetAfterApproval: false });
    const later = line.clock.now() + 4 * answerTimeout;
    await line.until(() => line.clock.now() > later && terminal.health().state === 'online');
    expect(await pay({ amount: sale.amount, reference: 'S-000018' })).toMatchObject({ kind: 'ok' });
  });
});

describe('the ladder', () => {
  it('goes on to the duplicate where the terminal does not know the status, and believes the ticket of that very sale', async () => {
    const { pay, resolve } = await withTwin({ supportsStatus: false, resetAfterApproval: true });
    await pay();
    expect(await resolve()).toEqual({ kind: 'ok', value: { authorisation: '107919', cardLast4: '1234' } });
  });

  it.each<[string, object]>([
    ['refused it', { answer: 'decline' }],
    ['gave it up', { answer: 'cancel' }],
  ])('does not take a ticket for a debit when the bank or the customer %s', async (_who, knobs) => {
    const { pay, resolve } = await withTwin({ supportsStatus: false, wrongEcho: 'amount', ...knobs });
    expect(await pay()).toMatchObject({ kind: 'unknown' });
    expect(await resolve()).toMatchObject({ kind: 'unknown' });
  });

  it('does not take the ticket of the sale before for ours', async () => {
    const { pay, resolve, twin } = await withTwin({ supportsStatus: false });
    await pay({ amount: sale.amount, reference: 'S-000016' });
    twin.turn({ silent: true });
    await pay();
    twin.turn({ silent: false });
    expect(await resolve()).toMatchObject({ kind: 'unknown', detail: 'the last ticket is not that of this payment' });
  });

  it('does not believe a ticket of the right amount and reference from another day', async () => {
    const ticket = ['DEBIT', '21/10/24 - 23:12:24', '12,34 EUR', 'S-000017'].join('\n');
    const base64 = Buffer.from(ticket).toString('base64');
    const zt = `AK${String(base64.length).padStart(3, '0')}${base64}`;
    const { pay, resolve } = await withPeer((request) =>
      request.includes('CD0013') ? `CZ0040320CA00201CB0041234CD0013CE003978AE00210AF00201ZT${String(zt.length).padStart(3, '0')}${zt}` : request.includes('CD001T') ? 'CZ0040320AE00201AF00212' : `${echo}AE00299`,
    );
    expect(await resolve()).toMatchObject({ kind: 'ok' });
    expect(await pay()).toMatchObject({ kind: 'unknown' });
    expect(await resolve()).toMatchObject({ kind: 'unknown' });
  });

  it.each<[string, string]>([
    ['no ticket', 'CZ0040320CA00201CB0041234CD0013CE003978AE00210AF00201'],
    ['a ticket that cannot be read', 'CZ0040320CA00201CB0041234CD0013CE003978AE00210AF00201ZT003abc'],
    ['a contradiction', 'CZ0040320CA00201CB0041234CD0013CE003978AE00210AF00204'],
  ])('stays unknown when the duplicate brings %s', async (_what, duplicate) => {
    const { resolve } = await withPeer((request) => (request.includes('CD0013') ? duplicate : 'CZ0040320AE00201AF00212'));
    expect(await resolve()).toMatchObject({ kind: 'unknown' });
  });

  it('stays unknown where the terminal knows neither', async () => {
    const { pay, resolve } = await withTwin({ supportsStatus: false, supportsDuplicate: false, resetAfterApproval: true });
    await pay();
    expect(await resolve()).toMatchObject({ kind: 'unknown', reason: 'not-supported' });
  });

  it('asks nothing that is set not to be asked', async () => {
    const { heard, resolve } = await withPeer(() => 'CZ0040320AE00201AF00212', { status: false, duplicate: false });
    expect(await resolve()).toMatchObject({ kind: 'unknown', reason: 'not-supported' });
    expect(heard).toEqual([]);
  });

  it('believes "never seen" only by the code that this acquirer was set to use', async () => {
    const { resolve } = await withTwin({}, {});
    expect(await resolve()).toMatchObject({ kind: 'unknown' });
  });

  it.each<[string, string]>([
    ['without AF, as a peer that takes any request for a sale says', 'CZ0040320CA00201CB0041234CD001TCE003978CH008S-000017AE00210'],
    ['without our reference', 'CZ0040320CA00201CB0041234CD001TCE003978AE00210AF00201'],
    ['of another amount', 'CZ0040320CA00201CB0041235CD001TCE003978CH008S-000017AE00210AF00201'],
    ['refused without our reference', 'CZ0040320CA00201CB0041234CD001TCE003978AE00201AF00204'],
    ['stopped by an operator, who may have stopped the question', 'CZ0040320CB0041234CD001TCH008S-000017AE00201AF00211'],
  ])('does not believe a status %s', async (_what, status) => {
    const { resolve } = await withPeer(() => status, { duplicate: false });
    expect(await resolve()).toMatchObject({ kind: 'unknown' });
  });

  it('asks again while the sale is under way or the terminal busy, as long as a sale may take, and no longer', async () => {
    const { heard, line, resolve } = await withPeer((_request) => (heard.length % 2 ? 'CZ0040320CH008S-000017AE00201AF00207' : 'CZ0040320AE00201'), { duplicate: false });
    const before = line.clock.now();
    expect(await resolve()).toMatchObject({ kind: 'unknown', reason: 'busy' });
    expect(heard.length).toBeGreaterThan(20);
    expect(line.clock.now() - before).toBeLessThan(answerTimeout + 20_000);
  });

  it('ends when the driver is stopped', async () => {
    const { terminal, line } = await withPeer(() => 'CZ0040320AE00201', { duplicate: false });
    const resolving = terminal.resolve(sale);
    await line.quiet();
    await line.run(terminal.stop());
    expect(await line.run(resolving)).toMatchObject({ kind: 'unknown' });
  });

  it('sends nothing for a transaction that cannot have been', async () => {
    const { resolve } = await withPeer(() => null);
    expect(await resolve({ amount: 0, reference: 'S-1' })).toMatchObject({ kind: 'not-done' });
  });
});

describe('the card number', () => {
  it('in the clear is a fault that people are told of, and not even its last digits are kept', async () => {
    const { terminal, twin, pay } = await withTwin({ masked: false, cardLast4: '0008' });
    expect(await pay()).toMatchObject({ kind: 'ok', value: { cardLast4: null } });
    expect(terminal.health().warnings).toEqual([]);
    twin.turn({ cardLast4: luhnEnd('497010000000') });
    await pay({ amount: 1, reference: 'S-18' });
    expect(terminal.health()).toMatchObject({ state: 'online', warnings: ['card-number-not-masked'] });
  });

  it('never leaves the driver, wherever the terminal puts it and however', async () => {
    const number = fc.stringMatching(/^4\d{15}$/);
    const place = fc.constantFrom('AA', 'AC', 'AF', 'CH', 'ZZ', 'garbage', 'base64');
    await fc.assert(
      fc.asyncProperty(number, place, fc.constantFrom('10', '01'), async (pan, where, status) => {
        const base64 = Buffer.from(pan).toString('base64');
        const text = where === 'base64' ? base64 : pan;
        const tag = where === 'base64' ? 'AK' : where;
        const tail = where === 'garbage' ? text : where === 'AF' ? `AF${String(text.length + 2).padStart(3, '0')}04${text}` : `${tag}${String(text.length).padStart(3, '0')}${text}`;
        const { terminal, pay, resolve } = await withPeer((request) => `${echo.replace('CD0010', /CD001./.exec(request)?.[0] ?? '')}AE002${status}${tail}`);
        const seen: unknown[] = [];
        terminal.onHealth((health) => seen.push(health));
        seen.push(await pay(), await resolve(), terminal.identity());
        const said = JSON.stringify(seen);
        expect(said).not.toContain(pan.slice(0, 7));
        expect(said).not.toContain(pan.slice(-7));
        expect(said).not.toContain(base64.slice(0, 9));
      }),
      { numRuns: 60 },
    );
  });

  it('is not mistaken for an authorisation', async () => {
    const { pay } = await withPeer(() => `${echo}AE00210AF00201AC0164970101234561234`);
    expect(await pay()).toEqual({ kind: 'ok', value: { authorisation: null, cardLast4: null } });
  });
});

describe('an answer that is another’s', () => {
  const another = echo.replace('1234', '9999') + 'AE00210AF00201';

  it('is not listened behind for three minutes when the terminal can be asked: the customer sees soon that it is', async () => {
    const { pay, resolve, line } = await withTwin({ foreignAnswer: true, delayMs: 30_000 });
    const before = line.clock.now();
    expect(await pay()).toMatchObject({ kind: 'unknown', reason: 'unavailable' });
    expect(line.clock.now() - before).toBeLessThan(strangerPatience + 2_000);
    expect(await resolve()).toMatchObject({ kind: 'ok' });
  });

  it('is listened behind to the end when hearing ours is all there is', async () => {
    const { pay, line } = await withPeer((_request, port, clock) => {
      clock.after(60_000, () => void port.write(Buffer.from(`${echo}CH008S-000017AE00210AF00201`)));
      return another;
    });
    const before = line.clock.now();
    expect(await pay()).toMatchObject({ kind: 'ok' });
    expect(line.clock.now() - before).toBeGreaterThan(59_000);
  });
});

describe('the presence of the terminal', () => {
  it('is shown by any answer to identification, "unknown action" included, and what it says is kept', async () => {
    const { terminal } = await withTwin();
    expect(terminal.identity()).toEqual({ protocol: 'Caisse-AP over IP', version: '0320', serial: 'VIRTUAL0001', contract: '424242' });
    const { line, terminal: other } = await connect(driver({}), (clock) => createVirtualPaymentTerminal({ clock, knobs: { supportsIdentification: false } }));
    await line.until(() => other.health().state === 'online');
    expect(other.identity()).toMatchObject({ version: '0320' });
  });

  it.each<[string, object]>([['says nothing', { silent: true }]])('is not believed when it %s, and the remedy is named', async (_what, knobs) => {
    const { line, terminal } = await connect(driver({}), (clock) => createVirtualPaymentTerminal({ clock, knobs }));
    await line.until(() => terminal.health().cause?.includes('set "identification" to false') ?? false);
    expect(terminal.health().state).toBe('offline');
    expect(terminal.identity()).toBeNull();
    expect(await line.run(terminal.pay(sale))).toMatchObject({ kind: 'not-done', reason: 'unavailable' });
  });

  it('is not believed when it answers garbage', async () => {
    const peer = { attach: (port: BytePort) => port.onBytes(() => void port.write(Buffer.from('HTTP/1.1 400 Bad Request\r\n'))) };
    const { line, terminal } = await connect(driver({}), () => peer);
    await line.until(() => terminal.health().cause?.includes('no answer that can be read') ?? false);
    expect(terminal.health().state).toBe('offline');
  });

  it('is a connection that opens, where identification is set off', async () => {
    const { line, terminal } = await connect(driver({ identification: false }), (clock) => createVirtualPaymentTerminal({ clock, knobs: { silent: true } }));
    await line.until(() => terminal.health().state === 'online');
    expect(terminal.identity()).toEqual({ protocol: 'Caisse-AP over IP' });
  });

  it('is asked for again and again, and a payment does not wait behind more than one visit', async () => {
    const { line, terminal, twin } = await withTwin();
    twin.turn({ silent: true });
    await line.until(() => terminal.health().state === 'offline');
    twin.turn({ silent: false });
    await line.until(() => terminal.health().state === 'online');
    expect(terminal.health()).toMatchObject({ cause: null });
  });

  it('that closes each connection at once can do nothing', async () => {
    let hangUp = false;
    const attach = (port: BytePort): void => {
      if (hangUp) void port.close();
    };
    const { line, terminal } = await connect(driver({ identification: false }), () => ({ attach }));
    await line.until(() => terminal.health().state === 'online');
    hangUp = true;
    expect(await line.run(terminal.pay(sale))).toMatchObject({ kind: 'not-done', reason: 'unavailable' });
  });
});

it('whatever goes wrong, a payment is called done only if the terminal debited exactly that amount for that reference, and refused only if it did not', async () => {
  const trouble = fc.record({
    ...anyTrouble,
    paddedEcho: fc.boolean(), echoesReference: fc.boolean(), sendsAf: fc.boolean(), supportsStatus: fc.boolean(), supportsDuplicate: fc.boolean(),
    garbage: rarely('', '\x00', 'AE00210', 'CZ004', `${echo}AE00210AF00201`),
    wrongEcho: rarely('none', 'amount', 'currency', 'till', 'action', 'reference'),
  } satisfies Partial<Record<keyof CaisseApKnobs, unknown>>, { requiredKeys: [] });
  expect(await doneThrough(trouble, caisseApKnobs.parse({}), withTwin)).toBeGreaterThan(20);
}, 60_000);

function luhnEnd(front: string): string {
  for (let end = 0; end < 10_000; end += 1) {
    const digits = Array.from(front + String(end).padStart(4, '0'), Number).toReversed();
    if (digits.reduce((sum, digit, place) => sum + (place % 2 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit), 0) % 10 === 0) return String(end).padStart(4, '0');
  }
  throw new Error('no such number');
}
