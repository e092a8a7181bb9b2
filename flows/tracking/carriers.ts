/**
 * Parcels of other companies, told by the form of their number, so that somebody who brings one to the wrong counter hears
 * whose it is. Only forms that nobody else uses stand here. Left out on purpose, because several companies and many shops
 * use the same: DPD's 14 digits, GLS's 11 digits or 8 characters (gls-group.com/FR help, 2026), FedEx's 12 and 15, DHL's
 * 10 and 12; and DPD's long bar code, which Colissimo and Chronopost wear too (routing.ts). A wrong name would be worse than
 * none.
 */
const forms: readonly { readonly carrier: string; readonly is: (code: string) => boolean }[] = [
  // 1Z, account 6, service 2, parcel 7, key (github.com/jkeen/tracking_number_data, couriers/ups.json): high.
  { carrier: 'UPS', is: (code) => /^1Z[0-9A-Z]{16}$/.test(code) },
  // Piece identifiers JJD and JVGL (same collection, couriers/dhl.json), JD of the parcel business: medium-high. S10 has no J.
  { carrier: 'DHL', is: (code) => /^(JJD|JVGL|JD)\d{10,20}$/.test(code) },
  // Amazon Logistics (couriers/amazon.json): medium.
  { carrier: 'Amazon', is: (code) => /^TBA\d{12}$/.test(code) },
  { carrier: 'Mondial Relay', is: isMondialRelay },
  { carrier: 'FedEx', is: isFedEx },
];

/** The company whose form a code has; null when none has it. */
export function carrierOf(code: string): string | null {
  return forms.find(({ is }) => is(code))?.carrier ?? null;
}

const mondialRelayHead = 14;

/** 26 digits: fourteen and their key, ten and theirs ("Labels specifications" V2.3 of Mondial Relay, with a worked example): high. */
function isMondialRelay(code: string): boolean {
  if (!/^\d{26}$/.test(code)) return false;
  const tail = code.slice(mondialRelayHead + 1, -1);
  return mondialRelayKey(code.slice(0, mondialRelayHead)) === Number(code[mondialRelayHead]) && mondialRelayKey(tail) === Number(code.at(-1));
}

/** Weights 2 to 7 from the right, complement to eleven; ten and eleven give nought (of eleven the example says so). */
function mondialRelayKey(digits: string): number {
  let sum = 0;
  for (let rank = 1; rank <= digits.length; rank += 1) sum += Number(digits.at(-rank)) * (((rank - 1) % 6) + 2);
  const key = 11 - (sum % 11);
  return key > 9 ? 0 : key;
}

/** Weights 1 7 3 from the right over thirteen digits, modulo eleven, then ten. */
const fedExWeights = [1, 3, 7];

/** The 34 digits of the long bar code, of which the last fourteen are the number and its key (couriers/fedex.json): medium-high. */
function isFedEx(code: string): boolean {
  if (!/^(96\d{2}|100\d)\d{30}$/.test(code)) return false;
  const digits = code.slice(-14, -1);
  let sum = 0;
  for (let rank = 1; rank <= digits.length; rank += 1) sum += Number(digits.at(-rank)) * (fedExWeights[(rank - 1) % 3] ?? 0);
  return ((sum % 11) % 10) === Number(code.at(-1));
}
