import { z } from 'zod';
import type { Locale } from '../../flows/locales.ts';

/** Kinds of keys in `terminal.json`. Each schema's message says what the key takes: it becomes the remedy of a refusal. */

export const text = (maximum: number) => {
  const takes = `a text of 1 to ${maximum} characters`;
  return z.string(takes).trim().min(1, takes).max(maximum, takes);
};

export const whole = (minimum: number, maximum: number, unit: string) => {
  const takes = `a whole number of ${unit} from ${minimum} to ${maximum}`;
  return z.int(takes).min(minimum, takes).max(maximum, takes);
};

const portTakes = 'a port from 1 to 65535';
export const port = z.int(portTakes).min(1, portTakes).max(65_535, portTakes);

export const measure = (minimum: number, maximum: number, unit: string) => {
  const takes = `a number of ${unit} from ${minimum} to ${maximum}`;
  return z.number(takes).min(minimum, takes).max(maximum, takes);
};

export const section = <S extends z.ZodRawShape>(shape: S) => z.strictObject(shape, { error: (issue) => (issue.code === 'invalid_type' ? 'an object in braces' : undefined) });

/** An address as it is printed: NF Z 10-011 allows 38 characters a line. */
export const addressLines = z.array(text(38), 'a list of address lines').min(1, 'at least one address line').max(6, 'at most six address lines');

/** A file's path; whoever reads the file says what is wrong with it. */
export const path = text(4_096);

/** A path that means the same wherever the terminal is started from. */
const absoluteTakes = 'a path from the root, such as "/media"';
export const absolute = z.string(absoluteTakes).max(4_096, absoluteTakes).regex(/^\/(?!.*(?:^|\/)\.\.(?:\/|$))/u, absoluteTakes);

/** A sentence in the languages of the screens: French and English, and as many of the others as the operator has. */
export const localised = (maximum: number) => {
  const other = text(maximum).optional();
  return section({ fr: text(maximum), en: text(maximum), de: other, es: other, it: other, pt: other, nl: other, ar: other, uk: other, zh: other, br: other } satisfies Record<Locale, z.ZodType>);
};
