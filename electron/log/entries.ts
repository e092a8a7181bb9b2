import { z } from 'zod';
import { deviceKinds } from '../../devices/device.ts';
import { actSchema } from '../../flows/assisted/acts.ts';
import { factSchema, helpWhySchema, serviceIdSchema, type FactType } from '../../flows/facts.ts';
import { viewSchema } from '../../flows/view.ts';
import { redact } from './redact.ts';

/**
 * Everything that can stand in the technical log: a closed list, whose fields are numbers, words of closed lists, and
 * identifiers that the terminal made itself (GDPR-7: allow-listed typed fields). There is no field for what a customer typed.
 * `told` is the one free sentence, from a driver or the operating system, and is redacted on its way in.
 */

const told = z.string().transform(redact);
const milliseconds = z.number().transform(Math.round);
/** A closed list that is kept elsewhere, as a word of its kind: letters, digits, and what joins them. */
const word = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/iu);
/** Of a session: random, new for each, and linked to nobody. */
const session = z.string().regex(/^[\w-]{1,64}$/u);
const trouble = z.enum(['full', 'read-only', 'corrupt', 'range-exhausted', 'closed', 'clock']);
const factType = z.enum(factSchema.options.map((option) => option.shape.type.value) as [FactType, ...FactType[]]);
const screen = z.enum(viewSchema.options.map((option) => option.shape.screen.value));

export const entrySchema = z.discriminatedUnion('event', [
  z.strictObject({ event: z.literal('terminal.starting'), version: z.string().max(40), training: z.boolean(), virtual: z.array(z.enum(deviceKinds)) }),
  z.strictObject({ event: z.literal('terminal.stopping') }),
  z.strictObject({ event: z.literal('terminal.stopped'), milliseconds }),
  /** Something would not end in its time, and was left behind. */
  z.strictObject({ event: z.literal('stop.overdue'), what: z.enum(['pages', 'devices', 'all']), milliseconds }),
  z.strictObject({ event: z.literal('screen.changed'), screen }),
  z.strictObject({ event: z.literal('session.started'), session, service: serviceIdSchema.optional() }),
  z.strictObject({ event: z.literal('session.ended'), session, how: word }),
  z.strictObject({ event: z.literal('help.called'), session: session.nullable(), why: helpWhySchema.optional() }),
  z.strictObject({ event: z.literal('help.acknowledged'), session: session.nullable(), afterMilliseconds: milliseconds }),
  /** Of the staff what was done, and never by whom: that is in the journal, for whoever must answer for it. */
  z.strictObject({ event: z.literal('staff.signed-in'), with: z.enum(['badge', 'number']) }),
  z.strictObject({ event: z.literal('staff.signed-out'), how: word }),
  z.strictObject({ event: z.literal('staff.refused'), why: word, act: actSchema.optional() }),
  z.strictObject({ event: z.literal('staff.acted'), act: actSchema }),
  z.strictObject({ event: z.literal('device.changed'), device: word, state: word, cause: told.nullable() }),
  z.strictObject({ event: z.literal('service.changed'), service: serviceIdSchema, reason: word.nullable() }),
  z.strictObject({ event: z.literal('clock.changed'), from: z.int(), to: z.int() }),
  /** The ledger was not opened: which kind of refusal, and the sentence with the remedy. */
  z.strictObject({ event: z.literal('ledger.refused'), kind: word, told }),
  z.strictObject({ event: z.literal('ledger.opened'), records: z.int(), afterMilliseconds: milliseconds }),
  z.strictObject({ event: z.literal('record.refused'), type: factType, trouble }),
  z.strictObject({ event: z.literal('archive.told'), told }),
  z.strictObject({ event: z.literal('tariff.refused'), told }),
  z.strictObject({ event: z.literal('pre-advice.refused'), told }),
  z.strictObject({ event: z.literal('pre-advice.not-purged'), told }),
  z.strictObject({ event: z.literal('data.purged'), what: z.enum(['pre-advice', 'log']), count: z.int() }),
  z.strictObject({ event: z.literal('link.refused'), reason: word, count: z.int() }),
  z.strictObject({ event: z.literal('page.dropped'), why: z.enum(['no-answer']) }),
  /** What the page's process, or the page, ended with; `again`: it is loaded anew next. */
  z.strictObject({ event: z.literal('page.ended'), told, crashes: z.int(), next: z.enum(['again', 'static-screen']) }),
  z.strictObject({ event: z.literal('page.hung') }),
  z.strictObject({ event: z.literal('page.not-loaded'), told }),
  /** Something that no page of ours does: a permission, a navigation, a download. */
  z.strictObject({ event: z.literal('page.refused'), what: word }),
  z.strictObject({ event: z.literal('process.ended'), process: word, reason: word }),
  z.strictObject({ event: z.literal('health.unavailable'), told }),
  z.strictObject({ event: z.literal('lamp.failed'), told }),
  /** A fault of ours: an exception where none is expected. */
  z.strictObject({ event: z.literal('fault'), where: word, told }),
]);

export type Entry = z.input<typeof entrySchema>;
export type LogEvent = Entry['event'];

/** Nothing that calls it is ever disturbed by it. */
export type Log = (entry: Entry) => void;

export type Level = 'info' | 'warning' | 'error';

const levels: { readonly [E in LogEvent]?: Level } = {
  'stop.overdue': 'error',
  'ledger.refused': 'error',
  'record.refused': 'error',
  'tariff.refused': 'warning',
  'pre-advice.refused': 'warning',
  'pre-advice.not-purged': 'warning',
  'link.refused': 'warning',
  'page.dropped': 'warning',
  'page.ended': 'error',
  'page.hung': 'warning',
  'page.not-loaded': 'error',
  'page.refused': 'warning',
  'process.ended': 'error',
  'health.unavailable': 'warning',
  'lamp.failed': 'warning',
  'clock.changed': 'warning',
  'staff.refused': 'warning',
  'archive.told': 'warning',
  fault: 'error',
};

export function levelOf(event: LogEvent): Level {
  return levels[event] ?? 'info';
}

/** For a technician in front of a console: the sentence where there is one, otherwise the event with its fields. */
export function inWords(entry: z.output<typeof entrySchema>): string {
  if ('told' in entry) return entry.told;
  const { event, ...fields } = entry;
  return [event, ...Object.entries(fields).map(([name, value]) => `${name} ${String(value)}`)].join(', ');
}
