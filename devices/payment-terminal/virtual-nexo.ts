import type { Clock } from '../clock.ts';
import type { BytePort } from '../wire/wire.ts';
import { httpAnswer, readHttp } from './virtual-http.ts';
import { nexoKnobs, type NexoKnobs } from './virtual-knobs.ts';
import type { VirtualTransaction } from './virtual-sales.ts';
import { VirtualTerminal, type Ended, type Ending, type VirtualPaymentTerminal } from './virtual-terminal.ts';

const poiId = 'VIRTUAL-0001';
/** What a driver must be told about this terminal, as it would be from an acquirer's paper. */
export const virtualNexoSettings = { poiId } as const;

export function createVirtualNexo(options: { readonly clock: Clock; readonly knobs?: unknown }): VirtualPaymentTerminal<NexoKnobs> {
  return new Terminal(options.clock, nexoKnobs, options.knobs);
}

type Json = Record<string, unknown>;

interface Message {
  readonly category: string;
  readonly serviceId: string;
  readonly saleId: string;
  readonly header: Json;
  readonly body: Json;
}

/** What it keeps of a transaction: the answer it gave or would have given; null while it goes on. */
interface Kept {
  readonly header: Json;
  readonly sale: number;
  answer: Json | null;
}

/** How a sale may end. Nobody presenting a card in time is a cancellation: the protocol has no other word for it. */
const conditions = { decline: 'Refusal', cancel: 'Cancel', timeout: 'Cancel', abort: 'Aborted' } as const satisfies Record<Exclude<Ending, 'approve'>, string>;
const readers = { contactless: 'Contactless', chip: 'ICC' } as const;

/**
 * A payment terminal as the till sees it over nexo Retailer 3.0: JSON by POST to /nexo. Written from `devices.md` 4.4 without the
 * driver's codec. Behind a connection of its own it speaks TLS, as every real one does.
 */
class Terminal extends VirtualTerminal<NexoKnobs> {
  readonly protocol = 'nexo-retailer';
  readonly overTls = true;
  /** Tills that have logged in since the power came. */
  readonly #loggedIn = new Set<string>();
  readonly #kept = new Map<string, Kept>();
  /** Every identifier that was ever used. */
  readonly #used = new Set<string>();
  readonly #received = new WeakMap<BytePort, string>();

  protected hear(port: BytePort, bytes: Buffer): void {
    if (this.knobs().silent) return;
    const text = (this.#received.get(port) ?? '') + bytes.toString('latin1');
    this.#received.set(port, text);
    const request = readHttp(text);
    if (request === null) return;
    this.#received.delete(port);
    if (this.knobs().httpStatus !== 200) return this.write(port, httpAnswer(this.knobs().httpStatus, ''));
    if (request.method !== 'POST' || request.path !== '/nexo') return this.write(port, httpAnswer(404, ''));
    const message = readMessage(request.body);
    if (message === null) return this.write(port, httpAnswer(400, ''));
    this.#serve(port, message);
  }

  protected override powerLost(): void {
    this.#loggedIn.clear();
    for (const kept of this.#kept.values()) kept.answer ??= { PaymentResponse: { Response: failure('Aborted') } };
  }

  #serve(port: BytePort, message: Message): void {
    const { category, serviceId, saleId } = message;
    const refuse = (condition: string): void => this.#answer(port, message, { [`${category}Response`]: { Response: failure(condition) } });
    if (message.header['POIID'] !== poiId) return refuse('UnavailableDevice');
    if (!/^[0-9A-Z]{1,10}$/.test(serviceId) || this.#used.has(serviceId)) return refuse('MessageFormat');
    this.#used.add(serviceId);
    if (category !== 'Login' && !this.#loggedIn.has(saleId)) return refuse('LoggedOut');
    switch (category) {
      case 'Login':
        return this.#login(port, message);
      case 'Diagnosis':
        return this.#answer(port, message, { DiagnosisResponse: { Response: success, POIStatus: { GlobalStatus: this.occupied ? 'Busy' : this.knobs().condition, PrinterStatus: 'OK' } } });
      case 'Payment':
        return this.#pay(port, message);
      case 'Reversal':
        return this.#reverse(port, message);
      case 'TransactionStatus':
        return this.#status(port, message);
      case 'Abort':
        if (this.#kept.get(referred(message.body))?.answer === null) this.end('abort');
        // There is no AbortResponse: the connection ends with an empty answer.
        return this.write(port, httpAnswer(200, ''));
      default:
        return refuse('UnavailableService');
    }
  }

  #login(port: BytePort, message: Message): void {
    this.#loggedIn.add(message.saleId);
    this.#answer(port, message, {
      LoginResponse: {
        Response: success,
        POISystemData: {
          DateTime: this.#now(),
          POISoftware: { ManufacturerID: 'Moulin', ApplicationName: 'Terminal virtuel', SoftwareVersion: '1.0', CertificationCode: 'NONE' },
          POITerminalData: { TerminalEnvironment: 'Unattended', POICapabilities: ['ICC', 'EMVContactless'], POISerialNumber: '0001' },
        },
      },
    });
  }

  #pay(port: BytePort, message: Message): void {
    const { SaleData, PaymentTransaction, PaymentData } = message.body as { SaleData?: { SaleTransactionID?: { TransactionID?: string } }; PaymentTransaction?: Json; PaymentData?: { PaymentType?: string } };
    const refuse = (condition: string): void => this.#answer(port, message, { PaymentResponse: { Response: failure(condition) } });
    const { Currency, RequestedAmount } = (PaymentTransaction?.['AmountsReq'] ?? {}) as { Currency?: string; RequestedAmount?: number };
    const reference = SaleData?.SaleTransactionID?.TransactionID;
    const cents = inCents(RequestedAmount);
    const type = PaymentData?.PaymentType ?? 'Normal';
    if (reference === undefined || cents === null) return refuse('MessageFormat');
    if (Currency !== 'EUR') return refuse('PaymentRestriction');
    if (this.knobs().busy || this.occupied) return refuse('Busy');
    const credit = type === 'Refund';
    if (credit && !this.#refundable(PaymentTransaction, cents)) return refuse('NotAllowed');
    const kept: Kept = { header: { ...message.header, MessageType: 'Response' }, sale: this.sales.list().length + 1, answer: null };
    this.#kept.set(message.serviceId, kept);
    this.begin(port, { reference, cents, credit }, (ended) => {
      kept.answer = { PaymentResponse: this.#paymentResponse(ended, type) };
      if (ended.lost) return void port.close();
      const said = ended.contradicted ? { PaymentResponse: { ...this.#paymentResponse({ ...ended, contradicted: false }, type), Response: { Result: 'Success', ErrorCondition: 'Refusal' } } } : kept.answer;
      this.#answer(port, message, said);
    });
    if (this.knobs().foreignAnswer) this.#answer(port, { ...message, header: { ...message.header, ServiceID: 'ANOTHER' } }, { PaymentResponse: { Response: success } });
  }

  /** A part of a sale that is debited still, up to what is left of it. */
  #refundable(transaction: Json | undefined, cents: number): boolean {
    const sale = this.#sale(transaction?.['OriginalPOITransaction'] as Json | undefined);
    if (sale?.fate !== 'approved') return false;
    const { approved, cancelled, refunded } = this.sales.totals();
    return cents <= sale.amount && cents <= approved - cancelled - refunded;
  }

  #reverse(port: BytePort, message: Message): void {
    const sale = this.#sale(message.body['OriginalPOITransaction'] as Json | undefined);
    const kept: Kept = { header: { ...message.header, MessageType: 'Response' }, sale: sale?.number ?? 0, answer: null };
    this.#kept.set(message.serviceId, kept);
    if (sale?.fate !== 'approved') {
      kept.answer = { ReversalResponse: { Response: failure(sale ? 'NotAllowed' : 'NotFound') } };
      return this.#answer(port, message, kept.answer);
    }
    this.show('card-expected', sale.amount);
    this.after(this.knobs().delayMs, () => {
      this.show('cancelled', sale.amount);
      this.sales.settle(sale.number, 'cancelled');
      kept.answer = { ReversalResponse: { Response: success, ReversedAmount: inEuros(sale.amount) } };
      if (this.knobs().resetAfterApproval) return void port.close();
      this.#answer(port, message, kept.answer);
    });
  }

  #status(port: BytePort, message: Message): void {
    const kept = this.#kept.get(referred(message.body));
    const answer = (Response: Json, more: Json = {}): void => this.#answer(port, message, { TransactionStatusResponse: { Response, MessageReference: message.body['MessageReference'], ...more } });
    if (!kept) return answer(failure('NotFound'));
    if (kept.answer === null) return answer(failure('InProgress'));
    answer(success, { RepeatedMessageResponse: { MessageHeader: kept.header, RepeatedResponseMessageBody: kept.answer } });
  }

  #paymentResponse({ ending, sale, contradicted }: Ended, type: string): Json {
    const names = { SaleData: { SaleTransactionID: { TransactionID: sale.reference, TimeStamp: this.#now() } }, POIData: { POITransactionID: { TransactionID: `V${sale.number}`, TimeStamp: this.#now() } } };
    if (ending !== 'approve' || contradicted) return { Response: failure(ending === 'approve' ? 'Refusal' : conditions[ending]), ...names };
    const { partial, masked } = this.knobs();
    const amount = partial ? Math.ceil(sale.amount / 2) : sale.amount;
    return {
      Response: { Result: partial ? 'Partial' : 'Success', AdditionalResponse: 'merchantAccount=VIRTUEL' },
      ...names,
      PaymentResult: {
        PaymentType: type,
        PaymentInstrumentData: { PaymentInstrumentType: 'Card', CardData: { PaymentBrand: 'CB', MaskedPan: `497010${masked ? '******' : '000000'}${sale.cardLast4}`, EntryMode: [readers[this.reader]] } },
        AmountsResp: { Currency: 'EUR', AuthorizedAmount: inEuros(amount) },
        OnlineFlag: true,
        PaymentAcquirerData: { AcquirerID: '1', ApprovalCode: sale.authorisation },
      },
    };
  }

  #sale(original: Json | undefined): VirtualTransaction | undefined {
    const id = (original?.['POITransactionID'] as { TransactionID?: string } | undefined)?.TransactionID;
    return this.sales.list().find(({ number }) => id === `V${number}`);
  }

  #answer(port: BytePort, { category, header }: Message, body: Json): void {
    // What goes wrong goes wrong with card transactions; the visits in between stay well.
    const card = category === 'Payment' || category === 'Reversal';
    const whole = { MessageHeader: { ...header, MessageType: 'Response' }, ...structuredClone(body) };
    if (card) falsify(whole, this.knobs().wrongEcho);
    const text = httpAnswer(200, JSON.stringify({ SaleToPOIResponse: whole }));
    if (card && header['ServiceID'] !== 'ANOTHER') this.deliver(port, text);
    else this.write(port, text);
  }

  #now(): string {
    return new Date(this.clock.now()).toISOString();
  }
}

const success: Json = { Result: 'Success' };

function failure(condition: string): Json {
  return { Result: 'Failure', ErrorCondition: condition, AdditionalResponse: 'message=virtuel' };
}

function readMessage(text: string): Message | null {
  try {
    const { SaleToPOIRequest: request } = JSON.parse(text) as { SaleToPOIRequest: Json };
    const header = request['MessageHeader'] as Record<string, string>;
    const { MessageCategory: category, ServiceID: serviceId, SaleID: saleId, MessageClass, MessageType } = header;
    const body = request[`${category}Request`] as Json | undefined;
    if (!category || !serviceId || !saleId || !body || MessageClass !== 'Service' || MessageType !== 'Request') return null;
    return { category, serviceId, saleId, header, body };
  } catch {
    return null;
  }
}

function referred(body: Json): string {
  return (body['MessageReference'] as { ServiceID?: string } | undefined)?.ServiceID ?? '';
}

function inCents(euros: number | undefined): number | null {
  const cents = Math.round((euros ?? 0) * 100);
  return cents > 0 && Math.abs(cents / 100 - (euros ?? 0)) < 1e-9 ? cents : null;
}

function inEuros(cents: number): number {
  return Number((cents / 100).toFixed(2));
}

/** Turns one thing of an answer into that of another. */
function falsify(message: { MessageHeader: Json; PaymentResponse?: { SaleData?: { SaleTransactionID: Json }; PaymentResult?: { AmountsResp: Json } } }, what: NexoKnobs['wrongEcho']): void {
  const { MessageHeader: header, PaymentResponse: payment } = message;
  const amounts = payment?.PaymentResult?.AmountsResp ?? {};
  switch (what) {
    case 'none': return;
    case 'amount': return void Object.assign(amounts, { AuthorizedAmount: inEuros(Math.round(Number(amounts['AuthorizedAmount'] ?? 0) * 100) + 1) });
    case 'currency': return void Object.assign(amounts, { Currency: 'USD' });
    case 'till': return void Object.assign(header, { SaleID: 'ANOTHER' });
    case 'terminal': return void Object.assign(header, { POIID: 'ANOTHER' });
    case 'service': return void Object.assign(header, { ServiceID: 'ANOTHER' });
    case 'reference': return void Object.assign(payment?.SaleData?.SaleTransactionID ?? {}, { TransactionID: 'ANOTHER' });
  }
}
