import { z } from 'zod';
import type { Numbering, NumberSeries } from '../../flows/ports.ts';
import type { RangeSettings } from '../ledger/ranges.ts';
import { section, whole } from './fields.ts';

/**
 * Which numbers may be given. Only the operator allots them (`postal.md` 3.2): the defaults are numbers of a demonstration.
 * A Colissimo number is product (2) + serial (10) + key; a letter number, registered or not, 14 characters + key; an S10
 * number service (2) + serial (8) + key + country.
 */

const COLISSIMO_SERIAL_DIGITS = 10;
const LETTER_CHARACTERS = 14;
const S10_SERIAL_DIGITS = 8;
const highest = (digits: number): number => 10 ** digits - 1;

const serialRange = {
  from: whole(0, highest(LETTER_CHARACTERS - 1), 'a serial'),
  to: whole(0, highest(LETTER_CHARACTERS - 1), 'a serial'),
  /** The terminal asks for a new range when fewer serials than this are left. */
  warnBelow: whole(0, 1_000_000, 'serials').default(500),
};

interface Bounds {
  readonly from: number;
  readonly to: number;
}
const inOrder = ({ from, to }: Bounds): boolean => from <= to;
const IN_ORDER = { message: 'a serial not below "from"', path: ['to'] };

const colissimoRange = section({ product: z.string('two characters such as "9V"').regex(/^[0-9][A-Z]$/, 'two characters such as "9V"'), ...serialRange })
  .refine(inOrder, IN_ORDER)
  .refine(({ to }) => to <= highest(COLISSIMO_SERIAL_DIGITS), { message: `a serial of at most ${COLISSIMO_SERIAL_DIGITS} digits`, path: ['to'] });

const letterRange = section({ prefix: z.string('1 to 13 digits or capitals').regex(/^[0-9A-Z]{1,13}$/, '1 to 13 digits or capitals'), ...serialRange })
  .refine(inOrder, IN_ORDER)
  .refine(({ prefix, to }) => to <= highest(LETTER_CHARACTERS - prefix.length), {
    message: `a serial that fills, with "prefix", no more than ${LETTER_CHARACTERS} characters`,
    path: ['to'],
  });

/** S10 keeps the first letters J K S T W for other uses (`postal.md` 3.2). */
const SERVICE = 'two letters such as "RA", of which the first is not J, K, S, T or W (UPU S10)';
const s10Range = section({ service: z.string(SERVICE).regex(/^[A-IL-RUVX-Z][A-Z]$/, SERVICE), ...serialRange })
  .refine(inOrder, IN_ORDER)
  .refine(({ to }) => to <= highest(S10_SERIAL_DIGITS), { message: `a serial of at most ${S10_SERIAL_DIGITS} digits`, path: ['to'] });

export const numberingSchema = section({
  colissimo: colissimoRange.prefault({ product: '9V', from: 1, to: 9_999 }),
  letter: letterRange.prefault({ prefix: '0000', from: 1, to: 9_999 }),
  registered: letterRange.prefault({ prefix: '0001', from: 1, to: 9_999 }),
  // The letters of the numbers that postal.md 3.2 verified (LU, CA), and RA for registered: which ones an operator uses is its own.
  s10Letter: s10Range.prefault({ service: 'LU', from: 1, to: 9_999 }),
  s10Registered: s10Range.prefault({ service: 'RA', from: 1, to: 9_999 }),
  s10Parcel: s10Range.prefault({ service: 'CA', from: 1, to: 9_999 }),
}).check((context) => {
  for (const [one, other] of collisions(context.value)) {
    context.issues.push({ code: 'custom', input: context.value[other], path: [other], message: `numbers that numbering.${one} does not give too: no number is given twice` });
  }
});

type NumberingConfig = {
  readonly [K in 'letter' | 'registered']: Bounds & { readonly prefix: string };
} & { readonly [K in 's10Letter' | 's10Registered' | 's10Parcel']: Bounds & { readonly service: string } } & { readonly colissimo: Bounds & { readonly product: string } };

/** Pairs of series of one form whose numbers could be the same: numbers of one length, compared as texts, keep the order of their serials. */
function collisions(numbering: NumberingConfig): (readonly [keyof NumberingConfig, keyof NumberingConfig])[] {
  const letter = (key: 'letter' | 'registered') => {
    const { prefix, from, to } = numbering[key];
    const number = (serial: number): string => prefix + String(serial).padStart(LETTER_CHARACTERS - prefix.length, '0');
    return { key, first: number(from), last: number(to) };
  };
  const s10 = (key: 's10Letter' | 's10Registered' | 's10Parcel') => {
    const { service, from, to } = numbering[key];
    const number = (serial: number): string => service + String(serial).padStart(S10_SERIAL_DIGITS, '0');
    return { key, first: number(from), last: number(to) };
  };
  const forms = [[letter('letter'), letter('registered')], [s10('s10Letter'), s10('s10Registered'), s10('s10Parcel')]];
  return forms.flatMap((form) =>
    form.flatMap((one, at) => form.slice(at + 1).flatMap((other) => (one.first <= other.last && other.first <= one.last ? [[one.key, other.key] as const] : []))),
  );
}

/** The key in `terminal.json` of a series of numbers. */
export const numberingKeys = {
  colissimo: 'colissimo',
  letter: 'letter',
  registered: 'registered',
  's10-letter': 's10Letter',
  's10-registered': 's10Registered',
  's10-parcel': 's10Parcel',
} as const satisfies Record<NumberSeries, keyof NumberingConfig>;

type Configured = z.output<typeof numberingSchema>;

/** What stands in front of the serials, for the flows. */
export function numberingOf({ colissimo, letter, registered, s10Letter, s10Registered, s10Parcel }: Configured): Numbering {
  return {
    colissimo: colissimo.product,
    letter: letter.prefix,
    registered: registered.prefix,
    's10-letter': s10Letter.service,
    's10-registered': s10Registered.service,
    's10-parcel': s10Parcel.service,
  };
}

/** The ranges, for the ledger: the same serial behind another prefix is another number. */
export function rangesOf(configured: Configured): RangeSettings {
  const prefixes = numberingOf(configured);
  const range = (series: NumberSeries) => {
    const { from, to, warnBelow } = configured[numberingKeys[series]];
    return { prefix: prefixes[series], from, to, warnBelow };
  };
  return {
    colissimo: range('colissimo'),
    letter: range('letter'),
    registered: range('registered'),
    's10-letter': range('s10-letter'),
    's10-registered': range('s10-registered'),
    's10-parcel': range('s10-parcel'),
  };
}
