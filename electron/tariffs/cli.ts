import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { parisDay } from '../../flows/postage/paris.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { dayAfter, isDay } from './day.ts';
import { diffOf, inLines } from './diff.ts';
import { readFeed } from './feed.ts';
import { generateTariffs } from './generate.ts';
import { baseFor, composeTariff, jumps } from './import.ts';
import { readJson } from './json.ts';
import { readMapping } from './mapping.ts';
import { readTariff } from './read.ts';
import { makeKeys, readPrivateKey, signFile } from './signature.ts';
import { loadTariffs } from './tariffs.ts';
import { textOf } from './text.ts';
import { inWords, said, trouble, type TariffTrouble } from './trouble.ts';

/** `npm run tariffs -- …`: for whoever keeps the price lists. */

const usage = `usage: npm run tariffs -- COMMAND
  check [DIR]             are the lists of a folder sound, and do they meet?
      --key PUBLIC.pem    every list must be signed with this key
  diff A.json B.json      what the second list sells differently, one line a step
  import FEED.json        makes the next list out of the operator's open price data; writes nothing when it refuses
      --from DAY          its first day, such as 2027-01-01 (default: tomorrow)
      --accept            prices that move by more than 25 % are right
      --mapping FILE      what the feed's fields and names mean (default: assets/feed/mapping.json)
      --out DIR           where the lists are (default: assets/tariffs)
  sign FILE --key PRIVATE.pem   writes FILE.sig
  keys DIR                makes a pair of keys: the private one stays with the operator
  generate FILE.json      makes the lists from the researched collection
      --out DIR           where the lists are (default: assets/tariffs)`;

const defaultFolder = 'assets/tariffs';
const defaultMapping = 'assets/feed/mapping.json';

/** 0: done. 1: refused, with the remedy. 2: not understood. */
export type ExitCode = 0 | 1 | 2;
type Say = (line: string) => void;

interface Asked {
  readonly words: readonly string[];
  readonly folder: string;
  readonly key: string | null;
  readonly from: string | null;
  readonly accept: boolean;
  readonly mapping: string;
  readonly today: string;
}

/** Null: not understood. */
type Done = Result<void, readonly TariffTrouble[]> | null;

const commands: Readonly<Record<string, (asked: Asked, say: Say) => Done>> = { check, diff, import: importFeed, sign, keys, generate };

const options = {
  out: { type: 'string', default: defaultFolder },
  key: { type: 'string' },
  from: { type: 'string' },
  accept: { type: 'boolean', default: false },
  mapping: { type: 'string', default: defaultMapping },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** @param now for the day of an import: milliseconds since 1970. */
export function tariffsCommand(words: readonly string[], say: Say, now: () => number = Date.now): ExitCode {
  let parsed;
  try {
    parsed = parseArgs({ args: [...words], allowPositionals: true, options });
  } catch (error) {
    say(`${said(error)}\n${usage}`);
    return 2;
  }
  const { out: folder, key = null, from = null, accept, mapping, help } = parsed.values;
  const [verb = '', ...rest] = parsed.positionals;
  if (help) {
    say(usage);
    return 0;
  }
  const command = Object.hasOwn(commands, verb) ? commands[verb] : undefined;
  try {
    return told(command?.({ words: rest, folder, key, from, accept, mapping, today: parisDay(now()) }, say) ?? null, say);
  } catch (error) {
    say(`${said(error)}: check the path and its rights`);
    return 1;
  }
}

function told(done: Done, say: Say): ExitCode {
  if (done === null) say(usage);
  else if (!done.ok) for (const one of done.error) say(inWords(one));
  if (done === null) return 2;
  return done.ok ? 0 : 1;
}

function check({ words: [folder = defaultFolder, ...more], key }: Asked, say: Say): Done {
  return more.length > 0 ? null : checkFolder(folder, key, say);
}

function checkFolder(folder: string, key: string | null, say: Say): Result<void, readonly TariffTrouble[]> {
  const { tariffs, troubles } = loadTariffs(folder, key);
  for (const { id, validTo, products } of tariffs.list) {
    say(`${id}: ${validTo === null ? 'until replaced' : `to ${validTo}`}, ${products.length} products, ${products.flatMap((one) => one.steps).length} prices`);
  }
  return troubles.length > 0 ? err(troubles) : ok(undefined);
}

function diff({ words: [one, other, ...more], key: keyFile }: Asked, say: Say): Done {
  if (one === undefined || other === undefined || keyFile !== null || more.length > 0) return null;
  const [before, after] = [readTariff(one, null), readTariff(other, null)];
  if (!before.ok || !after.ok) return err([before, after].flatMap((read) => (read.ok ? [] : read.error)));
  const lines = inLines(diffOf(before.value, after.value));
  say(lines.length === 0 ? `${before.value.id} and ${after.value.id} sell the same` : `${before.value.id} → ${after.value.id}`);
  for (const line of lines) say(line);
  return ok(undefined);
}

function importFeed({ words: [path, ...more], folder, key, from: asked, accept, mapping: mappingFile, today }: Asked, say: Say): Done {
  if (path === undefined || more.length > 0) return null;
  const from = asked ?? dayAfter(today);
  if (!isDay(from) || from < today) {
    return err([trouble(path, '--from', `${from} is no day from ${today} on`, 'give a day such as 2027-01-01: prices of the past are not changed')]);
  }
  const mapping = readMapping(mappingFile);
  if (!mapping.ok) return mapping;
  const content = readJson(path, 'check the path and the file');
  if (!content.ok) return err([content.error]);
  const file = basename(path);
  const feed = readFeed(file, content.value, mapping.value);
  if (!feed.ok) return feed;
  const { tariffs, troubles } = loadTariffs(folder, key);
  if (troubles.length > 0) return err(troubles);
  const base = baseFor(tariffs.list, from);
  if (!base.ok) return err([base.error]);
  const next = composeTariff({ file, prices: feed.value.prices, mapping: mapping.value, base: base.value, from, today });
  if (!next.ok) return next;

  const difference = diffOf(base.value, next.value);
  say(`${base.value.id} → ${from}, ${feed.value.prices.length} prices read, ${feed.value.ignored} rows ignored`);
  for (const line of inLines(difference)) say(line);
  const leaps = accept ? [] : jumps(file, difference);
  if (leaps.length > 0) return err(leaps);
  const target = join(folder, `${from}.json`);
  writeFileSync(target, textOf(next.value), { flag: 'wx', flush: true });
  say(`${target}: written. Read the differences above before it is used; where lists must be signed: npm run tariffs -- sign ${target} --key PRIVATE.pem`);
  return ok(undefined);
}

function sign({ words: [file, ...more], key: keyFile }: Asked, say: Say): Done {
  if (file === undefined || keyFile === null || more.length > 0) return null;
  const key = readPrivateKey(keyFile);
  if (!key.ok) return err([key.error]);
  say(`${signFile(file, key.value)}: keep it beside the list`);
  return ok(undefined);
}

function keys({ words: [folder, ...more] }: Asked, say: Say): Done {
  if (folder === undefined || more.length > 0) return null;
  mkdirSync(folder, { recursive: true });
  const made = makeKeys(folder);
  if (!made.ok) return err([made.error]);
  say(`${made.value.privateFile}: signs the lists; keep it away from every terminal`);
  say(`${made.value.publicFile}: give it to the terminals as tariffs.publicKey in terminal.json`);
  return ok(undefined);
}

function generate({ words: [file, ...more], folder }: Asked, say: Say): Done {
  if (file === undefined || more.length > 0) return null;
  const content = readJson(file, 'check the path and the file');
  if (!content.ok) return err([content.error]);
  const tariffs = generateTariffs(file, content.value);
  if (!tariffs.ok) return tariffs;
  mkdirSync(folder, { recursive: true });
  for (const tariff of tariffs.value) writeFileSync(join(folder, `${tariff.id}.json`), textOf(tariff));
  return checkFolder(folder, null, say);
}

if (import.meta.main) process.exitCode = tariffsCommand(process.argv.slice(2), console.log);
