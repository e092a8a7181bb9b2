import { afterAll, describe, expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DestinationBook } from '../../flows/destinations/book.ts';
import { assetsDirectory } from '../assets.ts';
import { temporaryDirectory } from '../ledger/sample.fixture.ts';
import { loadDestinations } from './destinations.ts';

const directory = temporaryDirectory();
afterAll(() => directory.remove());
const bundled = join(assetsDirectory(), 'destinations', '2026.json');

function loaded(content: unknown) {
  const file = join(directory.path, 'destinations.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return loadDestinations(file);
}

const entry: DestinationBook['entries'][number] = {
  code: 'FR',
  country: 'FR',
  name: null,
  letterZone: 'FR',
  parcelZone: 'FR',
  confidence: 'high',
  sources: ['list'],
  declaration: false,
  postcodes: null,
};
const book: DestinationBook = { id: 'T', compiled: '2026-11-23', entries: [entry], rules: [], frequent: ['FR'], overseas: [], sources: { list: { url: 'https://example.org/', date: '2026', kind: 'invented' } } };
const rule: DestinationBook['rules'][number] = {
  id: 'r1',
  where: ['ZZ'],
  kind: null,
  contents: null,
  effect: 'suspended',
  note: { fr: 'Plus de colis.', en: 'No more parcels.' },
  from: '2026-01-01',
  to: null,
  source: 'list',
  confidence: 'high',
};

describe('the book of destinations', () => {
  it('that is bundled is sound', () => {
    expect(loadDestinations(bundled)).toMatchObject({ ok: true, value: { id: '2026' } });
  });

  it('of an operator is taken as it is', () => {
    expect(loaded(`\uFEFF${JSON.stringify(book)}`)).toEqual({ ok: true, value: book });
  });

  it.each<[string, unknown, RegExp]>([
    ['a file that is not JSON', '{"id": }', /destinations\.json:1:8 is not JSON/],
    ['an entry without its zone', { ...book, entries: [{ ...entry, letterZone: undefined }] }, /entries\.0\.letterZone: .*flows\/destinations\/book\.ts/],
    ['something else', '[]', /the whole: /],
    ['a place twice', { ...book, entries: [entry, entry] }, /FR stands twice/],
    ['postcodes that are no pattern', { ...book, entries: [{ ...entry, postcodes: '97(' }] }, /FR\.postcodes is no regular expression: 97\(/],
    ['a source that is not listed', { ...book, entries: [{ ...entry, sources: ['hearsay'] }] }, /FR names the source hearsay/],
    ['a rule for a place that is not there', { ...book, rules: [rule] }, /rules: r1 names ZZ, which has no entry/],
    ['a frequent place that is not there', { ...book, frequent: ['DE'] }, /frequent names DE/],
    ['a territory that is not there', { ...book, overseas: ['RE'] }, /overseas names RE/],
  ])('with %s is refused, with the remedy', (_what, content, message) => {
    const result = loaded(content);
    expect(result.ok ? [] : result.error).toContainEqual(expect.stringMatching(message));
  });

  it('that is not there names the key', () => {
    expect(loadDestinations(join(directory.path, 'nowhere.json'))).toEqual({ ok: false, error: [expect.stringMatching(/nowhere\.json cannot be read.*destinations\.file of terminal\.json/)] });
  });
});
