import type { Clock } from '../clock.ts';
import { Knobs } from '../knobs.ts';
import type { Twin } from '../twin.ts';
import type { BytePort } from '../wire/wire.ts';
import { paymentTerminalKnobs, type PaymentTerminalKnobs } from './virtual-knobs.ts';
import { Sales, ticketText, type Fate, type Totals, type VirtualTransaction } from './virtual-sales.ts';

export { paymentTerminalKnobs, type PaymentTerminalKnobs };

/** The AF by which this terminal says that it has never seen a reference: its own choice, as each acquirer makes its own [K]. */
export const virtualNotFound = '10';
/** What a driver must be told about this terminal, as it would be from an acquirer's paper. */
export const virtualTerminalSettings = { notFound: virtualNotFound } as const;

export type Phase = 'idle' | 'card-expected' | Exclude<Fate, 'waiting'>;

export interface PaymentTerminalState {
  readonly phase: Phase;
  /** Cents on its display; null when idle. */
  readonly amount: number | null;
  readonly transactions: readonly VirtualTransaction[];
  readonly totals: Totals;
}

export interface VirtualPaymentTerminal extends Twin<PaymentTerminalKnobs> {
  readonly kind: 'payment-terminal';
  state(): PaymentTerminalState;
}

export function createVirtualPaymentTerminal(options: { readonly clock: Clock; readonly knobs?: unknown }): VirtualPaymentTerminal {
  return new Terminal(options.clock, options.knobs);
}

type Fields = Record<string, string>;
/** How a sale in progress may end: the answer's AE and AF, and what becomes of the money. */
const endings = {
  approve: { fate: 'approved', AE: '10', AF: '01' },
  decline: { fate: 'declined', AE: '01', AF: '04' },
  cancel: { fate: 'abandoned', AE: '01', AF: '06' },
  timeout: { fate: 'timed-out', AE: '01', AF: '08' },
} as const satisfies Record<string, { fate: Fate; AE: string; AF: string }>;
/** CC and CI: CB by contact or without (`devices.md` 4.2). */
const readers = { contactless: { CC: '00B', CI: '2' }, chip: { CC: '001', CI: '1' } } as const;
type Ending = keyof typeof endings;

/**
 * A payment terminal as the till sees it over Caisse-AP/IP. Written from `devices.md` 4.2 without the driver's codec:
 * it reads a request with its own eyes, and like the public simulator takes each segment for a whole request.
 */
class Terminal implements VirtualPaymentTerminal {
  readonly kind = 'payment-terminal';
  readonly protocol = 'caisse-ap';
  readonly #clock: Clock;
  readonly #sales = new Sales();
  readonly #ports = new Set<BytePort>();
  readonly #board: Knobs<PaymentTerminalKnobs>;
  #phase: Phase = 'idle';
  #amount: number | null = null;
  /** Ends the sale that waits for a card; null when none does. */
  #finish: ((ending: Ending) => void) | null = null;
  #timers = new Set<() => void>();
  #late: string[] = [];
  #reader: 'contactless' | 'chip' = 'contactless';

  constructor(clock: Clock, knobs: unknown) {
    this.#clock = clock;
    this.#board = new Knobs('payment-terminal', paymentTerminalKnobs, knobs);
  }

  get #knobs(): PaymentTerminalKnobs {
    return this.#board.current;
  }

  knobs(): PaymentTerminalKnobs {
    return this.#knobs;
  }

  state(): PaymentTerminalState {
    return { phase: this.#phase, amount: this.#amount, transactions: [...this.#sales.list()], totals: this.#sales.totals() };
  }

  turn(patch: unknown): PaymentTerminalKnobs {
    const { present, press, bank } = this.#board.turn(patch);
    if (press === 'red') this.#finish?.('cancel');
    else if (present !== 'nothing' && this.#finish) {
      this.#reader = present;
      this.#finish(bank);
    }
    // A card is taken away and a key let go at once: neither waits for the next sale.
    return present === 'nothing' && press === 'nothing' ? this.#knobs : this.#board.turn({ present: 'nothing', press: 'nothing' });
  }

  onChange(listener: () => void): () => void {
    return this.#board.onChange(listener);
  }

  attach(port: BytePort): void {
    this.#ports.add(port);
    port.onClose(() => this.#ports.delete(port));
    if (this.#knobs.lateAnswer === 'on-connect') this.#write(port, this.#late.splice(0).join(''));
    port.onBytes((bytes) => this.#hear(port, Buffer.from(bytes).toString('latin1')));
  }

  close(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    this.#finish = null;
    for (const port of this.#ports) void port.close();
  }

  #hear(port: BytePort, segment: string): void {
    if (this.#knobs.silent) return;
    const request = readRequest(segment);
    const lacking = !request?.['CZ'] || !request['CJ'] || !request['CA'] || !request['CD'];
    if (!request || lacking) return this.#answer(port, { ...request, AE: '01', AF: '09' });
    switch (request['CD']) {
      case 'I':
        return this.#answer(port, this.#knobs.supportsIdentification ? { ...request, AE: '10', AF: '01', AQ: 'VIRTUAL0001', CG: '424242' } : { ...request, AE: '01', AF: '12' });
      case '3':
        return this.#duplicate(port, request);
      case 'T':
        return this.#status(port, request);
      case '0':
      case '1':
      case '2':
        return this.#transact(port, request);
      default:
        return this.#answer(port, { ...request, AE: '01', AF: '12' });
    }
  }

  #transact(port: BytePort, request: Fields): void {
    const cents = /^\d{2,12}$/.test(request['CB'] ?? '') ? Number(request['CB']) : 0;
    if (cents === 0 || request['CE'] === undefined) return this.#answer(port, { ...request, AE: '01', AF: '09' });
    if (request['CE'] !== '978') return this.#answer(port, { ...request, AE: '01', AF: '13' });
    if (this.#knobs.busy || this.#finish) return this.#answer(port, { ...request, AE: '01' });
    if (request['CD'] === '2') return this.#cancel(port, request, cents);
    this.#begin(port, request, cents);
  }

  #begin(port: BytePort, request: Fields, cents: number): void {
    const { number } = this.#sales.begin(request['CH'] ?? '', cents, this.#clock.now(), this.#knobs.cardLast4);
    const end = (ending: Ending): void => {
      this.#finish = null;
      cancel();
      const { fate, AE, AF } = endings[ending];
      const approved = ending === 'approve';
      const contradicted = approved && this.#knobs.contradictory;
      const settled = this.#sales.settle(number, contradicted ? 'declined' : approved && request['CD'] === '1' ? 'refunded' : fate);
      this.#show(settled.fate === 'waiting' ? 'idle' : settled.fate, cents);
      if (approved && this.#knobs.resetAfterApproval) return void port.close();
      this.#answer(port, { ...request, AE, ...(contradicted ? { AF: '09' } : approved && !this.#knobs.sendsAf ? {} : { AF }), ...(approved ? this.#card(settled) : {}) });
    };
    this.#finish = end;
    const { answer, delayMs, cardTimeoutMs } = this.#knobs;
    const cancel = this.#after(answer === 'manual' ? cardTimeoutMs : delayMs, () => end(answer === 'manual' ? 'timeout' : answer));
    this.#show('card-expected', cents);
    if (this.#knobs.dropBeforeAnswer) void port.close();
  }

  /** Only the last sale, whole, and the one named when one is. */
  #cancel(port: BytePort, request: Fields, cents: number): void {
    const last = this.#sales.last();
    const fits = last?.fate === 'approved' && last.amount === cents && (!request['CH'] || last.reference === request['CH']);
    if (!fits) return this.#answer(port, { ...request, AE: '01', AF: '10' });
    this.#show('card-expected', cents);
    this.#after(this.#knobs.delayMs, () => {
      this.#show('cancelled', cents);
      const settled = this.#sales.settle(last.number, 'cancelled');
      if (this.#knobs.resetAfterApproval) return void port.close();
      this.#answer(port, { ...request, AE: '10', ...(this.#knobs.sendsAf ? { AF: '01' } : {}), ...this.#card(settled) });
    });
  }

  #status(port: BytePort, request: Fields): void {
    if (!this.#knobs.supportsStatus) return this.#answer(port, { ...request, AE: '01', AF: '12' });
    const sale = this.#sales.named(request['CH'] ?? '');
    if (!sale) return this.#answer(port, { ...request, AE: '01', AF: virtualNotFound });
    const echoed = { ...request, CB: String(sale.amount).padStart(2, '0') };
    if (sale.fate === 'approved') return this.#answer(port, { ...echoed, AE: '10', AF: '01', ...this.#card(sale) });
    const codes: Partial<Record<Fate, string>> = { waiting: '07', declined: '04', abandoned: '06', 'timed-out': '08' };
    this.#answer(port, { ...echoed, AE: '01', AF: codes[sale.fate] ?? '11' });
  }

  #duplicate(port: BytePort, request: Fields): void {
    const sale = this.#sales.last();
    if (!this.#knobs.supportsDuplicate) return this.#answer(port, { ...request, AE: '01', AF: '12' });
    if (!sale || this.#finish) return this.#answer(port, { ...request, AE: '01', AF: '07' });
    const text = Buffer.from(ticketText(sale), 'latin1').toString('base64');
    this.#answer(port, { ...request, AE: '10', AF: '01', ZT: record('CK', request['CK'] ?? '100') + record('AK', text) });
  }

  #card({ cardLast4, authorisation }: VirtualTransaction): Fields {
    const front = '497010000000';
    return { AA: (this.#knobs.masked ? '497010######' : front) + cardLast4, AL: this.#knobs.masked ? '1' : '0', AB: '2912', AC: authorisation, AI: 'A0000000421010', ...readers[this.#reader] };
  }

  #answer(port: BytePort, { CZ = '0320', ...fields }: Fields): void {
    const knobs = this.#knobs;
    const echo: Fields = { ...fields };
    if (knobs.paddedEcho && echo['CB']) echo['CB'] = echo['CB'].padStart(12, '0');
    if (!knobs.echoesReference) delete echo['CH'];
    // What goes wrong goes wrong with card transactions; the visits in between stay well.
    const card = ['0', '1', '2'].includes(fields['CD'] ?? '');
    if (card && knobs.wrongEcho !== 'none') Object.assign(echo, wrong(knobs.wrongEcho, echo));
    const text = record('CZ', CZ) + Object.entries(echo).map(([tag, value]) => record(tag, value)).join('');
    if (!card) return this.#write(port, text);
    const whole = knobs.garbage + this.#late.join('') + text;
    if (knobs.lateAnswer !== 'never' && this.#late.length === 0) {
      this.#late.push(text);
      return;
    }
    this.#late = [];
    this.#write(port, whole, knobs.cutAnswerAt);
  }

  #write(port: BytePort, text: string, cutAnswerAt: number | null = null): void {
    const { splitAnswer, splitGapMs } = this.#knobs;
    const sent = cutAnswerAt === null ? text : text.slice(0, cutAnswerAt);
    const pieces: string[] = [];
    let from = 0;
    for (const size of splitAnswer) {
      if (from < sent.length) pieces.push(sent.slice(from, from + size));
      from += size;
    }
    if (from < sent.length) pieces.push(sent.slice(from));
    let written: Promise<void> = Promise.resolve();
    const next = (index: number): void => {
      const piece = pieces[index];
      if (piece !== undefined) {
        // A till that hung up does not hear the answer, and the sale stands: the promise may fail and nobody is told.
        written = port.write(Buffer.from(piece, 'latin1')).catch(() => {});
        if (splitGapMs === 0) next(index + 1);
        else this.#after(splitGapMs, () => next(index + 1));
      } else if (cutAnswerAt !== null) void written.then(() => port.close());
    };
    next(0);
  }

  #after(ms: number, callback: () => void): () => void {
    const stop = this.#clock.after(ms, () => {
      this.#timers.delete(stop);
      callback();
    });
    this.#timers.add(stop);
    return stop;
  }

  #show(phase: Phase, amount: number | null): void {
    this.#phase = phase;
    this.#amount = amount;
    this.#board.changed();
  }
}

function record(tag: string, value: string): string {
  return `${tag}${String(value.length).padStart(3, '0')}${value}`;
}

/** Null when the segment is not a whole number of records. */
function readRequest(segment: string): Fields | null {
  const fields: Fields = {};
  let rest = segment;
  while (rest !== '') {
    const size = Number(/^[A-Z0-9]{2}(\d{3})/.exec(rest)?.[1] ?? Number.NaN);
    if (!(rest.length >= 5 + size)) return null;
    fields[rest.slice(0, 2)] = rest.slice(5, 5 + size);
    rest = rest.slice(5 + size);
  }
  return fields;
}

function wrong(field: Exclude<PaymentTerminalKnobs['wrongEcho'], 'none'>, echo: Fields): Fields {
  switch (field) {
    case 'amount': return { CB: String(Number(echo['CB']) + 1).padStart(12, '0') };
    case 'currency': return { CE: '840' };
    case 'till': return { CA: '99' };
    case 'action': return { CD: echo['CD'] === '0' ? '1' : '0' };
    case 'reference': return { CH: `${echo['CH'] ?? ''}-AUTRE` };
  }
}
