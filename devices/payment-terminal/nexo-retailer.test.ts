import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BytePort } from '../wire/wire.ts';
import { anyTrouble, doneThrough, rarely } from './any-trouble.fixture.ts';
import { isWholeCardNumber } from './card-number.ts';
import { connect, connectTwin, sale } from './connected.fixture.ts';
import { serviceIdOf } from './nexo-service-id.ts';
import { createNexoRetailer, diagnosisEvery, paymentTimeout, type NexoOptions } from './nexo-retailer.ts';
import { httpAnswer, readHttp } from './virtual-http.ts';
import { createVirtualNexo, virtualNexoSettings } from './virtual-nexo.ts';
import { nexoKnobs, type NexoKnobs } from './virtual-knobs.ts';

type Settings = NonNullable<NexoOptions['settings']>;
type Json = Record<string, unknown>;
const driver = (settings: Settings) => (context: Pick<NexoOptions, 'open' | 'clock'>) => createNexoRetailer({ ...context, settings });
const withTwin = (knobs: object = {}, settings: Settings = {}) => connectTwin(driver({ ...virtualNexoSettings, ...settings }), createVirtualNexo, knobs);

type Envelope = { SaleToPOIRequest: { MessageHeader: Record<string, string> } & Json };

/** Driver and a peer that answers what the test says; login and diagnosis it does by itself. */
async function withPeer(answer: (header: Record<string, string>, body: Json) => Json | string | null, settings: Settings = {}) {
  const heard: { header: Record<string, string>; body: Json; text: string }[] = [];
  const attach = (port: BytePort): void =>
    port.onBytes((bytes) => {
      const text = Buffer.from(bytes).toString();
      const { SaleToPOIRequest: request } = JSON.parse(readHttp(text)!.body) as Envelope;
      const header = request.MessageHeader;
      const category = header['MessageCategory'] ?? '';
      const body = request[`${category}Request`] as Json;
      heard.push({ header, body, text });
      const ready: Record<string, Json> = { Login: { LoginResponse: { Response: { Result: 'Success' } } }, Diagnosis: { DiagnosisResponse: { Response: { Result: 'Success' }, POIStatus: { GlobalStatus: 'OK' } } } };
      const said = ready[category] ?? answer(header, body);
      if (said === null) return;
      const whole = typeof said === 'string' ? said : httpAnswer(200, JSON.stringify({ SaleToPOIResponse: { MessageHeader: { ...header, MessageType: 'Response' }, ...said } }));
      void port.write(Buffer.from(whole, 'latin1'));
    });
  const connected = await connect(driver(settings), () => ({ attach }));
  await connected.online();
  heard.length = 0;
  return { ...connected, heard };
}

function approved(more: Json = {}, result: Json = {}): Json {
  return {
    PaymentResponse: {
      Response: { Result: 'Success' },
      SaleData: { SaleTransactionID: { TransactionID: sale.reference, TimeStamp: '2026-11-23T09:00:00.000Z' } },
      POIData: { POITransactionID: { TransactionID: 'V1', TimeStamp: '2026-11-23T09:00:01.000Z' } },
      PaymentResult: { AmountsResp: { Currency: 'EUR', AuthorizedAmount: 12.34 }, ...result },
      ...more,
    },
  };
}

describe('the request', () => {
  it('is the payment of devices.md 4.4, by POST to /nexo, in one write', async () => {
    const { pay, heard } = await withPeer(() => approved(), { saleId: 'TILL-7', poiId: 'POI-9' });
    await pay();
    const [{ header, body, text }] = heard as [(typeof heard)[0]];
    expect(text).toMatch(/^POST \/nexo HTTP\/1\.1\r\n/);
    expect(header).toEqual({ ProtocolVersion: '3.0', MessageClass: 'Service', MessageCategory: 'Payment', MessageType: 'Request', ServiceID: serviceIdOf(sale.reference), SaleID: 'TILL-7', POIID: 'POI-9' });
    expect(body).toMatchObject({
      SaleData: { SaleTransactionID: { TransactionID: 'S-000017', TimeStamp: expect.stringMatching(/^2026-11-23T09:/) as unknown } },
      PaymentTransaction: { AmountsReq: { Currency: 'EUR', RequestedAmount: 12.34 } },
    });
    expect(text).toContain('"RequestedAmount":12.34}');
  });

  it('is never sent for more than the protocol can write', async () => {
    const { pay } = await withPeer(() => approved());
    expect(await pay({ ...sale, amount: 10_000_000_000 })).toMatchObject({ kind: 'not-done', reason: 'not-supported' });
  });
});

describe('an answer is believed', () => {
  it('with all that it must say, and no more is kept of the card than four digits', async () => {
    const { pay } = await withPeer(() => approved({}, { PaymentType: 'Normal', PaymentInstrumentData: { CardData: { MaskedPan: '497010 **** 1234' } }, PaymentAcquirerData: { ApprovalCode: 'A1B2' } }));
    expect(await pay()).toEqual({ kind: 'ok', value: { authorisation: 'A1B2', cardLast4: '1234' } });
  });

  it.each([
    ['Aborted', 'abandoned'], ['Busy', 'busy'], ['Cancel', 'abandoned'], ['DeviceOut', 'unavailable'], ['InsertedCard', 'busy'], ['InvalidCard', 'declined'], ['LoggedOut', 'unavailable'],
    ['MessageFormat', 'not-supported'], ['NotAllowed', 'not-supported'], ['NotFound', 'not-supported'], ['PaymentRestriction', 'declined'], ['Refusal', 'declined'],
    ['UnavailableDevice', 'unavailable'], ['UnavailableService', 'not-supported'], ['UnreachableHost', 'unavailable'], ['WrongPIN', 'declined'],
  ])('when it fails with %s: refused, %s', async (condition, reason) => {
    const { pay } = await withPeer(() => ({ PaymentResponse: { Response: { Result: 'Failure', ErrorCondition: condition } } }));
    expect(await pay()).toMatchObject({ kind: 'refused', reason });
  });
});

describe('an answer is not believed, and the payment stays unknown,', () => {
  const header = (patch: Json) => (asked: Json) => httpAnswer(200, JSON.stringify({ SaleToPOIResponse: { MessageHeader: { ...asked, MessageType: 'Response', ...patch }, ...approved() } }));
  it.each<[string, (header: Json) => Json | string]>([
    ['of another request', header({ ServiceID: 'X1' })],
    ['of another till', header({ SaleID: 'OTHER' })],
    ['of another terminal', header({ POIID: 'OTHER' })],
    ['of another kind', header({ MessageCategory: 'Reversal' })],
    ['that is a request', header({ MessageType: 'Request' })],
    ['for another amount', () => approved({}, { AmountsResp: { Currency: 'EUR', AuthorizedAmount: 12.35 } })],
    ['for a third of a cent more', () => approved({}, { AmountsResp: { Currency: 'EUR', AuthorizedAmount: 12.343 } })],
    ['without an amount', () => approved({ PaymentResult: {} })],
    ['in another currency', () => approved({}, { AmountsResp: { Currency: 'USD', AuthorizedAmount: 12.34 } })],
    ['in no currency', () => approved({}, { AmountsResp: { AuthorizedAmount: 12.34 } })],
    ['of a refund', () => approved({}, { PaymentType: 'Refund' })],
    ['of another sale', () => approved({ SaleData: { SaleTransactionID: { TransactionID: 'S-000018' } } })],
    ['that names no sale', () => approved({ SaleData: undefined })],
    ['without the terminal’s own name of the transaction', () => approved({ POIData: undefined })],
    ['that succeeds in part', () => approved({ Response: { Result: 'Partial' } })],
    ['that succeeds with an error', () => approved({ Response: { Result: 'Success', ErrorCondition: 'Refusal' } })],
    ['that fails, yet authorises an amount', () => approved({ Response: { Result: 'Failure', ErrorCondition: 'Refusal' } })],
    ['that fails and goes on', () => ({ PaymentResponse: { Response: { Result: 'Failure', ErrorCondition: 'InProgress' } } })],
    ['that fails for no reason', () => ({ PaymentResponse: { Response: { Result: 'Failure' } } })],
    ['that fails for a reason that is none', () => ({ PaymentResponse: { Response: { Result: 'Failure', ErrorCondition: 'constructor' } } })],
    ['with a result that is none', () => approved({ Response: { Result: 'Maybe' } })],
    ['about something else', () => ({ ReversalResponse: { Response: { Result: 'Success' } } })],
    ['that is empty', () => httpAnswer(200, '')],
    ['that is no JSON', () => httpAnswer(200, 'OK')],
    ['that is JSON of another kind', () => httpAnswer(200, '[1]')],
    ['that HTTP refuses', () => httpAnswer(503, '')],
    ['that is no HTTP', () => 'CZ0040320CD0010AE00210'],
    ['that never ends', () => httpAnswer(200, 'x'.repeat(300_000))],
  ])('%s', async (_what, answer) => {
    const { pay } = await withPeer((asked) => answer(asked));
    expect(await pay()).toMatchObject({ kind: 'unknown', reason: 'unavailable' });
  });
});

describe('recovery', () => {
  const status = (body: Json): Json => ({ TransactionStatusResponse: body });
  const repeated = (asked: Json, body: Json = approved(), patch: Json = {}): Json =>
    status({
      Response: { Result: 'Success' },
      RepeatedMessageResponse: { MessageHeader: { ...asked, MessageCategory: 'Payment', MessageType: 'Response', ServiceID: serviceIdOf(sale.reference), ...patch }, RepeatedResponseMessageBody: body },
    });

  it('asks by the ServiceID of the payment, with one of its own, and believes the original answer', async () => {
    const { resolve, heard } = await withPeer((asked) => repeated(asked));
    expect(await resolve()).toMatchObject({ kind: 'ok' });
    expect(heard[0]?.body).toMatchObject({ MessageReference: { MessageCategory: 'Payment', SaleID: 'MOULIN-01', ServiceID: serviceIdOf(sale.reference) } });
    expect(heard[0]?.header['ServiceID']).not.toBe(serviceIdOf(sale.reference));
  });

  it.each<[string, (asked: Json) => Json]>([
    ['that repeats another message', (asked) => repeated(asked, approved(), { ServiceID: 'X1' })],
    ['that repeats the message of another till', (asked) => repeated(asked, approved(), { SaleID: 'OTHER' })],
    ['that repeats a payment of another amount', (asked) => repeated(asked, approved({}, { AmountsResp: { Currency: 'EUR', AuthorizedAmount: 1 } }))],
    ['that repeats a reversal', (asked) => repeated(asked, { ReversalResponse: { Response: { Result: 'Success' } } })],
    ['that repeats nothing', () => status({ Response: { Result: 'Success' } })],
    ['that fails otherwise', () => status({ Response: { Result: 'Failure', ErrorCondition: 'UnavailableService' } })],
    ['that fails for no reason', () => status({ Response: { Result: 'Failure' } })],
    ['about something else', () => approved()],
  ])('stays in doubt after an answer %s', async (_what, answer) => {
    const { resolve } = await withPeer((asked) => answer(asked));
    expect(await resolve()).toMatchObject({ kind: 'unknown' });
  });

  it('believes "not found" for as long as the terminal surely remembers, and no longer', async () => {
    const { resolve, line } = await withTwin({}, { remembersHours: 24 });
    const ago = (hours: number): typeof sale & { requestedAt: number } => ({ ...sale, requestedAt: line.clock.now() - hours * 3_600_000 });
    expect(await resolve(ago(23))).toMatchObject({ kind: 'refused', reason: 'timed-out' });
    expect(await resolve(ago(25))).toMatchObject({ kind: 'unknown' });
  });

  it('logs in again when the terminal has restarted, and asks again', async () => {
    const { resolve, pay, twin } = await withTwin();
    await pay();
    twin.turn({ powered: false });
    twin.turn({ powered: true });
    expect(await resolve()).toMatchObject({ kind: 'ok' });
  });

  it('calls off a payment that nobody answers in time, so that no card can pay it any more', async () => {
    const { pay, twin, line } = await withTwin({ answer: 'manual', cardTimeoutMs: 600_000 });
    const before = line.clock.now();
    expect(await pay()).toMatchObject({ kind: 'unknown', reason: 'timed-out' });
    expect(line.clock.now() - before).toBeGreaterThanOrEqual(paymentTimeout);
    expect(twin.state().transactions).toMatchObject([{ fate: 'abandoned' }]);
  });

  it('calls off a payment that goes on for too long after its answer was lost', async () => {
    const { pay, resolve, twin } = await withTwin({ answer: 'manual', cardTimeoutMs: 600_000, dropBeforeAnswer: true });
    expect(await pay()).toMatchObject({ kind: 'unknown' });
    expect(await resolve()).toMatchObject({ kind: 'refused', reason: 'abandoned' });
    expect(twin.state().transactions).toMatchObject([{ fate: 'abandoned' }]);
  });

  it('gives up when not even the abort ends it', async () => {
    const { resolve, heard } = await withPeer((header) => (header['MessageCategory'] === 'Abort' ? httpAnswer(200, '') : status({ Response: { Result: 'Failure', ErrorCondition: 'InProgress' } })));
    expect(await resolve()).toMatchObject({ kind: 'unknown', reason: 'busy' });
    expect(heard.filter(({ header }) => header['MessageCategory'] === 'Abort')).toHaveLength(1);
  });
});

describe('stopping', () => {
  it('calls off the card that is awaited: nobody pays a machine that has stopped', async () => {
    const { line, terminal, twin } = await withTwin({ answer: 'manual', cardTimeoutMs: 600_000 });
    const paying = terminal.pay(sale);
    await line.until(() => twin.state().phase === 'card-expected');
    await line.run(terminal.stop());
    expect(await line.run(paying)).toMatchObject({ kind: 'unknown' });
    expect(twin.state().transactions).toMatchObject([{ fate: 'abandoned' }]);
  });
});

describe('money goes back', () => {
  it('with the whole sale, named as the terminal named it', async () => {
    const { pay, line, terminal, twin } = await withTwin();
    await pay();
    await pay({ amount: 500, reference: 'S-000018' });
    expect(await line.run(terminal.cancel({ amount: 1234, reference: 'S-000017-R1', original: sale.reference }))).toEqual({ kind: 'ok', value: undefined });
    expect(twin.state().transactions.map(({ fate }) => fate)).toEqual(['cancelled', 'approved']);
  });

  it('once, though the answer was lost: the terminal is asked', async () => {
    const { pay, line, terminal, twin } = await withTwin();
    await pay();
    twin.turn({ resetAfterApproval: true });
    expect(await line.run(terminal.refund({ amount: 234, reference: 'S-000017-R1', original: sale.reference }))).toEqual({ kind: 'ok', value: undefined });
    expect(twin.state().totals).toEqual({ approved: 1234, cancelled: 0, refunded: 234 });
  });

  it('never more than was paid', async () => {
    const { pay, line, terminal, twin } = await withTwin();
    await pay();
    expect(await line.run(terminal.refund({ amount: 1235, reference: 'S-000017-R1', original: sale.reference }))).toMatchObject({ kind: 'refused' });
    expect(twin.state().totals.refunded).toBe(0);
  });

  it('not at all while the terminal cannot tell of the sale', async () => {
    const { pay, line, terminal, twin } = await withTwin();
    await pay();
    twin.turn({ silent: true });
    expect(await line.run(terminal.refund({ amount: 234, reference: 'S-000017-R1', original: sale.reference }))).toMatchObject({ kind: 'not-done', reason: 'unavailable' });
  });

  it('in doubt, when another amount was reversed', async () => {
    const { pay, line, terminal } = await withPeer((header) => {
      const ofPayment = { ...header, MessageCategory: 'Payment', MessageType: 'Response', ServiceID: serviceIdOf(sale.reference) };
      if (header['MessageCategory'] === 'TransactionStatus') return { TransactionStatusResponse: { Response: { Result: 'Success' }, RepeatedMessageResponse: { MessageHeader: ofPayment, RepeatedResponseMessageBody: approved() } } };
      return header['MessageCategory'] === 'Reversal' ? { ReversalResponse: { Response: { Result: 'Success' }, ReversedAmount: 12 } } : approved();
    });
    await pay();
    expect(await line.run(terminal.cancel({ amount: 1234, reference: 'S-000017-R1', original: sale.reference }))).toMatchObject({ kind: 'unknown' });
  });
});

describe('the presence of the terminal', () => {
  it('says who it is', async () => {
    const { terminal } = await withTwin();
    expect(terminal.identity()).toEqual({ protocol: 'nexo Retailer', manufacturer: 'Moulin', model: 'Terminal virtuel', firmware: '1.0', serial: '0001' });
  });

  it.each([
    ['another serial number than the configured one', { serial: '0002' }, 'another card terminal than the configured one'],
    ['another name than the configured one', { poiId: 'OTHER' }, 'check SaleID and POIID'],
  ])('with %s it is not taken: someone may have exchanged it (PAY-4)', async (_what, settings, cause) => {
    const { line, terminal } = await connect(driver({ ...virtualNexoSettings, ...settings }), (clock) => createVirtualNexo({ clock }));
    await line.until(() => terminal.health().cause?.includes(cause) === true);
    expect(terminal.health().state).toBe('offline');
  });

  it.each([
    ['Maintenance', 'hardware-error', 'call-technician'],
    ['Unreachable', 'offline', 'check-cable'],
  ] as const)('follows what the terminal says of itself: %s', async (condition, state, action) => {
    const { line, terminal, twin } = await withTwin();
    twin.turn({ condition });
    await line.until(() => terminal.health().state === state);
    expect(terminal.health().action).toBe(action);
    twin.turn({ condition: 'OK' });
    await line.until(() => terminal.health().state === 'online');
  });

  it('is lost with the diagnosis, and found again', async () => {
    const { line, terminal, twin } = await withTwin();
    twin.turn({ httpStatus: 500 });
    line.clock.advance(diagnosisEvery);
    await line.until(() => terminal.health().state === 'offline');
    expect(terminal.health().cause).toBe('the terminal answers HTTP 500');
    twin.turn({ httpStatus: 200 });
    await line.until(() => terminal.health().state === 'online');
  });

  it('logs in again after the terminal has restarted', async () => {
    const { line, terminal, twin, pay } = await withTwin();
    twin.turn({ powered: false });
    twin.turn({ powered: true });
    expect(await pay()).toMatchObject({ kind: 'refused', reason: 'unavailable' });
    line.clock.advance(diagnosisEvery);
    await line.until(() => terminal.health().state === 'offline');
    await line.until(() => terminal.health().state === 'online');
    expect(await pay({ ...sale, reference: 'S-000018' })).toMatchObject({ kind: 'ok' });
  });
});

describe('the card number', () => {
  it('in the clear is a fault that a person must know of; only the last four digits are kept', async () => {
    const cardLast4 = Array.from({ length: 10_000 }, (_, end) => String(end).padStart(4, '0')).find((end) => isWholeCardNumber(`497010000000${end}`));
    const { pay, terminal } = await withTwin({ masked: false, cardLast4 });
    expect(await pay()).toMatchObject({ kind: 'ok', value: { cardLast4: null } });
    expect(terminal.health().warnings).toEqual(['card-number-not-masked']);
  });

  it('never leaves the driver, wherever the terminal puts it', async () => {
    const place = fc.constantFrom('MaskedPan', 'ApprovalCode', 'AdditionalResponse', 'ErrorCondition', 'TransactionID', 'ServiceID', 'SerialNumber', 'body');
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^4\d{15}$/), place, fc.constantFrom('Success', 'Failure'), async (pan, where, result) => {
        const at = (name: string, usual: string): string => (where === name ? pan : usual);
        const { terminal, pay, resolve } = await withPeer((asked) =>
          where === 'body' ? httpAnswer(200, pan) : httpAnswer(200, JSON.stringify({ SaleToPOIResponse: { MessageHeader: { ...asked, MessageType: 'Response', ServiceID: at('ServiceID', asked['ServiceID'] ?? '') }, ...approved(
            { Response: { Result: result, ErrorCondition: result === 'Failure' ? at('ErrorCondition', 'Refusal') : undefined, AdditionalResponse: at('AdditionalResponse', 'x') }, SaleData: { SaleTransactionID: { TransactionID: at('TransactionID', sale.reference) } } },
            { PaymentInstrumentData: { CardData: { MaskedPan: at('MaskedPan', '4970******1234') } }, PaymentAcquirerData: { ApprovalCode: at('ApprovalCode', '1') } },
          ) } })));
        const seen: unknown[] = [];
        terminal.onHealth((health) => seen.push(health));
        seen.push(await pay(), await resolve(), terminal.identity());
        expect(JSON.stringify(seen)).not.toContain(pan.slice(0, 7));
        expect(JSON.stringify(seen)).not.toContain(pan.slice(-7));
      }),
      { numRuns: 60 },
    );
  });
});

it('whatever goes wrong, a payment is called done only if the terminal debited exactly that amount for that reference, and refused only if it did not', async () => {
  const trouble = fc.record({
    ...anyTrouble,
    partial: rarely(false, true),
    garbage: rarely('', '\x00', 'HTTP/1.1 200 OK\r\n', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'),
    wrongEcho: rarely('none', 'amount', 'currency', 'till', 'terminal', 'service', 'reference'),
  } satisfies Partial<Record<keyof NexoKnobs, unknown>>, { requiredKeys: [] });
  expect(await doneThrough(trouble, nexoKnobs.parse({}), withTwin)).toBeGreaterThan(20);
}, 60_000);
