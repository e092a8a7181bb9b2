import type { Clock } from '../clock.ts';
import type { BytePort } from '../wire/wire.ts';
import { caisseApKnobs, type CaisseApKnobs } from './virtual-knobs.ts';
import { ticketText, type Fate, type VirtualTransaction } from './virtual-sales.ts';
import { VirtualTerminal, type Ending, type VirtualPaymentTerminal } from './virtual-terminal.ts';

/** The AF by which this terminal says that it has never seen a reference: its own choice, as each acquirer makes its own [K]. */
const virtualNotFound = '10';
/** What a driver must be told about this terminal, as it would be from an acquirer's paper. */
export const virtualTerminalSettings = { notFound: virtualNotFound } as const;

export function createVirtualPaymentTerminal(options: { readonly clock: Clock; readonly knobs?: unknown }): VirtualPaymentTerminal<CaisseApKnobs> {
  return new Terminal(options.clock, caisseApKnobs, options.knobs);
}

type Fields = Record<string, string>;
/** How a sale in progress may end: the answer's AE and AF. Nobody can abort one: the protocol has no means. */
const endings = {
  approve: { AE: '10', AF: '01' },
  decline: { AE: '01', AF: '04' },
  cancel: { AE: '01', AF: '06' },
  timeout: { AE: '01', AF: '08' },
  abort: { AE: '01', AF: '11' },
} as const satisfies Record<Ending, { AE: string; AF: string }>;
/** CC and CI: CB by contact or without (`devices.md` 4.2). */
const readers = { contactless: { CC: '00B', CI: '2' }, chip: { CC: '001', CI: '1' } } as const;

/**
 * A payment terminal as the till sees it over Caisse-AP/IP. Written from `devices.md` 4.2 without the driver's codec:
 * it reads a request with its own eyes, and like the public simulator takes each segment for a whole request.
 */
class Terminal extends VirtualTerminal<CaisseApKnobs> {
  readonly protocol = 'caisse-ap';

  protected hear(port: BytePort, segment: Buffer): void {
    if (this.knobs().silent) return;
    const request = readRequest(segment.toString('latin1'));
    const lacking = !request?.['CZ'] || !request['CJ'] || !request['CA'] || !request['CD'];
    if (!request || lacking) return this.#answer(port, { ...request, AE: '01', AF: '09' });
    switch (request['CD']) {
      case 'I':
        // PayXpert: a bare AE=01 is "busy, or not in the foreground".
        if (this.occupied) return this.#answer(port, { ...request, AE: '01' });
        return this.#answer(port, this.knobs().supportsIdentification ? { ...request, AE: '10', AF: '01', AQ: 'VIRTUAL0001', CG: '424242' } : { ...request, AE: '01', AF: '12' });
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
    if (this.knobs().busy || this.occupied) return this.#answer(port, { ...request, AE: '01' });
    if (request['CD'] === '2') return this.#cancel(port, request, cents);
    this.#begin(port, request, cents);
  }

  #begin(port: BytePort, request: Fields, cents: number): void {
    this.begin(port, { reference: request['CH'] ?? '', cents, credit: request['CD'] === '1' }, ({ ending, sale, contradicted, lost }) => {
      if (lost) return void port.close();
      const { AE, AF } = endings[ending];
      const approved = ending === 'approve';
      this.#answer(port, { ...request, AE, ...(contradicted ? { AF: '09' } : approved && !this.knobs().sendsAf ? {} : { AF }), ...(approved ? this.#card(sale) : {}) });
    });
    if (this.knobs().foreignAnswer) this.write(port, recordsOf({ ...request, CB: String(cents + 1), CH: 'AUTRE', AE: '10', AF: '01' }));
  }

  /** Only the last sale, whole, and the one named when one is. */
  #cancel(port: BytePort, request: Fields, cents: number): void {
    const last = this.sales.last();
    const fits = last?.fate === 'approved' && last.amount === cents && (!request['CH'] || last.reference === request['CH']);
    if (!fits) return this.#answer(port, { ...request, AE: '01', AF: '10' });
    this.show('card-expected', cents);
    this.after(this.knobs().delayMs, () => {
      this.show('cancelled', cents);
      const settled = this.sales.settle(last.number, 'cancelled');
      if (this.knobs().resetAfterApproval) return void port.close();
      this.#answer(port, { ...request, AE: '10', ...(this.knobs().sendsAf ? { AF: '01' } : {}), ...this.#card(settled) });
    });
  }

  #status(port: BytePort, request: Fields): void {
    if (!this.knobs().supportsStatus) return this.#answer(port, { ...request, AE: '01', AF: '12' });
    const sale = this.sales.named(request['CH'] ?? '');
    if (!sale) return this.#answer(port, { ...request, AE: '01', AF: virtualNotFound });
    const echoed = { ...request, CB: String(sale.amount).padStart(2, '0') };
    if (sale.fate === 'approved') return this.#answer(port, { ...echoed, AE: '10', AF: '01', ...this.#card(sale) });
    const codes: Partial<Record<Fate, string>> = { waiting: '07', declined: '04', abandoned: '06', 'timed-out': '08' };
    this.#answer(port, { ...echoed, AE: '01', AF: codes[sale.fate] ?? '11' });
  }

  #duplicate(port: BytePort, request: Fields): void {
    const sale = this.sales.last();
    if (!this.knobs().supportsDuplicate) return this.#answer(port, { ...request, AE: '01', AF: '12' });
    if (!sale || this.occupied) return this.#answer(port, { ...request, AE: '01', AF: '07' });
    const text = Buffer.from(ticketText(sale), 'latin1').toString('base64');
    this.#answer(port, { ...request, AE: '10', AF: '01', ZT: record('CK', request['CK'] ?? '100') + record('AK', text) });
  }

  #card({ cardLast4, authorisation }: VirtualTransaction): Fields {
    const front = '497010000000';
    return { AA: (this.knobs().masked ? '497010######' : front) + cardLast4, AL: this.knobs().masked ? '1' : '0', AB: '2912', AC: authorisation, AI: 'A0000000421010', ...readers[this.reader] };
  }

  #answer(port: BytePort, { CZ = '0320', ...fields }: Fields): void {
    const knobs = this.knobs();
    const echo: Fields = { ...fields };
    if (knobs.paddedEcho && echo['CB']) echo['CB'] = echo['CB'].padStart(12, '0');
    if (!knobs.echoesReference) delete echo['CH'];
    // What goes wrong goes wrong with card transactions; the visits in between stay well.
    const card = ['0', '1', '2'].includes(fields['CD'] ?? '');
    if (card && knobs.wrongEcho !== 'none') Object.assign(echo, wrong(knobs.wrongEcho, echo));
    const text = recordsOf({ CZ, ...echo });
    if (card) this.deliver(port, text);
    else this.write(port, text);
  }
}

function recordsOf({ CZ = '0320', ...fields }: Fields): string {
  return record('CZ', CZ) + Object.entries(fields).map(([tag, value]) => record(tag, value)).join('');
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

function wrong(field: Exclude<CaisseApKnobs['wrongEcho'], 'none'>, echo: Fields): Fields {
  switch (field) {
    case 'amount': return { CB: String(Number(echo['CB']) + 1).padStart(12, '0') };
    case 'currency': return { CE: '840' };
    case 'till': return { CA: '99' };
    case 'action': return { CD: echo['CD'] === '0' ? '1' : '0' };
    case 'reference': return { CH: `${echo['CH'] ?? ''}-AUTRE` };
  }
}
