import type { Grams } from '../weight.ts';
import { letterKey } from './letter.ts';
import { moduloTenKey } from './modulo-ten.ts';

/**
 * The Colissimo routing code ("prise en charge", N° PCH), 24 characters: product 2, `1`, postcode 5, client 6, weight
 * in decagrams 4, insurance or recommendation 2, not machinable 1, cash on delivery 1, link digit 1, key 1
 * (`postal.md` 3.2; example of the specification of July 2013). Its key covers the fifteen digits before it.
 */
export interface RoutingRequest {
  /** The tracking number of the same parcel: its product code and its twelfth character are repeated here. */
  readonly number: string;
  /** Five digits, or `AD100` to `AD700`. */
  readonly postcode: string;
  /** Six digits. */
  readonly client: string;
  readonly grams: Grams;
  /** `00` none, `01`–`10` slices of 150 €, `21`–`23` recommendation R1–R3. */
  readonly insurance?: string;
  readonly machinable?: boolean;
}

const number = /^(\d[A-Z])\d{9}(\d)\d$/;
const heaviest = 99_990;

/** @throws RangeError when a part does not fit its field: numbers are ours, and a wrong one is a programming error. */
export function routingCode(request: RoutingRequest): string {
  const [, product, link] = number.exec(request.number) ?? [];
  if (product === undefined || link === undefined) throw new RangeError(`not a Colissimo number: ${request.number}`);
  const { postcode, client, grams, insurance = '00', machinable = true } = request;
  if (!/^(\d{5}|AD\d{3})$/.test(postcode)) throw new RangeError(`not a postcode: ${postcode}`);
  if (!/^\d{6}$/.test(client)) throw new RangeError(`not a client number: ${client}`);
  if (!/^\d{2}$/.test(insurance)) throw new RangeError(`not an insurance level: ${insurance}`);
  if (grams > heaviest) throw new RangeError(`${grams} g do not fit four digits of decagrams`);
  // A begun decagram counts: a parcel is never declared lighter than it is.
  const decagrams = String(Math.ceil(grams / 10)).padStart(4, '0');
  const keyed = `${client}${decagrams}${insurance}${machinable ? '0' : '1'}0${link}`;
  return `${product}1${postcode}${keyed}${moduloTenKey(keyed)}`;
}

/** True when the key of a routing code is right. */
export function isRoutingCode(code: string): boolean {
  return /^\d[A-Z]1(\d{5}|AD\d{3})\d{16}$/.test(code) && moduloTenKey(code.slice(-16, -1)) === Number(code.at(-1));
}

/**
 * The long bar code of the group's labels: postcode 7, parcel 14, service 3, country 3; `%` before it in the bars, a key after
 * ISO 7064 MOD 37,36 behind it as printed (github.com/jkeen/tracking_number_data, couriers/dpd.json: medium-high). DPD's
 * parcels bear it, and so do Colissimo's and Chronopost's, beside their own number (`postal.md` 3.3): it cannot tell whose a
 * parcel is.
 */
export function isGroupRoutingCode(code: string): boolean {
  if (/^%[0-9A-Z]{21}\d{6}$/.test(code)) return true;
  return /^[0-9A-Z]{21}\d{6}[0-9A-Z]$/.test(code) && letterKey(code.slice(0, -1)) === code.at(-1);
}

/** Spaced as the label prints it: `9V1 75007 999999 0100 000018`. */
export function formatRouting(code: string): string {
  return [code.slice(0, 3), code.slice(3, 8), code.slice(8, 14), code.slice(14, 18), code.slice(18)].join(' ');
}
