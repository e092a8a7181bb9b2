import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../outcome.ts';
import type { Approval, PaymentTerminal, Refusal } from './payment-terminal.ts';

/** What the other end may be told to do, whatever its protocol. */
export type Behaviour =
  | 'approve' | 'decline' | 'customer-gives-up' | 'card-timeout' | 'busy'
  /** Takes the request and does nothing with it. */
  | 'silent'
  /** Loses the connection at once; the sale goes on and is approved. */
  | 'drop-then-approve'
  /** Approves, and loses the connection instead of saying so. */
  | 'approve-then-drop'
  /** Approves, and sends the answer only in front of the next payment's. */
  | 'approve-late'
  /** While it waits for the card, sends an answer that belongs to another request; then it approves. */
  | 'interject'
  /** Says in one answer that it has debited and that it has not, and has not. */
  | 'contradict'
  /** Approves, and names another amount. */
  | 'approve-other-amount'
  /** Approves, and names another sale. */
  | 'approve-other-sale'
  /** Approves, and sends what nobody can read in front of the answer. */
  | 'approve-in-garbage'
  /** Waits for a card for minutes. */
  | 'wait';

export interface PaymentBench {
  /** The driver; another one after a restart. */
  readonly terminal: PaymentTerminal;
  /** A new driver that knows nothing of what the old one did. */
  restart(): Promise<void>;
  /** The power of the terminal goes and comes back: what it was doing is over, what it has done it remembers. */
  power(on: boolean): void;
  /** A card is held to the terminal that waits for one. */
  present(): void;
  /** Whether any sale can be cancelled as a whole, or the last one only. */
  readonly cancels: 'any' | 'last';
  behave(behaviour: Behaviour): void;
  /** Sales the other end has debited and not cancelled: the truth. */
  debits(): readonly { readonly reference: string; readonly amount: number }[];
  /** Cents cancelled and refunded. */
  givenBack(): number;
  /** Moves time on until the promise is settled. */
  run<T>(promise: Promise<T>): Promise<T>;
  until(condition: () => boolean): Promise<void>;
  unplug(): Promise<void>;
  plug(): Promise<void>;
  close(): Promise<void>;
}

/** What every payment terminal does, by contract: called for each protocol. */
export function describePaymentTerminal(name: string, setup: () => Promise<PaymentBench>): void {
  describe(`a payment terminal over ${name}`, () => {
    let bench: PaymentBench;
    const sale = { amount: 1234, reference: 'S-000017' };
    const pay = (transaction = sale): Promise<Outcome<Approval, Refusal>> => bench.run(bench.terminal.pay(transaction));

    beforeEach(async () => {
      bench = await setup();
      bench.terminal.start();
      await bench.until(() => bench.terminal.health().state === 'online');
    });
    afterEach(() => bench.close());

    it('says who it is once it is connected', () => {
      expect(bench.terminal.identity()).not.toBeNull();
      expect(bench.terminal.health()).toMatchObject({ state: 'online', cause: null, warnings: [] });
    });

    it('reports an approval with the last four digits, for the amount and the reference that were debited', async () => {
      expect(await pay()).toEqual({ kind: 'ok', value: { authorisation: expect.any(String) as unknown, cardLast4: '1234' } });
      expect(bench.debits()).toEqual([sale]);
    });

    it.each([
      ['decline', 'declined'],
      ['customer-gives-up', 'abandoned'],
      // Not every protocol has a word for a card that did not come in time.
      ['card-timeout', /timed-out|abandoned/],
      ['busy', 'busy'],
    ] as const)('reports "%s" as refused, %s, and nothing is debited', async (behaviour, reason) => {
      bench.behave(behaviour);
      expect(await pay()).toMatchObject({ kind: 'refused', reason: expect.stringMatching(reason) as unknown });
      expect(bench.debits()).toEqual([]);
      expect(bench.terminal.health().state).toBe('online');
    });

    it.each(['decline', 'customer-gives-up', 'card-timeout'] as const)('finds out again that a payment ended by "%s" was not debited', async (behaviour) => {
      bench.behave(behaviour);
      const first = await pay();
      expect(await bench.run(bench.terminal.resolve(sale))).toMatchObject({ kind: 'refused', reason: first.kind === 'refused' ? first.reason : 'none' });
    });

    it('serves the next customer after a refusal', async () => {
      bench.behave('decline');
      await pay();
      bench.behave('approve');
      expect(await pay({ amount: 500, reference: 'S-000018' })).toMatchObject({ kind: 'ok' });
    });

    it('is busy while a customer pays, and online after', async () => {
      const seen: string[] = [];
      bench.terminal.onHealth(({ state }) => seen.push(state));
      await pay();
      expect(seen).toEqual(['online', 'busy', 'online']);
    });

    it.each<[string, { amount: number; reference: string }]>([
      ['nothing', { amount: 0, reference: 'S-1' }],
      ['less than nothing', { amount: -5, reference: 'S-1' }],
      ['part of a cent', { amount: 12.5, reference: 'S-1' }],
      ['more than can be counted', { amount: Number.MAX_SAFE_INTEGER + 1, reference: 'S-1' }],
      ['no reference', { amount: 100, reference: '' }],
      ['a reference that the wire cannot carry', { amount: 100, reference: 'été' }],
    ])('does not send a payment of %s', async (_what, wrong) => {
      expect(await pay(wrong)).toMatchObject({ kind: 'not-done', reason: 'not-supported' });
      expect(bench.debits()).toEqual([]);
    });

    it('takes payments one after another, each with its own answer', async () => {
      const all = [1, 2, 3].map((number) => ({ amount: number * 100, reference: `S-${number}` }));
      const outcomes = await bench.run(Promise.all(all.map((transaction) => bench.terminal.pay(transaction))));
      expect(outcomes.map(({ kind }) => kind)).toEqual(['ok', 'ok', 'ok']);
      expect(bench.debits()).toEqual(all);
    });

    it('does nothing, and says so, when the terminal is unplugged', async () => {
      await bench.unplug();
      expect(await pay()).toMatchObject({ kind: 'not-done', reason: 'unavailable' });
      expect(await pay()).toMatchObject({ kind: 'not-done', reason: 'unavailable' });
      expect(bench.terminal.health()).toMatchObject({ state: 'offline', action: 'check-cable' });
      expect(bench.debits()).toEqual([]);
    });

    it('notices by itself that the terminal was unplugged, keeps the first cause, and that it is back', async () => {
      await bench.unplug();
      await bench.until(() => bench.terminal.health().state === 'offline');
      const { cause } = bench.terminal.health();
      expect(cause).toBeTruthy();
      await bench.plug();
      await bench.until(() => bench.terminal.health().state === 'online');
      expect(await pay()).toMatchObject({ kind: 'ok' });
    });

    it('does not know what became of a payment that is met with silence, and never calls it done', async () => {
      bench.behave('silent');
      expect(await pay()).toMatchObject({ kind: 'unknown', reason: 'timed-out' });
      expect(await bench.run(bench.terminal.resolve(sale))).toMatchObject({ kind: 'unknown' });
    });

    it('learns that a request which never reached the terminal was not debited', async () => {
      bench.behave('silent');
      await pay();
      bench.behave('approve');
      expect(await bench.run(bench.terminal.resolve(sale))).toMatchObject({ kind: 'refused', reason: 'timed-out' });
      expect(bench.debits()).toEqual([]);
    });

    it('learns that a payment was debited when the answer was lost', async () => {
      bench.behave('approve-then-drop');
      expect(await pay()).toMatchObject({ kind: 'unknown' });
      expect(await bench.run(bench.terminal.resolve(sale))).toMatchObject({ kind: 'ok', value: { cardLast4: '1234' } });
      expect(bench.debits()).toEqual([sale]);
    });

    it('waits for the end of a sale that went on without its connection', async () => {
      bench.behave('drop-then-approve');
      expect(await pay()).toMatchObject({ kind: 'unknown' });
      expect(bench.debits()).toEqual([]);
      expect(await bench.run(bench.terminal.resolve(sale))).toMatchObject({ kind: 'ok' });
      expect(bench.debits()).toEqual([sale]);
    });

    it('does not debit again when it is asked several times what became of a payment', async () => {
      bench.behave('approve-then-drop');
      await pay();
      for (let time = 0; time < 3; time += 1) expect(await bench.run(bench.terminal.resolve(sale))).toMatchObject({ kind: 'ok' });
      expect(bench.debits()).toEqual([sale]);
    });

    it('keeps a payment unknown while the terminal cannot be reached, and finds out once it can', async () => {
      bench.behave('approve-then-drop');
      await pay();
      await bench.unplug();
      expect(await bench.run(bench.terminal.resolve(sale))).toMatchObject({ kind: 'unknown', reason: 'unavailable' });
      await bench.plug();
      expect(await bench.run(bench.terminal.resolve(sale))).toMatchObject({ kind: 'ok' });
    });

    it('does not know what became of a payment during which the cable was pulled', async () => {
      const paying = bench.terminal.pay(sale);
      await bench.until(() => bench.terminal.health().state === 'busy');
      await bench.unplug();
      expect(await bench.run(paying)).toMatchObject({ kind: 'unknown' });
      await bench.plug();
      const found = await bench.run(bench.terminal.resolve(sale));
      expect(found.kind).toBe('ok');
      expect(bench.debits()).toEqual([sale]);
    });

    it.each([
      ['another amount', 990],
      ['the same amount', sale.amount],
    ])('never takes the late answer to an earlier payment for that of the next, of %s', async (_what, amount) => {
      bench.behave('approve-late');
      expect(await pay()).toMatchObject({ kind: 'unknown' });
      bench.behave('decline');
      await bench.until(() => bench.terminal.health().state === 'online');
      const next = { amount, reference: 'S-000018' };
      const answered = await pay(next);
      // Where answers cannot be told apart on one connection, the terminal is asked.
      expect(answered.kind === 'unknown' ? await bench.run(bench.terminal.resolve(next)) : answered).toMatchObject({ kind: 'refused', reason: 'declined' });
      expect(bench.debits()).toEqual([sale]);
    });

    it.each(['contradict', 'approve-other-amount', 'approve-other-sale', 'approve-in-garbage', 'interject'] as const)('takes the answer of "%s" for what it is: no answer; and finds out', async (behaviour) => {
      bench.behave(behaviour);
      const answered = await pay();
      // A driver may hear its own answer behind another's; it may never believe the wrong one.
      expect(answered.kind === 'ok' ? ['interject', 'approve-in-garbage'] : [behaviour]).toContain(behaviour);
      expect(answered.kind).not.toBe('refused');
      bench.behave('approve');
      const found = await bench.run(bench.terminal.resolve(sale));
      expect(found).toMatchObject(bench.debits().length === 1 ? { kind: 'ok' } : { kind: 'refused' });
    });

    it('knows after a restart, from nothing but the reference and the amount, what became of a payment, and may give it back', async () => {
      bench.behave('approve-then-drop');
      await pay();
      bench.behave('approve');
      await bench.restart();
      expect(await bench.run(bench.terminal.resolve(sale))).toMatchObject({ kind: 'ok', value: { cardLast4: '1234' } });
      expect(await bench.run(bench.terminal.cancel({ amount: sale.amount, reference: 'A-1', original: sale.reference }))).toMatchObject({ kind: 'ok' });
      expect(bench.givenBack()).toBe(sale.amount);
    });

    it('says that a sale was left open on the terminal by a crash, takes no other meanwhile, and no longer says so when it has ended', async () => {
      bench.behave('wait');
      const paying = bench.terminal.pay(sale);
      await bench.until(() => bench.terminal.health().state === 'busy');
      await bench.unplug();
      await bench.run(paying);
      await bench.plug();
      await bench.restart();
      expect(bench.terminal.health()).toMatchObject({ state: 'online', warnings: ['transaction-open'] });
      expect(await pay({ amount: 500, reference: 'S-000018' })).toMatchObject({ kind: 'refused', reason: 'busy' });
      const finding = bench.terminal.resolve(sale);
      bench.present();
      expect(await bench.run(finding)).toMatchObject({ kind: 'ok' });
      await bench.until(() => bench.terminal.health().warnings.length === 0);
      expect(bench.debits()).toEqual([sale]);
    });

    it('finds out at any later time, with other sales in between', async () => {
      bench.behave('approve-then-drop');
      await pay();
      bench.behave('approve');
      await bench.until(() => bench.terminal.health().state === 'online');
      for (const number of [18, 19, 20]) expect(await pay({ amount: sale.amount, reference: `S-0000${number}` })).toMatchObject({ kind: 'ok' });
      await bench.restart();
      expect(await bench.run(bench.terminal.resolve(sale))).toMatchObject({ kind: 'ok' });
    });

    it('loses its power while a card is awaited: nothing is debited, and that is found out', async () => {
      bench.behave('wait');
      const paying = bench.terminal.pay(sale);
      await bench.until(() => bench.terminal.health().state === 'busy');
      bench.power(false);
      expect(await bench.run(paying)).toMatchObject({ kind: 'unknown' });
      await bench.until(() => bench.terminal.health().state === 'offline');
      bench.power(true);
      expect(await bench.run(bench.terminal.resolve(sale))).toMatchObject({ kind: 'refused' });
      bench.behave('approve');
      await bench.until(() => bench.terminal.health().state === 'online');
      expect(await pay({ amount: 500, reference: 'S-000018' })).toMatchObject({ kind: 'ok' });
    });

    it('cancels the last sale whole', async () => {
      await pay();
      expect(await bench.run(bench.terminal.cancel({ amount: sale.amount, reference: 'A-1', original: sale.reference }))).toEqual({ kind: 'ok', value: undefined });
      expect(bench.givenBack()).toBe(sale.amount);
      expect(bench.debits()).toEqual([]);
    });

    it('cancels neither a part, nor twice, nor another sale than the one it names', async () => {
      await pay();
      await pay({ amount: 500, reference: 'S-000018' });
      const cancel = (amount: number, original: string, reference: string) => bench.run(bench.terminal.cancel({ amount, reference, original }));
      const older = await cancel(sale.amount, sale.reference, 'A-1');
      expect(older.kind).toBe(bench.cancels === 'any' ? 'ok' : 'refused');
      const back = bench.cancels === 'any' ? sale.amount : 0;
      expect(bench.givenBack()).toBe(back);
      expect(await cancel(100, 'S-000018', 'A-2')).toMatchObject({ kind: 'refused' });
      expect(await cancel(500, 'S-000018', 'A-3')).toMatchObject({ kind: 'ok' });
      expect(await cancel(500, 'S-000018', 'A-4')).toMatchObject({ kind: 'refused' });
      expect(bench.givenBack()).toBe(back + 500);
    });

    it('refunds a part of a sale', async () => {
      await pay();
      expect(await bench.run(bench.terminal.refund({ amount: 234, reference: 'R-1', original: sale.reference }))).toEqual({ kind: 'ok', value: undefined });
      expect(bench.givenBack()).toBe(234);
    });

    it.each(['cancel', 'refund'] as const)('never says that money did not go back when the answer to a %s was lost', async (means) => {
      await pay();
      bench.behave('approve-then-drop');
      const amount = means === 'cancel' ? sale.amount : 234;
      const outcome = await bench.run(bench.terminal[means]({ amount, reference: 'R-1', original: sale.reference }));
      expect(bench.givenBack()).toBe(amount);
      // A protocol that can be asked knows; the others do not, and say so.
      expect(['ok', 'unknown']).toContain(outcome.kind);
    });

    it('gives nothing back for a sale that was not debited', async () => {
      bench.behave('decline');
      await pay();
      bench.behave('approve');
      expect((await bench.run(bench.terminal.cancel({ amount: sale.amount, reference: 'A-1', original: sale.reference }))).kind).toBe('refused');
      expect(bench.givenBack()).toBe(0);
    });

    it('ends what is under way as unknown when it is stopped, and takes nothing after', async () => {
      const paying = bench.terminal.pay(sale);
      await bench.until(() => bench.terminal.health().state === 'busy');
      await bench.run(bench.terminal.stop());
      expect(await bench.run(paying)).toMatchObject({ kind: 'unknown' });
      expect(bench.terminal.health()).toMatchObject({ state: 'offline' });
      expect(await pay()).toMatchObject({ kind: 'not-done', reason: 'unavailable' });
      expect(await bench.run(bench.terminal.resolve(sale))).toMatchObject({ kind: 'unknown' });
    });

    it('answers a test without any payment, and fails it when it cannot be reached', async () => {
      expect(await bench.run(bench.terminal.test())).toMatchObject({ kind: 'ok' });
      await bench.unplug();
      expect(await bench.run(bench.terminal.test())).toMatchObject({ kind: 'not-done', reason: 'unavailable' });
      expect(bench.terminal.health().state).toBe('offline');
      expect(await bench.run(bench.terminal.test())).toMatchObject({ kind: 'not-done', reason: 'unavailable' });
      await bench.plug();
      await bench.until(() => bench.terminal.health().state === 'online');
      expect(await bench.run(bench.terminal.test())).toMatchObject({ kind: 'ok' });
      expect(bench.debits()).toEqual([]);
    });

    it('works again when it is started after a stop', async () => {
      await bench.run(bench.terminal.stop());
      bench.terminal.start();
      await bench.until(() => bench.terminal.health().state === 'online');
      expect(await pay()).toMatchObject({ kind: 'ok' });
    });
  });
}
