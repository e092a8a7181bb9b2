import { capitals } from './characters.ts';

/**
 * A town as line 6 spells it: capitals without accent, hyphen or apostrophe; SAINT before a name becomes ST, as sorting centres
 * write it (the town of Saintes stays); an article that a list puts behind comes back in front; the three cities with arrondissements bear one name, the
 * postcode says which (`postal.md` 4: 8,889 labels of codes-postaux have a hyphen, 201 an apostrophe).
 */
export function line6Town(town: string): string {
  const [, name, article] = /^(.+?) ?\((L|LA|LE|LES)[ ']?\)$/i.exec(town.trim()) ?? [];
  return capitals(article === undefined || name === undefined ? town : `${article} ${name}`)
    .replaceAll(/\bSAINT(E?S?)(?= )/g, 'ST$1')
    .replace(/^(PARIS|LYON|MARSEILLE) \d{1,2}(ER|E|EME)?( ARRONDISSEMENT)?$/, '$1');
}

/** The last line of an address in France. */
export function line6(postcode: string, town: string): string {
  return `${postcode} ${line6Town(town)}`;
}
