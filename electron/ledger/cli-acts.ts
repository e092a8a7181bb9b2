import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { settleIncident, type NotSettled } from '../../flows/checkout/incidents.ts';
import { hasPreAdvice, openPreAdvice } from '../pre-advice/store.ts';
import { ARCHIVES, writeArchive, type NotArchived } from './archive.ts';
import { retryForOf, type Asked, type Command, type ExitCode, type Say } from './cli-asked.ts';
import { isStaffEnding, staffEndings } from './incidents.ts';
import { ledgerFiles, openLedger, type OpenLedger } from './ledger.ts';
import { Refused } from './refusal.ts';

/** Commands that record something. Two may not write one journal: the terminal must be stopped. */

function writing({ data: directory, clock: now }: Asked, say: Say, whileRunning: string, work: (ledger: OpenLedger) => ExitCode): ExitCode {
  if (!existsSync(join(directory, ledgerFiles.database))) {
    throw new Refused('not-a-ledger', directory, `There is no ledger in ${directory}: give the terminal's data directory with --data DIR.`);
  }
  const opened = openLedger({ directory, clock: now, ranges: {} });
  if (!opened.ok) {
    say(opened.error.kind === 'in-use' ? whileRunning : opened.error.message);
    return opened.error.kind === 'corrupt' ? 1 : 2;
  }
  try {
    return work(opened.value);
  } finally {
    opened.value.close();
  }
}

const STOP_FIRST = 'The terminal is running, and its journal is written by it alone. Stop it, then ask again.';

const troubles = {
  full: 'The disk is full. Free some space and ask again; nothing was recorded.',
  'read-only': 'The journal cannot be written. Give this user the right to write it; nothing was recorded.',
  corrupt: 'The journal is damaged: npm run ledger -- verify says where. Nothing was recorded.',
  'range-exhausted': 'No number is left. Nothing was recorded.',
  closed: 'The journal is closed. Nothing was recorded.',
  clock: 'The clock cannot be right, and nothing is dated by it. Set it; or, if it is right: npm run ledger -- clock --accept',
} as const;

const notArchived: Readonly<Record<NotArchived, string>> = {
  ...troubles,
  'not-a-period': 'Which days? Give two of the calendar, the first not after the second: --from 2026-11-01 --to 2026-11-30',
  'too-long': 'An archive holds a year at most. Ask for each year by itself; archives that follow one another are verified together.',
  'not-closed': 'Its last day is not over and closed yet. Ask for days up to yesterday.',
  nothing: 'Nothing was recorded and closed on those days: npm run ledger -- closures tells which there are.',
  'there-already': 'It is there already, and an archive is never overwritten. Give another directory with --out.',
};

export const archive: Command = (asked, say) => {
  const { data, from, to, out } = asked;
  if (from === undefined || to === undefined || out === undefined) {
    say('Which days, and where to? npm run ledger -- archive --from 2026-11-01 --to 2026-11-30 --out DIR');
    return 2;
  }
  const own = `It makes the archive of each month by itself: they are in ${join(data, ARCHIVES)}.`;
  const whileRunning = `The terminal is running, and its journal is written by it alone. ${own} For other days stop it, then ask again.`;
  return writing(asked, say, whileRunning, (ledger) => {
    const closed = ledger.closeDue();
    const made = closed.ok ? writeArchive(ledger, data, { from, to }, { out, clock: asked.clock }) : closed;
    if (!made.ok) {
      say(notArchived[made.error]);
      return 2;
    }
    const { file, records, sha256 } = made.value;
    say(`${records} records written to ${file}, its signature beside it. SHA-256 ${sha256}`);
    say(`Check it anywhere with: npm run ledger -- verify --archive ${file} --public-key ${ledgerFiles.publicKey}`);
    return 0;
  });
};

const notSettled: Readonly<Record<NotSettled, string>> = {
  ...troubles,
  unknown: 'There is no open incident of that name: npm run ledger -- incidents lists them.',
  'settled-already': 'It was settled before, and is not settled twice.',
  'not-so': 'An incident of this kind cannot end so: npm run ledger -- incidents says how each may.',
  'too-early': 'The terminal itself still tries to give this money back to the card. Start it, or wait until the hour on the slip: two who pay pay twice.',
};

export const settle: Command = (asked, say) => {
  const [incident] = asked.words;
  const { how } = asked;
  if (incident === undefined || !isStaffEnding(how)) {
    say(`Which incident, and how did it end? npm run ledger -- settle INCIDENT --how ${Object.keys(staffEndings).join('|')}`);
    return 2;
  }
  const retryFor = retryForOf(asked, say);
  if (retryFor === null) return 2;
  return writing(asked, say, STOP_FIRST, (ledger) => {
    const unannounced: string[] = [];
    const settled = settleIncident({ ledger, clock: asked.clock, retryFor, preAdvice: { withdraw: (label) => void unannounced.push(label) } }, incident, how);
    say(settled.ok ? `${incident} is settled (${how}), and the journal says so.` : notSettled[settled.error]);
    if (!settled.ok) return 1;
    return withdrawn(asked, unannounced, say) ? 0 : 1;
  });
};

/** Customs data of labels that were paid for: false where it lies there still, for whoever asked to be told. */
function withdrawn({ data, clock: now }: Asked, labels: readonly string[], say: Say): boolean {
  if (labels.length === 0 || !hasPreAdvice(data)) return true;
  const opened = openPreAdvice({ directory: data, clock: now });
  if (!opened.ok) {
    say(`Its customs data is still there: ${opened.error} Then ask npm run customs -- acknowledge ${labels.join(' ')}`);
    return false;
  }
  try {
    for (const label of labels) opened.value.withdraw(label);
    return true;
  } finally {
    opened.value.close();
  }
}

/** As many as the fact allows. */
const MOST_LABELS = 100_000;

/** A roll that was changed half used: the printer cannot tell, and whoever changed it can. */
export const roll: Command = (asked, say) => {
  const [word = ''] = asked.words;
  const left = /^\d{1,6}$/.test(word) ? Number(word) : Number.NaN;
  if (!(left <= MOST_LABELS)) {
    say(`How many labels does the roll hold? npm run ledger -- roll LABELS (0 to ${MOST_LABELS})`);
    return 2;
  }
  return writing(asked, say, STOP_FIRST, (ledger) => {
    const recorded = ledger.record({ type: 'roll.counted', roll: 'labels', left, why: 'counted' });
    say(recorded.ok ? `The roll holds ${left} labels, and the journal says so.` : troubles[recorded.error]);
    return recorded.ok ? 0 : 1;
  });
};

export const clock: Command = (asked, say) => {
  if (!asked.accept) {
    say(`The clock of this machine says ${new Date(asked.clock.now()).toISOString()}. If that is right, and the terminal does not believe it: npm run ledger -- clock --accept`);
    return 2;
  }
  return writing(asked, say, STOP_FIRST, (ledger) => {
    const accepted = ledger.acceptClock();
    if (!accepted.ok) {
      say(accepted.error === 'clock' ? 'The clock is set to a time before this program was made. Set it first; nobody can accept that one.' : troubles[accepted.error]);
      return 1;
    }
    say(accepted.value ? 'The clock is accepted, and the journal says so. Start the terminal.' : 'Nobody doubted the clock: nothing was recorded.');
    return 0;
  });
};
