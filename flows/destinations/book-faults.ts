import type { DestinationBook } from './book.ts';

/**
 * What a schema cannot see in a book of destinations: one part naming what another lacks. For whoever edits or loads the file,
 * in English like every tool of the technician; empty when the book is sound.
 */
export function bookFaults(book: DestinationBook): string[] {
  const codes = new Set(book.entries.map(({ code }) => code));
  const unknown = (from: string, named: readonly string[]): string[] => named.filter((code) => !codes.has(code)).map((code) => `${from} names ${code}, which has no entry`);
  return [
    ...doubled('entry', book.entries.map(({ code }) => code)),
    ...doubled('rule', book.rules.map(({ id }) => id)),
    ...unknown('frequent', book.frequent),
    ...unknown('overseas', book.overseas),
    ...book.rules.flatMap(({ id, where }) => unknown(`rule ${id}`, where)),
    ...book.rules.filter(({ from, to }) => to !== null && to < from).map(({ id }) => `rule ${id} ends before it begins`),
    ...book.entries.flatMap(({ code, sources }) => sources.filter((source) => !(source in book.sources)).map((source) => `entry ${code}: source ${source} is not listed`)),
    ...book.entries.filter(({ postcodes }) => postcodes !== null && !isPattern(postcodes)).map(({ code }) => `entry ${code}: postcodes is not a regular expression`),
  ];
}

function doubled(what: string, ids: readonly string[]): string[] {
  return ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${what} ${id} stands there twice`);
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
