import { wordsOf } from './words.ts';

/** Countries of origin: ISO 3166-1 alpha-2, officially assigned. Where a thing was made need not be where the post goes. */
const codes: readonly string[] = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ ' +
  'DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP ' +
  'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ ' +
  'OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ ' +
  'UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
).split(' ');

const isCode: ReadonlySet<string> = new Set(codes);
let codeOfName: ReadonlyMap<string, string> | null = null;

/** What people say and `Intl` does not. */
const sayings: readonly (readonly [string, string])[] = [
  ['usa', 'US'],
  ['angleterre', 'GB'],
  ['england', 'GB'],
  ['hollande', 'NL'],
  ['holland', 'NL'],
];

/** Names in the languages of the screens, long and short (`United Kingdom`, `UK`). Made at the first question: it takes some milliseconds. */
function names(): ReadonlyMap<string, string> {
  codeOfName ??= new Map([
    ...sayings,
    ...['fr', 'en'].flatMap((locale) =>
      (['long', 'short'] as const).flatMap((style) => {
        const region = new Intl.DisplayNames([locale], { type: 'region', style });
        return codes.map((code) => [wordsOf(region.of(code) ?? code).join(' '), code] as const);
      }),
    ),
  ]);
  return codeOfName;
}

/** The country that was typed, by its code or by its name in French or English; null when it is none. */
export function originOf(text: string): string | null {
  const code = text.trim().toUpperCase();
  if (isCode.has(code)) return code;
  const name = wordsOf(text).join(' ');
  return name === '' ? null : (names().get(name) ?? null);
}
