import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { factSchema, serviceIdSchema } from '../../flows/facts.ts';
import { eventsDocument } from '../../flows/fiscal/events.ts';
import { tellAssistance } from './assistance.ts';
import { euros, reading, retryForOf, type Command, type Say } from './cli-asked.ts';
import { readClosures } from './closures.ts';
import { countersOf, type Counters, type Window } from './counters.ts';
import { csv } from './csv.ts';
import { startOfDay, dayAfter, isDay } from './days.ts';
import type { RawRecord } from './evidence.ts';
import { exportJournal } from './export.ts';
import { openIncidents, staffEndings } from './incidents.ts';
import { openLatest } from './latest.ts';
import { openLookup } from './lookup.ts';
import { reportDays, type DayReport } from './report.ts';
import { closureColumns, closureRow } from './tables.ts';

/** Commands that read the journal out, beside a terminal that may be running. */

export const exportAll: Command = ({ data, out }, say) => {
  if (out === undefined) {
    say('Where to? Give an empty directory: npm run ledger -- export --out DIR');
    return 2;
  }
  const manifest = exportJournal(data, out);
  say(`${manifest.records} records written to ${out}. Check them anywhere with: npm run ledger -- verify --from ${out}`);
  return 0;
};

export const report: Command = ({ data }, say) => {
  const { days, open } = reading(data, (ledger) => ({
    days: reportDays(ledger.records()),
    open: ledger.chained ? openLookup(ledger.store, 'service').openIncidents().length : 0,
  }));
  if (days.length === 0) say('Nothing was sold yet.');
  for (const day of days) tellDay(day, say);
  if (open > 0) say(`Sales with an open incident: ${open}. See: npm run ledger -- incidents`);
  return 0;
};

function tellDay(report: DayReport, say: Say): void {
  const { day, sales, open, labels, spoiled, paid, issued, returned, incidents, deposits, copies, incidentsOpened, incidentsSettled, closure } = report;
  say(`${day}  ${sales} sales${open > 0 ? ` (${open} still open)` : ''}`);
  for (const [product, { count, value }] of labels) say(`  ${product.padEnd(28)} ${String(count).padStart(5)}  ${euros(value).padStart(14)}`);
  if (spoiled > 0) say(`  spoiled labels               ${String(spoiled).padStart(5)}`);
  const left = deposits.here + deposits.elsewhere;
  if (left > 0) say(`  left here                    ${String(left).padStart(5)}  of which franked elsewhere ${deposits.elsewhere}`);
  if (copies > 0) say(`  copies of papers             ${String(copies).padStart(5)}`);
  if (incidentsOpened + incidentsSettled > 0) say(`  incidents opened             ${String(incidentsOpened).padStart(5)}  settled ${incidentsSettled}`);
  tellAssistance(report.assistance, (line) => say(`  ${line}`));
  const parts = `issued ${euros(issued)} + given back ${euros(returned)} + open incidents ${euros(incidents)}`;
  say(`  paid ${euros(paid)} = ${parts}${open > 0 ? ' + what open sales still owe' : ''}`);
  if (closure === null) {
    say('  not closed yet');
    return;
  }
  const { totals, perpetual } = closure;
  say(`  closed: taken in ${euros(totals.sales)}, given back ${euros(totals.returns)}; perpetual totals ${euros(perpetual.net)} and ${euros(perpetual.absolute)}`);
}

export const closures: Command = (asked, say) => {
  const all = reading(asked.data, (ledger) => (ledger.chained ? readClosures(ledger.store) : []));
  if (asked.csv) {
    say(csv(closureColumns, all.map(closureRow)).trimEnd());
    return 0;
  }
  if (all.length === 0) say('Nothing is closed yet: a day is, as soon as it is over and something was recorded on it.');
  for (const { period, key, first, last, totals, perpetual } of all) {
    const money = `taken in ${euros(totals.sales).padStart(14)}  given back ${euros(totals.returns).padStart(14)}`;
    const ever = `perpetual ${euros(perpetual.net).padStart(16)}  absolute ${euros(perpetual.absolute).padStart(16)}`;
    say(`${period.padEnd(5)} ${key.padEnd(10)}  ${money}  ${ever}  records ${first}–${last}`);
  }
  return 0;
};

export const incidents: Command = (asked, say) => {
  const retryFor = retryForOf(asked, say);
  if (retryFor === null) return 2;
  const open = reading(asked.data, (ledger) => (ledger.chained ? openIncidents({ ...openLookup(ledger.store, 'service'), ...openLatest(ledger.store) }, asked.clock.now(), retryFor) : []));
  if (open.length === 0) say('No incident is open.');
  for (const { incident, sale, amount, cause, label, since, endings, retriedByTerminal, doubtfulRefunds } of open) {
    say(`${incident}  ${euros(amount)}  ${cause}  since ${new Date(since).toISOString()}  sale ${sale}${label === null ? '' : `  label ${label}`}`);
    if (retriedByTerminal) say('  The terminal itself still tries to give it back: until the hour on the slip nobody pays it out.');
    if (doubtfulRefunds.length > 0) say(`  Whether the card terminal gave it back nobody knows: look there for ${doubtfulRefunds.join(', ')} before anything is paid out.`);
    for (const how of endings) say(`  ${staffEndings[how]}: npm run ledger -- settle ${incident} --how ${how}`);
  }
  return 0;
};

export const counters: Command = ({ data, from, to, json }, say) => {
  if ((from !== undefined && !isDay(from)) || (to !== undefined && !isDay(to))) {
    say('Which days? Give them as 2026-11-01: npm run ledger -- counters --from DAY --to DAY');
    return 2;
  }
  const window: Window = {
    from: from === undefined ? Number.NEGATIVE_INFINITY : startOfDay(from),
    to: to === undefined ? Number.POSITIVE_INFINITY : startOfDay(dayAfter(to)),
  };
  const counted = reading(data, (ledger) => countersOf(facts(ledger.records()), window));
  if (json) say(JSON.stringify(counted, null, 2));
  else tellCounters(counted, say);
  return 0;
};

function* facts(records: Iterable<RawRecord>) {
  for (const { at, fact } of records) yield { at: Number(at), fact: factSchema.parse(JSON.parse(Buffer.from(fact).toString('utf8'))) };
}

const percent = (part: number | null): string => (part === null ? '–' : `${(100 * part).toFixed(2)} %`);

function tellCounters({ from, to, functions, unnamed, callsOutsideSessions, assistance, offSeconds, trainingSeconds }: Counters, say: Say): void {
  say(`From ${new Date(from).toISOString()} to ${new Date(to).toISOString()}`);
  say('function    sessions  completed  completion  interventions  unavailable (s)    uptime');
  for (const service of serviceIdSchema.options) {
    const { sessions, completed, completionRate, interventions, unavailableSeconds, uptime, reasons } = functions[service];
    const used = `${String(sessions).padStart(8)}  ${String(completed).padStart(9)}  ${percent(completionRate).padStart(10)}  ${String(interventions).padStart(13)}`;
    say(`${service.padEnd(11)} ${used}  ${String(unavailableSeconds).padStart(15)}  ${percent(uptime).padStart(8)}`);
    for (const [reason, seconds] of Object.entries(reasons)) say(`  ${reason}: ${seconds} s`);
  }
  if (unnamed.sessions > 0) say(`sessions of older records, which do not say with what they began: ${unnamed.sessions}, ${unnamed.completed} completed`);
  say(`calls while nobody was served: ${callsOutsideSessions}; terminal off: ${offSeconds} s; training: ${trainingSeconds} s`);
  tellAssistance(assistance, say);
}

/** Where the documentation of events lies in the sources. */
const eventsFile = join(import.meta.dirname, '..', '..', 'flows', 'fiscal', 'EVENTS.md');

export const catalogue: Command = ({ write }, say) => {
  if (!write) {
    say(eventsDocument().trimEnd());
    return 0;
  }
  writeFileSync(eventsFile, eventsDocument());
  say('flows/fiscal/EVENTS.md is written.');
  return 0;
};
