import { z } from 'zod';
import { catalogue } from '../../flows/fiscal/catalogue.ts';
import type { Fact } from '../../flows/facts.ts';
import type { Backroom, Recorded } from '../../flows/ports.ts';
import { journalFields } from '../kept-data.ts';

/**
 * The newest technical events, for a page that puts them in plain words: what the journal has, and of the log what is worth a
 * warning. Nothing of a customer, and of a worker only what was done.
 */

export type TechnicalEvent = ReturnType<Backroom['events']>[number];

/** @param lines of the log, as they were written. */
export function newestEvents(records: readonly Recorded[], lines: readonly string[], most: number): readonly TechnicalEvent[] {
  const told = lines.flatMap((line) => eventOfLine(line) ?? []);
  return [...records.map(eventOfRecord), ...told].toSorted((one, other) => other.at - one.at).slice(0, most);
}

function eventOfRecord({ at, fact }: Recorded): TechnicalEvent {
  return { at, event: fact.type, values: valuesOf(fact) };
}

/** What the catalogue of kept data says is about nobody; and the act itself. */
function valuesOf(fact: Fact): TechnicalEvent['values'] {
  const fields = Object.entries(fact) as [keyof typeof journalFields, unknown][];
  return plain(fields.filter(([name]) => name !== 'type' && (journalFields[name] === 'nobody' || name === 'act')));
}

const lineSchema = z.looseObject({ at: z.iso.datetime(), level: z.enum(['warning', 'error']), event: z.string() });

/** Null for what is no trouble, what stands in the journal too, and what no log of ours wrote. */
function eventOfLine(line: string): TechnicalEvent | null {
  const parsed = lineSchema.safeParse(jsonOf(line));
  if (!parsed.success || Object.hasOwn(catalogue, parsed.data.event)) return null;
  const { at, event, level: _, ...fields } = parsed.data;
  return { at: Date.parse(at), event, values: plain(Object.entries(fields)) };
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

const longestShown = 160;

/** Totals and lists are for the pages of their own. */
function plain(fields: readonly (readonly [string, unknown])[]): TechnicalEvent['values'] {
  return Object.fromEntries(
    fields.flatMap(([name, value]): [string, string | number | null][] => {
      if (typeof value === 'string') return [[name, value.slice(0, longestShown)]];
      return value === null || Number.isInteger(value) ? [[name, value as number | null]] : [];
    }),
  );
}
