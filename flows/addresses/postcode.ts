/** French postcodes: their form, and where they lie. */

/** `69 007`, `F-69007` and `FR 69007` are all 69007. What is no postcode comes back tidy, so that it can be shown. */
export function typedPostcode(text: string): string {
  return text.replaceAll(/\s/gu, '').toUpperCase().replace(/^FR?-?(?=\d)/, '');
}

export type PostcodeRegion = 'france' | 'overseas' | 'unlisted' | 'andorra' | 'none';

/**
 * Where a postcode lies. Monaco (980) is served as France; overseas (97) has other prices and needs CN23, and so have the
 * Pacific and the southern lands (984, 986 to 988), whose towns are in no list that could be found; Andorra has French
 * prices but needs CN23 (`postal.md` 4, 5).
 */
export function regionOf(postcode: string): PostcodeRegion {
  if (/^AD[1-7]00$/.test(postcode)) return 'andorra';
  if (!/^\d{5}$/.test(postcode) || /^(00|96|99)/.test(postcode)) return 'none';
  if (/^98[4678]/.test(postcode)) return 'unlisted';
  if (postcode.startsWith('98')) return postcode.startsWith('980') ? 'france' : 'none';
  return postcode.startsWith('97') ? 'overseas' : 'france';
}

/** Business mail's own postcodes. The list of them that could be found is of 2019 (`postal.md` 4), too old to check against. */
export function isCedex(town: string): boolean {
  return /\bCEDEX\b/i.test(town);
}
