import type { Scan } from '../ports.ts';
import type { Result } from '../result.ts';
import type { ScanProblem } from '../view.ts';
import { carrierOf } from './carriers.ts';
import { parseColissimo, type NumberFault } from './colissimo.ts';
import { parseLetterNumber } from './letter.ts';
import { isGroupRoutingCode, isRoutingCode } from './routing.ts';
import { parseS10 } from './s10.ts';

/** What a scanned code is, as far as the code alone tells: whether an item or a sale is known here is the ledger's answer. */
export type Recognised =
  | { readonly kind: 'number'; readonly form: 'colissimo' | 'letter' | 's10'; readonly number: string }
  /** A franking mark that says it is ours; its signature is the authority's to check. */
  | { readonly kind: 'mark'; readonly text: string }
  /** The code of a proof of posting: `text` is what `signature` seals. */
  | { readonly kind: 'proof'; readonly sale: string; readonly labels: readonly string[]; readonly text: string; readonly signature: string }
  /** A contact card, whole: the addresses read it. */
  | { readonly kind: 'contact'; readonly text: string }
  | { readonly kind: 'problem'; readonly problem: ScanProblem };

/** More than any code of an item has, marks included. */
const longestCode = 400;
/** A contact card, or the proof of many items, in a QR code: what version 40 holds in bytes is 2 953 (ISO/IEC 18004). */
const longestText = 4_000;

/** Takes whatever a scanner may bring and never throws: it is the customer who holds things before it. */
export function recognise(scan: Scan): Recognised {
  if (scan.kind === 'rejected') return problem('unreadable');
  const text = scan.text.trim();
  if (/^(BEGIN:VCARD|MECARD:)/i.test(text)) return text.length > longestText ? problem('unreadable') : { kind: 'contact', text };
  // FNC1 stands between the fields of a GS1 code as a group separator: a clean code, of a shop.
  const longest = text.startsWith('MOULIN-PROOF:') ? longestText : longestCode;
  if (text === '' || text.length > longest || !/^[ -~]+$/.test(text.replaceAll('\x1d', ''))) return problem('unreadable');
  if (text.startsWith('MOULIN-PROOF:')) return proofOf(text) ?? problem('not-postal');
  if (text.startsWith('MOULIN-')) return { kind: 'mark', text };
  const code = text.replaceAll(' ', '').toUpperCase();
  return numberOf(code) ?? otherCarrier(code) ?? problem('not-postal');
}

function problem(what: ScanProblem['problem'], carrier: string | null = null): Recognised {
  return { kind: 'problem', problem: { problem: what, carrier, at: null } };
}

/**
 * An item of the post. A code that has the form but not the key is told as such, for it may be a smudged label; of letter
 * numbers only where it begins with 8, as all that were seen do (`postal.md` 3.2): fifteen characters have many owners.
 */
function numberOf(code: string): Recognised | null {
  const colissimo = parseColissimo(code);
  if (!isMalformed(colissimo)) return colissimo.ok ? { kind: 'number', form: 'colissimo', number: code } : problem('wrong-key');
  const s10 = parseS10(code);
  // Chronopost writes letters at the end that are no country: no post's item, then.
  if (!isMalformed(s10) && isCountry(code.slice(-2))) {
    if (!s10.ok) return problem('wrong-key');
    return s10.value.country === 'FR' ? { kind: 'number', form: 's10', number: code } : problem('foreign-post');
  }
  if (isRoutingCode(code) || isGroupRoutingCode(code)) return problem('routing-code');
  if (parseLetterNumber(code).ok) return { kind: 'number', form: 'letter', number: code };
  return /^8\d{13}[0-9A-Z]$/.test(code) ? problem('wrong-key') : null;
}

function isMalformed(parsed: Result<unknown, NumberFault>): boolean {
  return !parsed.ok && parsed.error === 'malformed';
}

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

function isCountry(code: string): boolean {
  return regions.of(code) !== undefined;
}

function otherCarrier(code: string): Recognised | null {
  const carrier = carrierOf(code);
  return carrier === null ? null : problem('other-carrier', carrier);
}

/** `MOULIN-PROOF:1:sale:labels:signature` (`documents/proof-of-posting.ts` writes it); null when a part is missing or odd. */
function proofOf(text: string): Recognised | null {
  const [, version, sale, labels, signature, ...rest] = text.split(':');
  if (version !== '1' || !sale || !labels || !signature || rest.length > 0) return null;
  try {
    return {
      kind: 'proof',
      sale: decodeURIComponent(sale),
      labels: labels.split(',').map((label) => decodeURIComponent(label)),
      text: text.slice(0, text.lastIndexOf(':')),
      signature: decodeURIComponent(signature),
    };
  } catch {
    // A stray % is no escape.
    return null;
  }
}
