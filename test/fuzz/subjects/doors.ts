import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { configSchema, loadConfig } from '../../../electron/config.ts';
import { maximumMessageBytes, readMessage, writeView } from '../../../electron/link/contract.ts';
import { createPickUpPoints } from '../../../electron/ports/pick-up-points.ts';
import { loadDestinations } from '../../../electron/ports/destinations.ts';
import { readFeed } from '../../../electron/tariffs/feed.ts';
import { parseJson } from '../../../electron/tariffs/json.ts';
import { readMapping } from '../../../electron/tariffs/mapping.ts';
import { readTariff } from '../../../electron/tariffs/read.ts';
import { dialogFixtures, otherFixtures } from '../../../renderer/fixtures/others.ts';
import { sendingFixtures } from '../../../renderer/fixtures/sending.ts';
import { soldFixtures } from '../../../renderer/fixtures/sold.ts';
import { jsonOf, must, utf8, type Subject } from '../subject.ts';

/** What comes from the page, from files of the operator, and from the network of the post. */

const folder = mkdtempSync(join(tmpdir(), 'moulin-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The input as a file, for parsers that are given a path. */
function fileOf(name: string, input: Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, input);
  return file;
}

const read = (...path: readonly string[]): Uint8Array => Uint8Array.from(readFileSync(join(import.meta.dirname, '..', '..', '..', ...path)));

export const doors: readonly Subject[] = [
  { name: 'link-intent', room: 'electron', json: true, check: intent },
  { name: 'link-view', room: 'electron', json: true, seeds: views, check: view },
  { name: 'config', room: 'electron', json: true, check: config },
  { name: 'tariff', room: 'electron', json: true, seeds: () => [read('assets', 'tariffs', '2026-04-01.json')], check: tariff },
  { name: 'tariff-feed', room: 'electron', json: true, seeds: () => [read('electron', 'tariffs', 'feed.fixture.json')], check: feed },
  { name: 'feed-mapping', room: 'electron', json: true, seeds: () => [read('assets', 'feed', 'mapping.json')], check: (input) => void readMapping(fileOf('mapping.json', input)) },
  { name: 'destinations', room: 'electron', json: true, seeds: () => [read('assets', 'destinations', '2026.json')], check: destinations },
  { name: 'pick-up-points', room: 'electron', json: true, check: pickUpPoints },
];

function intent(input: Uint8Array): void {
  const text = utf8(input);
  const taken = readMessage(text);
  if (!taken.ok) return;
  must(Buffer.byteLength(text) <= maximumMessageBytes, 'takes a message that is too large');
  must(Object.keys(taken.value).every((key) => !/price|amountPaid|role|__proto__/.test(key)), 'takes an intent that names what no screen may set');
  const again = readMessage(JSON.stringify(taken.value));
  must(again.ok && JSON.stringify(again.value) === JSON.stringify(taken.value), 'takes an intent that it would not take again');
}

function views(): Uint8Array[] {
  const screens = [...Object.values(sendingFixtures), ...Object.values(soldFixtures), ...Object.values(otherFixtures)].flatMap((one) => Object.values(one).slice(0, 1));
  return [...screens, ...Object.values(dialogFixtures).slice(0, 2)].map(jsonOf);
}

function view(input: Uint8Array): void {
  const value = jsonIn(input);
  if (value === undefined) return;
  const written = writeView(value);
  if (!written.ok) return;
  must(Buffer.byteLength(written.value) <= maximumMessageBytes, 'writes a view that is too large');
  const again = writeView(JSON.parse(written.value));
  must(again.ok && again.value === written.value, 'writes a view that it would not write again');
}

function config(input: Uint8Array): void {
  const loaded = loadConfig(fileOf('terminal.json', input));
  if (loaded.ok) must(configSchema.safeParse(loaded.value).success, 'takes a configuration that it would not take again');
  else must(loaded.error.length > 0 && loaded.error.every(({ message }) => /\S \S/.test(message) && message.length < 2_000), 'refuses without a sentence that says why');
}

function tariff(input: Uint8Array): void {
  const file = fileOf('tariff.json', input);
  const list = readTariff(file, null);
  if (!list.ok) must(list.error.length > 0, 'refuses a price list without saying why');
}

const mapping = readMapping(join(import.meta.dirname, '..', '..', '..', 'assets', 'feed', 'mapping.json'));

function feed(input: Uint8Array): void {
  const content = parseJson('feed.json', Buffer.from(input), 'fetch it again');
  if (!content.ok || !mapping.ok) return;
  const prices = readFeed('feed.json', content.value, mapping.value);
  if (!prices.ok) return must(prices.error.length > 0, 'refuses a feed without saying why');
  for (const { price, grams } of prices.value.prices) {
    must(Number.isSafeInteger(price) && price > 0 && (grams === null || (Number.isSafeInteger(grams) && grams > 0)), `takes a price of ${price} cents for ${String(grams)} g`);
  }
}

function destinations(input: Uint8Array): void {
  const book = loadDestinations(fileOf('destinations.json', input));
  if (!book.ok) return must(book.error.length > 0, 'refuses a book without saying why');
  const codes = book.value.entries.map(({ code }) => code);
  must(new Set(codes).size === codes.length, 'takes a book with two entries for one place');
}

function pickUpPoints(input: Uint8Array): void {
  const points = createPickUpPoints(fileOf('points.json', input));
  if (points.ok) points.value.near('69001');
  else must(points.error.length > 0, 'refuses a list without saying why');
}

/** Undefined when it is no JSON: nothing that this parser would be given. */
function jsonIn(input: Uint8Array): unknown {
  try {
    return JSON.parse(utf8(input)) as unknown;
  } catch {
    return undefined;
  }
}
