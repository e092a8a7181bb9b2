/** French postcodes: their form, and which of them this version of the terminal sends parcels to. */

/** `69 007`, `F-69007` and `FR 69007` are all 69007. What is no postcode comes back tidy, so that it can be shown. */
export function typedPostcode(text: string): string {
  return text.replaceAll(/\s/gu, '').toUpperCase().replace(/^FR?-?(?=\d)/, '');
}

export type PostcodeRegion = 'france' | 'overseas' | 'andorra' | 'none';

/**
 * Where a postcode lies. Monaco (980) is served as France and needs no customs form; overseas (97, and 986 to 988)
 * needs CN23 and has other prices; Andorra has French prices but needs CN23 (`postal.md` 5).
 */
export function regionOf(postcode: string): PostcodeRegion {
  if (/^AD[1-7]00$/.test(postcode)) return 'andorra';
  if (!/^\d{5}$/.test(postcode) || postcode.startsWith('00')) return 'none';
  if (postcode.startsWith('980')) return 'france';
  return /^9[78]/.test(postcode) ? 'overseas' : postcode.startsWith('96') || postcode.startsWith('99') ? 'none' : 'france';
}

/** Business mail's own postcodes. The list of them that could be found is of 2019 (`postal.md` 4), too old to check against. */
export function isCedex(town: string): boolean {
  return /\bCEDEX\b/i.test(town);
}
