import type { z } from 'zod';
import { delay, type Clock } from '../clock.ts';
import { notDone, okWith, refused, unknown, type Outcome } from '../outcome.ts';
import type { OpenWire } from '../wire/wire.ts';
import { decimalOf, mostCents } from './nexo-amount.ts';
import { NexoLine, type Heard } from './nexo-line.ts';
import type { Asked, TransactionId } from './nexo-message.ts';
import { serviceIdOf } from './nexo-service-id.ts';
import { nexoSettings, type NexoSettings } from './nexo-settings.ts';
import { foundIn, saleIn, verdictOf, type Found, type Move } from './nexo-status.ts';
import { undecided, type Verdict } from './nexo-verdict.ts';
import type { Approval, GivingBack, PastTransaction, PaymentTerminal, Refusal, Transaction } from './payment-terminal.ts';
import { identityOf, VisitedTerminal, withoutApproval, type TerminalIdentity } from './visited-terminal.ts';

/** How often the terminal is asked how it is. */
export const diagnosisEvery = 10_000;
/** A login or a diagnosis needs no person. */
const visitTimeout = 5_000;
/** How long a payment may take: Westpay's figure; Adyen cancels by itself after 120 s (`devices.md` 4.4). */
export const paymentTimeout = 130_000;
/** A status request needs no person either. */
export const statusTimeout = 15_000;
/** While a transaction is in progress, it is asked for again this often. */
export const statusPollEvery = 2_000;
/** So long after an abort the transaction must have ended; then nobody knows. */
const abortPatience = 10_000;

export { nexoSettings, type NexoSettings };

export interface NexoOptions {
  readonly open: OpenWire;
  readonly clock: Clock;
  readonly settings?: z.input<typeof nexoSettings>;
}

/** A terminal of nexo Retailer 3.x over HTTP. @throws ZodError on settings that name what is wrong. */
export function createNexoRetailer(options: NexoOptions): PaymentTerminal {
  return new NexoRetailer(options.open, options.clock, nexoSettings.parse(options.settings ?? {}));
}

class NexoRetailer extends VisitedTerminal {
  readonly driver = 'nexo-retailer';
  protected readonly mostCents = mostCents;
  readonly #line: NexoLine;
  readonly #settings: NexoSettings;
  /** The move whose answer is awaited, so that stopping can call it off. */
  #awaited: Move | null = null;
  /** `GlobalStatus` of the last diagnosis. */
  #status = 'OK';

  constructor(open: OpenWire, clock: Clock, settings: NexoSettings) {
    super(clock, diagnosisEvery);
    this.#line = new NexoLine(open, clock, settings);
    this.#settings = settings;
  }

  /** A card that is still awaited is called off: nobody shall pay a machine that has stopped. */
  override async stop(): Promise<void> {
    const awaited = this.#awaited;
    this.hangUp();
    if (awaited) await this.#abort(awaited, new AbortController().signal);
    await this.supervision.stop();
  }

  pay({ amount, reference }: Transaction): Promise<Outcome<Approval, Refusal>> {
    return this.fifo.run(async () => {
      const unable = this.unable({ amount, reference });
      if (unable) return unable;
      const move: Move = { category: 'Payment', serviceId: serviceIdOf(reference), amount, reference, paymentType: 'Normal' };
      const outcome = await this.#move(move, this.#paymentRequest(move));
      if (outcome.kind === 'unknown' && outcome.reason === 'timed-out') await this.#abort(move);
      return outcome;
    });
  }

  resolve(transaction: PastTransaction): Promise<Outcome<Approval, Refusal>> {
    return this.fifo.run(async () => {
      const unsendable = this.unsendable(transaction);
      if (unsendable) return unsendable;
      const { amount, reference, requestedAt } = transaction;
      const outcome = await this.#recover({ category: 'Payment', serviceId: serviceIdOf(reference), amount, reference, paymentType: 'Normal' }, requestedAt);
      // What was left open is known now; the next diagnosis says whether there is more.
      if (outcome.kind !== 'unknown') this.openTransaction = false;
      this.reportWarnings();
      return outcome;
    });
  }

  /** A reversal of the whole sale, named by the terminal's own identification of it, which is asked for: it survives our restarts. */
  cancel(transaction: GivingBack): Promise<Outcome<void, Refusal>> {
    return this.#giveBack(transaction, (reference, sale) => ({
      move: { category: 'Reversal', serviceId: serviceIdOf(reference), amount: transaction.amount, reference, paymentType: 'Normal' },
      body: { SaleData: this.#saleData(reference), OriginalPOITransaction: { POITransactionID: sale }, ReversalReason: 'Unable2Compl' },
      whole: true,
    }));
  }

  /** Tied to the sale it is of: the terminal cannot credit another card than the one that paid. */
  refund(transaction: GivingBack): Promise<Outcome<void, Refusal>> {
    return this.#giveBack(transaction, (reference, sale) => {
      const move: Move = { category: 'Payment', serviceId: serviceIdOf(reference), amount: transaction.amount, reference, paymentType: 'Refund' };
      return { move, body: this.#paymentRequest(move, sale), whole: false };
    });
  }

  #giveBack(
    { amount, reference, original }: GivingBack,
    request: (reference: string, sale: TransactionId) => { readonly move: Move; readonly body: object; readonly whole: boolean },
  ): Promise<Outcome<void, Refusal>> {
    return this.fifo.run(async () => {
      const unable = this.unable({ amount, reference }, original);
      if (unable) return unable;
      const sale = await this.#saleOf(original);
      if (sale.kind !== 'ok') return sale;
      const { move, body, whole } = request(reference, sale.value.transaction);
      if (whole ? sale.value.amount !== amount : sale.value.amount < amount) return refused('not-supported', 'that sale was of another amount');
      const outcome = await this.#move(move, body);
      // An answer that was lost can be asked for; only when that fails too is it for a person.
      return withoutApproval(outcome.kind === 'unknown' ? await this.#recover(move) : outcome);
    });
  }

  /** The terminal's own name of a sale of ours, and for how much it was. Nothing has happened when it cannot tell. */
  async #saleOf(reference: string): Promise<Outcome<{ readonly transaction: TransactionId; readonly amount: number }, Refusal>> {
    const asked: Asked = { category: 'Payment', serviceId: serviceIdOf(reference) };
    const heard = await this.#askStatus(asked);
    if (heard.kind !== 'answer') return notDone('unavailable', heard.detail);
    const sale = saleIn(heard.answer, reference, asked, this.#settings);
    return sale ? okWith(sale) : refused('unavailable', 'the terminal knows of no such sale that was debited');
  }

  async #move(move: Move, body: object): Promise<Outcome<Approval, Refusal>> {
    this.report('busy');
    this.#awaited = move;
    const heard = await this.#ask(move, body, paymentTimeout);
    this.#awaited = null;
    if (heard.kind === 'unsent') return this.unreached('unavailable', heard.detail);
    const verdict = heard.kind === 'answer' ? verdictOf(heard.answer, move) : heard;
    await this.reportAnswer(verdict);
    return this.#outcome(verdict);
  }

  /** Asks what became of a move until it has ended, with an abort when it should long have. */
  async #recover(move: Move, since = this.clock.now()): Promise<Outcome<Approval, Refusal>> {
    const inTime = await this.#poll(move, paymentTimeout, since);
    if (inTime.kind !== 'unknown' || inTime.reason !== 'busy' || this.stopping.aborted) return inTime;
    await this.#abort(move);
    return this.#poll(move, abortPatience, since);
  }

  async #poll(move: Move, patience: number, since: number): Promise<Outcome<Approval, Refusal>> {
    const until = this.clock.now() + patience;
    for (;;) {
      if (this.stopping.aborted) return unknown('unavailable', 'stopped');
      const found = await this.#find(move);
      if (found.kind === 'not-found') return this.#remembers(since) ? refused('timed-out', 'the terminal has never seen this transaction') : unknown('unavailable', 'the terminal may have forgotten this transaction');
      if (found.kind !== 'in-progress') return this.#outcome(found);
      if (this.clock.now() >= until) return unknown('busy', 'the transaction is still in progress');
      await delay(this.clock, statusPollEvery);
    }
  }

  /** Whether the terminal would surely still know what happened then. */
  #remembers(since: number): boolean {
    return this.clock.now() - since <= this.#settings.remembersHours * 3_600_000;
  }

  async #find(move: Move): Promise<Found> {
    const heard = await this.#askStatus(move);
    if (heard.kind === 'unsent') return undecided(heard.detail);
    if (heard.kind === 'undecided') return heard;
    return foundIn(heard.answer, move, this.#settings);
  }

  /** A terminal that has restarted knows no login any more: it is told again, and asked again. */
  async #askStatus(about: Asked): Promise<Heard> {
    const MessageReference = { MessageCategory: about.category, SaleID: this.#settings.saleId, ServiceID: about.serviceId };
    const question = (): Promise<Heard> => this.#ask(this.#line.question('TransactionStatus'), { MessageReference, ReceiptReprintFlag: false }, statusTimeout);
    const heard = await question();
    const loggedOut = heard.kind === 'answer' && heard.answer.TransactionStatusResponse?.Response.ErrorCondition === 'LoggedOut';
    if (!loggedOut) return heard;
    try {
      await this.#login();
    } catch (error) {
      return { kind: 'unsent', detail: (error as Error).message };
    }
    return question();
  }

  /** Calls a transaction off. There is no answer to it: what came of it, the transaction's own outcome says (`devices.md` 4.4). */
  async #abort(move: Move, signal = this.stopping): Promise<void> {
    const MessageReference = { MessageCategory: move.category, SaleID: this.#settings.saleId, ServiceID: move.serviceId };
    await this.#line.ask(this.#line.question('Abort'), { MessageReference, AbortReason: 'NoAnswer' }, visitTimeout, signal);
  }

  protected async identify(): Promise<TerminalIdentity> {
    const identity = await this.#login();
    await this.visit();
    return identity;
  }

  async #login(): Promise<TerminalIdentity> {
    const { language, certificationCode, serial } = this.#settings;
    const heard = await this.#ask(this.#line.question('Login'), {
      DateTime: this.#timeStamp(),
      SaleSoftware: { ManufacturerID: 'Moulin', ApplicationName: 'Moulin', SoftwareVersion: '1', CertificationCode: certificationCode },
      SaleTerminalData: { TerminalEnvironment: 'Unattended', SaleCapabilities: ['PrinterReceipt'] },
      OperatorLanguage: language,
    });
    const login = heard.kind === 'answer' ? heard.answer.LoginResponse : undefined;
    if (login === undefined) throw new Error(heard.kind === 'answer' ? 'the answer to the login holds none' : heard.detail);
    if (login.Response.Result !== 'Success') throw new Error('the terminal refuses the login: check SaleID and POIID with the acquirer');
    const { POISoftware: software, POITerminalData: terminal } = login.POISystemData ?? {};
    if (serial !== null && terminal?.POISerialNumber !== serial) throw new Error('another card terminal than the configured one has answered: its serial number differs');
    const known = { manufacturer: software?.ManufacturerID, model: software?.ApplicationName, firmware: software?.SoftwareVersion, serial: terminal?.POISerialNumber };
    return { protocol: 'nexo Retailer', ...identityOf(known) };
  }

  /** A diagnosis. */
  protected async visit(): Promise<void> {
    const heard = await this.#ask(this.#line.question('Diagnosis'), { HostDiagnosisFlag: false });
    const diagnosis = heard.kind === 'answer' ? heard.answer.DiagnosisResponse : undefined;
    if (diagnosis === undefined) throw new Error(heard.kind === 'answer' ? 'the answer to the diagnosis holds none' : heard.detail);
    if (diagnosis.Response.Result !== 'Success') throw new Error(diagnosis.Response.ErrorCondition === 'LoggedOut' ? 'the terminal has restarted' : 'the terminal cannot say how it is');
    this.#status = diagnosis.POIStatus?.GlobalStatus ?? 'OK';
  }

  /** Nothing of ours is under way when it is asked: what keeps it busy was left there, as by a crash. */
  protected reportVisit(): void {
    this.openTransaction = this.#status === 'Busy';
    switch (this.#status) {
      case 'OK':
      case 'Busy':
        return this.report('online');
      case 'Unreachable':
        return this.supervision.health.report({ state: 'offline', cause: 'the terminal does not reach its bank', action: 'check-cable', warnings: this.warnings() });
      default:
        return this.supervision.health.report({ state: 'hardware-error', cause: 'the terminal is under maintenance', action: 'call-technician', warnings: this.warnings() });
    }
  }

  #ask(asked: Asked, body: object, timeout = visitTimeout): Promise<Heard> {
    return this.#line.ask(asked, body, timeout, this.stopping);
  }

  #outcome(verdict: Verdict): Outcome<Approval, Refusal> {
    switch (verdict.kind) {
      case 'done':
        if (verdict.unmasked) this.cardNumberSeen();
        return okWith(verdict.approval);
      case 'reversed': return okWith(nothingOfACard);
      case 'refused': return refused(verdict.reason, verdict.detail);
      case 'undecided': return unknown(verdict.reason, verdict.detail);
    }
  }

  #paymentRequest({ amount, reference, paymentType }: Move, original?: TransactionId): object {
    return {
      SaleData: this.#saleData(reference),
      PaymentTransaction: { AmountsReq: { Currency: 'EUR', RequestedAmount: decimalOf(amount) }, ...(original ? { OriginalPOITransaction: { POITransactionID: original } } : {}) },
      PaymentData: { PaymentType: paymentType },
    };
  }

  #saleData(reference: string): object {
    return { SaleTransactionID: { TransactionID: reference, TimeStamp: this.#timeStamp() } };
  }

  #timeStamp(): string {
    return new Date(this.clock.now()).toISOString();
  }
}

const nothingOfACard: Approval = { authorisation: null, cardLast4: null };
