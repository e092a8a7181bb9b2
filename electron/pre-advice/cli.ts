import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ZodError } from 'zod';
import { systemClock } from '../../devices/clock.ts';
import { StoreError } from '../ledger/store.ts';
import { exportRecords } from './export.ts';
import { hasPreAdvice, openPreAdvice, type PreAdviceStore } from './store.ts';

/** `npm run customs -- …`: the hand of the back office on a terminal's customs data. A running terminal is not disturbed. */

const usage = `usage: npm run customs -- COMMAND [options]
  list                what waits for the back office, without names
  export DIR          one JSON file an item, with names and addresses: keep them safe
  acknowledge LABEL…  the back office has them: deleted here at once
  purge               deletes what is older than the days allowed
options:
  --data DIR          the terminal's data directory (default: data)
  --keep-days N       days allowed, as preAdvice.keepDays in terminal.json (default: 30)`;

/** 0: done. 1: something asked for is not here. 2: could not be looked at, or asked wrongly. */
export type ExitCode = 0 | 1 | 2;
type Say = (line: string) => void;

interface Asked {
  readonly words: readonly string[];
  readonly keepDays: number;
}

const commands: Readonly<Record<string, (store: PreAdviceStore, asked: Asked, say: Say) => ExitCode>> = {
  list(store, _asked, say) {
    const kept = store.list();
    if (kept.length === 0) say('Nothing waits for the back office.');
    for (const { at, record } of kept) {
      const { label, number, destination, grams, declaration } = record;
      say(`${label}  ${new Date(at).toISOString()}  ${number ?? 'no number'}  ${destination}  ${grams} g  ${declaration.form}, ${declaration.articles.length} articles`);
    }
    return 0;
  },
  export(store, { words }, say) {
    const [directory] = words;
    if (directory === undefined) {
      say('Where to? Give a directory: npm run customs -- export DIR');
      return 2;
    }
    const files = exportRecords(store.list(), directory);
    say(`${files.length} ${files.length === 1 ? 'item' : 'items'} written to ${directory}. When the back office has them: npm run customs -- acknowledge LABEL…`);
    return 0;
  },
  acknowledge(store, { words }, say) {
    if (words.length === 0) {
      say('Which? Give the labels: npm run customs -- acknowledge LABEL…');
      return 2;
    }
    const known = new Set(store.list().map(({ record }) => record.label));
    const deleted = store.acknowledge(words);
    say(`${deleted} deleted.`);
    const unknown = words.filter((label) => !known.has(label));
    if (unknown.length > 0) say(`Not here, or acknowledged before: ${unknown.join(', ')}.`);
    return unknown.length > 0 ? 1 : 0;
  },
  purge(store, { keepDays }, say) {
    say(`${store.purge(keepDays)} older than ${keepDays} days deleted.`);
    return 0;
  },
};

/** @param words the arguments without the program's own name. */
export function runCustomsCommand(words: readonly string[], say: Say, now = () => systemClock.now()): ExitCode {
  const asked = parsed(words);
  if (typeof asked === 'string') {
    say(asked);
    return 2;
  }
  const command = asked.name !== undefined && Object.hasOwn(commands, asked.name) ? commands[asked.name] : undefined;
  if (asked.help || !command) {
    say(asked.name === undefined || asked.help ? usage : `"${asked.name}" is not a command: choose from ${Object.keys(commands).join(', ')}.`);
    return asked.help ? 0 : 2;
  }
  if (!hasPreAdvice(asked.data)) {
    say(`There is no customs data in ${asked.data}: give the terminal's data directory with --data DIR.`);
    return 2;
  }
  const store = openPreAdvice({ directory: asked.data, clock: { now } });
  if (!store.ok) {
    say(store.error);
    return 2;
  }
  try {
    return command(store.value, asked, say);
  } catch (error) {
    if (error instanceof ZodError) {
      say('A record was written by another version of Moulin and cannot be read: export it with that version.');
      return 2;
    }
    if (!(error instanceof StoreError) && (error as NodeJS.ErrnoException).code === undefined) throw error;
    say(`${(error as Error).message}. Check the path and the right to use it.`);
    return 2;
  } finally {
    store.value.close();
  }
}

const MOST_DAYS = 365;

function parsed(words: readonly string[]): (Asked & { readonly name: string | undefined; readonly data: string; readonly help: boolean }) | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { data: { type: 'string', default: 'data' }, 'keep-days': { type: 'string', default: '30' }, help: { type: 'boolean', default: false } },
    });
    const [name, ...rest] = positionals;
    const days = values['keep-days'];
    if (!/^\d{1,3}$/.test(days) || Number(days) < 1 || Number(days) > MOST_DAYS) return `--keep-days ${days} is not a number of days: give a whole number from 1 to ${MOST_DAYS}.`;
    return { name, words: rest, data: values.data, keepDays: Number(days), help: values.help };
  } catch (error) {
    return `${(error as Error).message}\n${usage}`;
  }
}

const invoked = process.argv[1];
if (invoked !== undefined && realpathSync(invoked) === fileURLToPath(import.meta.url)) {
  process.stdout.on('error', () => undefined);
  process.exitCode = runCustomsCommand(process.argv.slice(2), (line) => console.log(line));
}
