/**
 * Letters of other scripts in Latin ones, for names and addresses abroad: plain-letter romanisation of Cyrillic (as in
 * passports, ICAO Doc 9303 part 3) and of Greek (ISO 843 / ELOT 743 without marks), and Latin letters that no
 * decomposition takes apart.
 */
const pairs: readonly [from: string, to: string][] = [
  ['łŁđĐħĦıŧŦŋŊĸ', 'l L d D h H i t T n N k'],
  ['əƏɓɗƙ', 'e E b d k'],
  ['абвгдеёжзийклмнопрстуфхцчшщъыьэюя', 'a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y - e iu ia'],
  ['іїєґўђјљњћџѓќѕ', 'i i ie g u d j lj nj c dz g k dz'],
  ['αβγδεζηθικλμνξοπρσςτυφχψω', 'a v g d e z i th i k l m n x o p r s s t y f ch ps o'],
].map(([from = '', to = '']) => [from, to]);

export const romanised: ReadonlyMap<string, string> = new Map(
  pairs.flatMap(([from, to]) => {
    const letters = to.split(' ').map((letter) => (letter === '-' ? '' : letter));
    return Array.from(from).flatMap((character, index): [string, string][] => {
      const letter = letters[index] ?? '';
      const upper = character.toUpperCase();
      const both: [string, string][] = [[character, letter]];
      if (upper !== character && upper.length === 1 && !/[a-z]/i.test(upper)) both.push([upper, letter.charAt(0).toUpperCase() + letter.slice(1)]);
      return both;
    });
  }),
);
