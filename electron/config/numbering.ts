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
const SERVICE_LETTERS = 2;
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

type Allotted = Readonly<Record<'letter' | 'registered', Bounds & { readonly prefix: string }> & Record<'s10Letter' | 's10Registered' | 's10Parcel', Bounds & { readonly service: string }>>;

/** First and last number of a range: of one length, so that as texts they stand in the order of their serials. */
function spanOf<K extends keyof Allotted>(key: K, start: string, length: number, { from, to }: Bounds) {
  const number = (serial: number): string => start + String(serial).padStart(length - start.length, '0');
  return { key, first: number(from), last: number(to) };
}

/** Pairs of ranges of one form that could give the same number. */
function collisions({ letter, registered, s10Letter, s10Registered, s10Parcel }: Allotted): (readonly [keyof Allotted, keyof Allotted])[] {
  const s10Characters = SERVICE_LETTERS + S10_SERIAL_DIGITS;
  const forms = [
    [spanOf('letter', letter.prefix, LETTER_CHARACTERS, letter), spanOf('registered', registered.prefix, LETTER_CHARACTERS, registered)],
    [
      spanOf('s10Letter', s10Letter.service, s10Characters, s10Letter),
      spanOf('s10Registered', s10Registered.service, s10Characters, s10Registered),
      spanOf('s10Parcel', s10Parcel.service, s10Characters, s10Parcel),
    ],
  ];
  const overlaps = forms.flatMap((form) => form.flatMap((one, at) => form.slice(at + 1).map((other) => [one, other] as const)));
  return overlaps.filter(([one, other]) => one.first <= other.last && other.first <= one.last).map(([one, other]) => [one.key, other.key]);
}

/** The key in `terminal.json` of a series of numbers. */
export const numberingKeys = {
  colissimo: 'colissimo',
  letter: 'letter',
  registered: 'registered',
  's10-letter': 's10Letter',
  's10-registered': 's10Registered',
  's10-parcel': 's10Parcel',
} as const satisfies Record<NumberSeries, string>;

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
