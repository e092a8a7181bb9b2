import type { z } from 'zod';
import { delay, type Clock } from '../clock.ts';
import { okWith, refused, unknown, type Outcome } from '../outcome.ts';
import type { OpenWire } from '../wire/wire.ts';
import { verdictOf, type Verdict } from './caisse-ap-answer.ts';
import { answerTimeout, exchange, type Exchange } from './caisse-ap-exchange.ts';
import { caisseApSettings, type CaisseApSettings } from './caisse-ap-settings.ts';
import { approvalOf, provesSale, ticketOf, wallClock } from './caisse-ap-ticket.ts';
import { isWholeCardNumber, lastFourOf } from './card-number.ts';
import type { Approval, GivingBack, PaymentTerminal, Refusal, Transaction } from './payment-terminal.ts';
import type { TlvRecord } from './tlv.ts';
import { identityOf, VisitedTerminal, withoutApproval, type TerminalIdentity } from './visited-terminal.ts';

/** How often the terminal is asked whether it is still there. A short visit each time; no connection stands in between. */
export const heartbeatEvery = 10_000;
/** A terminal answers an identification by itself, without a person. */
const identificationTimeout = 5_000;
/** The identification decides nothing about money: a shorter quiet than `answerQuiet` costs at most a detail of it. */
const identificationQuiet = 100;
/** A status request needs no person either. */
export const statusTimeout = 15_000;
/** While the terminal says that the sale is still under way, it is asked again this often. */
export const statusPollEvery = 2_000;
/**
 * After another's answer ours may follow at once, but need not: then the terminal is asked, and the customer sees that it is, instead
 * of a screen that waits for a card to the end of the terminal's own time.
 */
export const strangerPatience = 5_000;
/** After this long no answer to a payment can come any more, however late: the terminal's own time, twice, and as much again. */
const lateAnswerLimit = 3 * answerTimeout;
/** How far the terminal's clock may be from ours when the time on a ticket is compared. */
const ticketClockTolerance = 5 * 60_000;

/** CD: what is asked of the terminal (`devices.md` 4.2). */
const actions = { debit: '0', credit: '1', cancellation: '2', duplicate: '3', identification: 'I', status: 'T' } as const;
/** CB has 12 digits. */
const mostCents = 999_999_999_999;
/** CE: euro, ISO 4217. */
const euro = '978';

export { caisseApSettings, type CaisseApSettings };

export interface CaisseApOptions {
  readonly open: OpenWire;
  readonly clock: Clock;
  readonly settings?: z.input<typeof caisseApSettings>;
}

/** A terminal of Caisse-AP over IP (Concert V3). @throws ZodError on settings that name what is wrong. */
export function createCaisseAp(options: CaisseApOptions): PaymentTerminal {
  return new CaisseAp(options.open, options.clock, caisseApSettings.parse(options.settings ?? {}));
}

type Unsettled = { readonly amount: number; readonly sentAt: number };

class CaisseAp extends VisitedTerminal {
  readonly driver = 'caisse-ap';
  protected readonly mostCents = mostCents;
  readonly #open: OpenWire;
  readonly #settings: CaisseApSettings;
  /** Payments sent whose fate is not known yet, by reference: their late answers must not be taken for another's. */
  readonly #unsettled = new Map<string, Unsettled>();

  constructor(open: OpenWire, clock: Clock, settings: CaisseApSettings) {
    super(clock, heartbeatEvery);
    this.#open = open;
    this.#settings = settings;
  }

  pay(transaction: Transaction): Promise<Outcome<Approval, Refusal>> {
    return this.fifo.run(async () => {
      const sentAt = this.clock.now();
      const outcome = await this.#transact(actions.debit, transaction, transaction.reference);
      if (outcome.kind === 'unknown') this.#unsettled.set(transaction.reference, { amount: transaction.amount, sentAt });
      return outcome;
    });
  }

  /** CH names the sale to be cancelled, so that the terminal cannot cancel another one; the amount is the same (`devices.md` 4.2). */
  async cancel(transaction: GivingBack): Promise<Outcome<void, Refusal>> {
    return withoutApproval(await this.fifo.run(() => this.#transact(actions.cancellation, transaction, transaction.original)));
  }

  /** A credit is a transaction of its own, with its own reference: the protocol does not tie it to a sale. */
  async refund(transaction: GivingBack): Promise<Outcome<void, Refusal>> {
    return withoutApproval(await this.fifo.run(() => this.#transact(actions.credit, transaction, transaction.reference)));
  }

  resolve(transaction: Transaction): Promise<Outcome<Approval, Refusal>> {
    return this.fifo.run(async () => {
      const outcome = await this.#climb(transaction);
      if (outcome.kind !== 'unknown') this.#unsettled.delete(transaction.reference);
      return outcome;
    });
  }

  async #transact(action: string, { amount, reference }: Transaction, named: string): Promise<Outcome<Approval, Refusal>> {
    const unable = this.unable({ amount, reference }, named);
    if (unable) return unable;
    this.report('busy');
    const request = this.#request(action, [{ tag: 'CB', value: digits(amount) }, { tag: 'CH', value: named }]);
    const answer = await exchange(request, { ...this.#asking(answerTimeout), ...(this.#canBeAsked ? { strangerPatience } : {}) });
    if (!answer.sent) return this.unreached(answer.reason, answer.detail);
    const verdict = this.#unambiguous(verdictOf(request, answer), amount, reference);
    await this.reportAnswer(verdict);
    return this.#outcome(verdict);
  }

  /** Whoever knows how this terminal says "not found" has its paper, and so its status request. Without one, hearing ours to the end is all there is. */
  get #canBeAsked(): boolean {
    return this.#settings.status && this.#settings.notFound !== null;
  }

  /** Without the echoed reference, the late answer to an earlier payment of the same amount looks like this one's. */
  #unambiguous(verdict: Verdict, amount: number, reference: string): Verdict {
    if (verdict.kind === 'undecided' || verdict.fields.has('CH')) return verdict;
    for (const [other, { amount: owed, sentAt }] of this.#unsettled) {
      if (this.clock.now() - sentAt > lateAnswerLimit) this.#unsettled.delete(other);
      else if (other !== reference && owed === amount) {
        return { kind: 'undecided', reason: 'unavailable', detail: 'answered without a reference, while an earlier payment of the same amount is unsettled' };
      }
    }
    return verdict;
  }

  #outcome(verdict: Verdict): Outcome<Approval, Refusal> {
    switch (verdict.kind) {
      case 'done': return okWith(this.#approval(verdict.fields));
      case 'refused': return refused(verdict.reason, refusalText(verdict.code));
      case 'undecided': return unknown(verdict.reason, verdict.detail);
    }
  }

  #approval(fields: ReadonlyMap<string, string>): Approval {
    const card = fields.get('AA');
    if (isWholeCardNumber(card)) this.cardNumberSeen();
    const authorisation = fields.get('AC') ?? '';
    return { authorisation: /^[0-9A-Za-z]{1,10}$/.test(authorisation) ? authorisation : null, cardLast4: lastFourOf(card) };
  }

  /** The ladder of `devices.md` 4.2. The first rung, listening to the end, `pay` has climbed already. */
  async #climb(transaction: Transaction): Promise<Outcome<Approval, Refusal>> {
    if (this.stopping.aborted) return unknown('unavailable', 'stopped');
    const unsendable = this.unsendable(transaction);
    if (unsendable) return unsendable;
    const { status, duplicate } = this.#settings;
    const steps = [...(status ? [() => this.#patientStatus(transaction)] : []), ...(duplicate ? [() => this.#duplicate(transaction)] : [])];
    let outcome: Outcome<Approval, Refusal> = unknown('not-supported', 'this terminal cannot be asked about a past payment');
    for (const step of steps) {
      outcome = await step();
      if (outcome.kind !== 'unknown') return outcome;
    }
    return outcome;
  }

  /** Asks again while the sale is under way, up to the terminal's own time: only then does its answer last. */
  async #patientStatus(transaction: Transaction): Promise<Outcome<Approval, Refusal>> {
    const until = this.clock.now() + answerTimeout;
    for (;;) {
      const outcome = await this.#status(transaction);
      if (outcome.kind !== 'unknown' || outcome.reason !== 'busy' || this.clock.now() >= until || this.stopping.aborted) return outcome;
      await delay(this.clock, statusPollEvery);
    }
  }

  async #status({ amount, reference }: Transaction): Promise<Outcome<Approval, Refusal>> {
    const request = this.#request(actions.status, [{ tag: 'CB', value: digits(amount) }, { tag: 'CH', value: reference }]);
    const answer = await this.#ask(request, statusTimeout);
    if (!answer.sent) return unknown(answer.reason, answer.detail);
    return this.#readStatus(verdictOf(request, answer));
  }

  /**
   * What AE and AF mean in the answer to a status request is nowhere published [K]: AE=10 may be the sale's or the
   * question's own. So only what can be read in one way counts. Debited: AE=10, AF=01 said outright, and our reference
   * repeated. Certainly not debited: AE=01, our reference repeated, and an AF that only a card transaction can have
   * (refused, forbidden, abandoned by the customer, input time-out) or the one set as `notFound`: the request never
   * reached the terminal, which we report as timed-out.
   */
  #readStatus(verdict: Verdict): Outcome<Approval, Refusal> {
    if (verdict.kind === 'undecided') return unknown(verdict.reason, verdict.detail);
    if (verdict.kind === 'refused' && verdict.reason === 'busy') return unknown('busy', 'the terminal is busy');
    const named = verdict.fields.has('CH');
    if (verdict.kind === 'done') {
      return named && verdict.fields.get('AF') === '01' ? this.#outcome(verdict) : unknown('unavailable', 'the status answer does not name the payment');
    }
    if (named && verdict.code === '07') return unknown('busy', 'the payment is still under way');
    if (named && verdict.code !== null && ['04', '05', '06', '08'].includes(verdict.code)) return this.#outcome(verdict);
    if (named && verdict.code === this.#settings.notFound) return refused('timed-out', 'the terminal has never seen this payment');
    return unknown(verdict.reason, `the status could not be asked: ${refusalText(verdict.code)}`);
  }

  /** CH is left out of this request: a mere echo of it must not look like the reference on the ticket. */
  async #duplicate({ amount, reference }: Transaction): Promise<Outcome<Approval, Refusal>> {
    const request = this.#request(actions.duplicate, [{ tag: 'CB', value: digits(amount) }, { tag: 'CK', value: '100' }]);
    const answer = await this.#ask(request, statusTimeout);
    if (!answer.sent) return unknown(answer.reason, answer.detail);
    const verdict = verdictOf(request, answer);
    if (verdict.kind === 'undecided') return unknown(verdict.reason, verdict.detail);
    if (verdict.kind === 'refused') return unknown(verdict.reason, `no duplicate: ${refusalText(verdict.code)}`);
    const ticket = ticketOf(verdict.fields.get('ZT'));
    if (!ticket) return unknown('not-supported', 'the duplicate carries no readable ticket');
    const sent = this.#unsettled.get(reference)?.sentAt;
    const between = sent === undefined ? null : ([this.#wall(sent - ticketClockTolerance), this.#wall(this.clock.now() + ticketClockTolerance)] as const);
    // Another ticket, or one of a refusal, does not show that ours was not debited: it may have been the one before.
    return provesSale(ticket, { amount, reference, between }) ? okWith(approvalOf(ticket)) : unknown('unavailable', 'the last ticket is not that of this payment');
  }

  #wall(instant: number): string {
    return wallClock(instant, this.#settings.timeZone);
  }

  /** Without CB: whatever a peer makes of the action, a request without an amount cannot debit. */
  protected async identify(): Promise<TerminalIdentity> {
    const identity = { protocol: 'Caisse-AP over IP' };
    if (!this.#settings.identification) {
      const port = await this.#open(this.stopping);
      await port.close();
      return identity;
    }
    const request = this.#request(actions.identification, []);
    const answer = await exchange(request, { ...this.#asking(identificationTimeout), quiet: identificationQuiet });
    if (!answer.sent) throw new Error(answer.detail);
    // Any answer shows that it is there, "unknown action" included: identification is optional.
    const message = answer.malformed ? undefined : answer.messages.find(({ fields }) => fields.has('AE'));
    if (!message) throw new Error('the terminal takes the connection but gives no answer that can be read; if it does not know identification (CD I), set "identification" to false');
    const { fields } = message;
    // PayXpert: a bare AE=01 is "busy, or not in the foreground". Nothing of ours is under way: it was left there, as by a crash.
    this.openTransaction = fields.get('AE') === '01' && !fields.has('AF');
    // AQ, serial number: PayXpert's own tag; CG, the merchant's contract.
    return { ...identity, ...identityOf({ version: fields.get('CZ'), serial: fields.get('AQ'), contract: fields.get('CG') }) };
  }

  protected visit(): Promise<unknown> {
    return this.identify();
  }

  protected reportVisit(): void {
    this.report('online');
  }

  /** In the order of the example in `devices.md` 4.2; BA=0: the answer comes at the end of the transaction. */
  #request(action: string, rest: readonly TlvRecord[]): readonly TlvRecord[] {
    const { protocolVersion, terminalId, till } = this.#settings;
    return [
      { tag: 'CZ', value: protocolVersion },
      { tag: 'CJ', value: terminalId },
      { tag: 'CA', value: till },
      { tag: 'CE', value: euro },
      { tag: 'BA', value: '0' },
      { tag: 'CD', value: action },
      ...rest,
    ];
  }

  #ask(request: readonly TlvRecord[], timeout = answerTimeout): Promise<Exchange> {
    return exchange(request, this.#asking(timeout));
  }

  #asking(timeout: number): { open: OpenWire; clock: Clock; signal: AbortSignal; timeout: number } {
    return { open: this.#open, clock: this.clock, signal: this.stopping, timeout };
  }
}

/** CB: 2 to 12 digits of minor units (`devices.md` 4.2). */
function digits(amount: number): string {
  return String(amount).padStart(2, '0');
}

function refusalText(code: string | null): string {
  return code === null ? 'not done (AE=01)' : `not done (AE=01, AF=${code})`;
}
