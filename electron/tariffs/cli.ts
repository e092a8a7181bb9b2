import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../../flows/result.ts';
import { generateTariffs } from './generate.ts';
import { makeKeys, readPrivateKey, signFile } from './signature.ts';
import { loadTariffs } from './tariffs.ts';
import { textOf } from './text.ts';
import { inWords, said, type TariffTrouble } from './trouble.ts';

/** `npm run tariffs -- …`: for whoever keeps the price lists. */

const usage = `usage: npm run tariffs -- COMMAND
  check [DIR]             are the lists of a folder sound, and do they meet?
      --key PUBLIC.pem    every list must be signed with this key
  sign FILE --key PRIVATE.pem   writes FILE.sig
  keys DIR                makes a pair of keys: the private one stays with the operator
  generate FILE.json      makes the lists from the researched collection
      --out DIR           where the lists are (default: assets/tariffs)`;

const defaultFolder = 'assets/tariffs';

/** 0: done. 1: refused, with the remedy. 2: not understood. */
export type ExitCode = 0 | 1 | 2;
type Say = (line: string) => void;

interface Asked {
  readonly words: readonly string[];
  readonly folder: string;
  readonly key: string | null;
}

/** Null: not understood. */
type Command = (asked: Asked, say: Say) => Result<void, readonly TariffTrouble[]> | null;

const commands: Readonly<Record<string, Command>> = { check, sign, keys, generate };

export function tariffsCommand(words: readonly string[], say: Say): ExitCode {
  let parsed;
  try {
    parsed = parseArgs({ args: [...words], allowPositionals: true, options: { out: { type: 'string' }, key: { type: 'string' } } });
  } catch (error) {
    say(`${said(error)}\n${usage}`);
    return 2;
  }
  const [verb = '', ...rest] = parsed.positionals;
  const command = Object.hasOwn(commands, verb) ? commands[verb] : undefined;
  const { out = defaultFolder, key = null } = parsed.values;
  try {
    const done = command?.({ words: rest, folder: out, key }, say) ?? null;
    if (done === null) say(usage);
    else if (!done.ok) for (const trouble of done.error) say(inWords(trouble));
    return done === null ? 2 : done.ok ? 0 : 1;
  } catch (error) {
    say(`${said(error)}: check the path and its rights`);
    return 1;
  }
}

function check({ words: [folder = defaultFolder, ...more], key }: Asked, say: Say) {
  return more.length > 0 ? null : checkFolder(folder, key, say);
}

function checkFolder(folder: string, key: string | null, say: Say): Result<void, readonly TariffTrouble[]> {
  const { tariffs, troubles } = loadTariffs(folder, key);
  for (const { id, validTo, products } of tariffs.list) {
    say(`${id}: ${validTo === null ? 'until replaced' : `to ${validTo}`}, ${products.length} products, ${products.flatMap((one) => one.steps).length} prices`);
  }
  return troubles.length > 0 ? err(troubles) : ok(undefined);
}

function sign({ words: [file, ...more], key: keyFile }: Asked, say: Say) {
  if (file === undefined || keyFile === null || more.length > 0) return null;
  const key = readPrivateKey(keyFile);
  if (!key.ok) return err([key.error]);
  say(`${signFile(file, key.value)}: keep it beside the list`);
  return ok(undefined);
}

function keys({ words: [folder, ...more] }: Asked, say: Say) {
  if (folder === undefined || more.length > 0) return null;
  mkdirSync(folder, { recursive: true });
  const made = makeKeys(folder);
  if (!made.ok) return err([made.error]);
  say(`${made.value.privateFile}: signs the lists; keep it away from every terminal`);
  say(`${made.value.publicFile}: give it to the terminals as tariffs.publicKey in terminal.json`);
  return ok(undefined);
}

function generate({ words: [file, ...more], folder }: Asked, say: Say) {
  if (file === undefined || more.length > 0) return null;
  const content = jsonOf(file);
  if (!content.ok) return content;
  const tariffs = generateTariffs(file, content.value);
  if (!tariffs.ok) return tariffs;
  mkdirSync(folder, { recursive: true });
  for (const tariff of tariffs.value) writeFileSync(join(folder, `${tariff.id}.json`), textOf(tariff));
  return checkFolder(folder, null, say);
}

function jsonOf(file: string): Result<unknown, readonly TariffTrouble[]> {
  try {
    return ok(JSON.parse(readFileSync(file, 'utf8')) as unknown);
  } catch (error) {
    return err([{ file, key: '(whole file)', problem: `it is not readable JSON (${said(error)})`, remedy: 'check the path and the file' }]);
  }
}

if (import.meta.main) process.exitCode = tariffsCommand(process.argv.slice(2), console.log);
