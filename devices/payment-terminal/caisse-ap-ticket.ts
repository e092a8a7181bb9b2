import { TlvDecoder } from './tlv.ts';

/** A card ticket as text lines. Used in memory to recognise a sale, and dropped: never kept, logged or shown. */
export type Ticket = readonly string[];

/**
 * ZT is itself made of records: CK repeats the request, AK holds the text, base64 of Latin-1 (seen in PayXpert's
 * example, where ZT carries `CK003100AK604…`). Null when there is nothing readable.
 */
export function ticketOf(constructed: string | undefined): Ticket | null {
  if (!constructed) return null;
  const decoder = new TlvDecoder();
  decoder.push(Buffer.from(constructed, 'latin1'));
  if (!decoder.onBoundary) return null;
  const text = decoder.records
    .filter(({ tag }) => tag === 'AK')
    .map(({ value }) => value)
    .join('');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  return Buffer.from(text, 'base64').toString('latin1').split(/\r?\n/);
}

export interface SoughtSale {
  /** Euro cents. */
  readonly amount: number;
  readonly reference: string;
  /** Wall-clock bounds of the terminal's own time zone as `YYYYMMDDHHMM`; null when the sending was before this process. */
  readonly between: readonly [string, string] | null;
}

/** Words that turn a ticket into something else than a sale that was carried out, in the accent-free capitals of tickets. */
const notASale = /REFUS|ABANDON|ANNUL|NON ABOUTI|ECHEC|ECHOU|CREDIT|REMBOURS/;

/**
 * Whether this duplicate proves that the sale sought was debited: it says debit and nothing against it, and the
 * amount, the time and our own reference all agree (`devices.md` 4.2, third rung). The layout of tickets is each
 * acquirer's own [K]: whatever is not found does not count as proof, so the sale stays unknown.
 */
export function provesSale(ticket: Ticket, sought: SoughtSale): boolean {
  const lines = ticket.map((line) => line.normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase());
  const text = lines.join('\n');
  if (notASale.test(text) || !/\bDEBIT/.test(text)) return false;
  if (!text.split(/[^A-Z0-9\-_./]+/).includes(sought.reference.toUpperCase())) return false;
  const amounts = [...text.matchAll(/(?<![\d.,])(\d{1,3}(?:[ .]\d{3})*|\d+),(\d{2})(?!\d)/g)];
  const cents = amounts.map(([, euros = '', cent = '']) => Number(euros.replaceAll(/[ .]/g, '')) * 100 + Number(cent));
  if (cents.length === 0 || cents.some((amount) => amount !== sought.amount)) return false;
  if (sought.between === null) return true;
  const [from, to] = sought.between;
  const at = timeOf(text);
  return at !== null && at >= from && at <= to;
}

/** `21/10/24 - 23:12:24`, `21/10/2024 A 23H12`, as `YYYYMMDDHHMM`. */
function timeOf(text: string): string | null {
  const found = /(\d{2})\/(\d{2})\/(?:20)?(\d{2})\D{1,6}(\d{2})[:H](\d{2})/.exec(text);
  if (!found) return null;
  const [, day, month, year, hour, minute] = found;
  return `20${year}${month}${day}${hour}${minute}`;
}

/** An instant as the terminal's clock shows it, `YYYYMMDDHHMM`. */
export function wallClock(instant: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((found) => found.type === type)?.value ?? '';
  return `${part('year')}${part('month')}${part('day')}${part('hour')}${part('minute')}`;
}

/** Authorisation number and last four digits, as the ticket shows them: for the receipt, so their absence decides nothing. */
export function approvalOf(ticket: Ticket): { readonly authorisation: string | null; readonly cardLast4: string | null } {
  const text = ticket.join('\n');
  return {
    authorisation: /AUTO[^\n:]*:\s*([0-9A-Z]{1,10})\b/i.exec(text)?.[1] ?? null,
    cardLast4: /^\s*[\dX*#]*[X*#]{3,}(\d{4})\s*$/m.exec(text)?.[1] ?? null,
  };
}
