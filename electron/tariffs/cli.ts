import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generateTariff } from './generate.ts';
import { loadTariffs } from './tariffs.ts';
import { inWords, type TariffTrouble } from './trouble.ts';

/** `npm run tariffs -- generate FILE.json --out DIR` and `npm run tariffs -- check [DIR]`. */

const usage = 'npm run tariffs -- generate FILE.json --out DIR\nnpm run tariffs -- check [DIR]';
const defaultFolder = 'assets/tariffs';

/** Returns the exit code: 0 done, 1 refused, 2 not understood. */
export function tariffsCommand(words: readonly string[], say: (line: string) => void): 0 | 1 | 2 {
  let parsed: { positionals: string[]; values: { out?: string | undefined } };
  try {
    parsed = parseArgs({ args: [...words], allowPositionals: true, options: { out: { type: 'string' } } });
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  }
  const [verb, path] = parsed.positionals;
  if (verb === 'generate' && path !== undefined) return generate(path, parsed.values.out ?? defaultFolder, say);
  if (verb === 'check') return check(path ?? defaultFolder, say);
  say(usage);
  return 2;
}

function generate(path: string, folder: string, say: (line: string) => void): 0 | 1 {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    say(`${path}: it is not readable JSON (${error instanceof Error ? error.message : String(error)}); check the path and the file`);
    return 1;
  }
  const tariff = generateTariff(path, content);
  if (!tariff.ok) return refuse(tariff.error, say);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${tariff.value.id}.json`);
  writeFileSync(file, `${JSON.stringify(tariff.value, null, 2)}\n`);
  say(`${file}: ${tariff.value.products.length} products, ${tariff.value.products.flatMap((product) => product.steps).length} prices`);
  return check(folder, say);
}

function check(folder: string, say: (line: string) => void): 0 | 1 {
  const tariffs = loadTariffs(folder);
  if (!tariffs.ok) return refuse(tariffs.error, say);
  for (const { id, validFrom, validTo, products } of tariffs.value.list) {
    say(`${id}: from ${validFrom} ${validTo === null ? 'until replaced' : `to ${validTo}`}, ${products.length} products`);
  }
  return 0;
}

function refuse(troubles: readonly TariffTrouble[], say: (line: string) => void): 1 {
  for (const trouble of troubles) say(inWords(trouble));
  return 1;
}

if (import.meta.main) process.exitCode = tariffsCommand(process.argv.slice(2), console.log);
