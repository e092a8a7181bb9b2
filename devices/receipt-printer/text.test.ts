import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWindows1252, pairLines, printable, unbreakable, wrap } from './text.ts';

const windows1252 = new TextDecoder('windows-1252');

describe('what Windows-1252 can carry', () => {
  test('a character is in the page exactly when the platform decodes some byte to it', () => {
    const decoded = new Set(Array.from({ length: 256 }, (_, byte) => windows1252.decode(Uint8Array.of(byte))));
    for (let code = 0x20; code < 0x3000; code += 1) {
      const character = String.fromCodePoint(code);
      // DEL, the C1 controls that the platform passes through, and the soft hyphen carry no ink.
      const isControl = (code >= 0x7f && code < 0xa0) || code === 0xad;
      expect([character, isWindows1252(character)]).toEqual([character, decoded.has(character) && !isControl]);
    }
  });

  test.each([
    ['€ é œ — ’ “ ” – … « Ÿ »', '€ é œ — ’ “ ” – … « Ÿ »'],
    ['Jusqu’à 9,30\u202f€', `Jusqu’à 9,30${unbreakable}€`],
    ['1\u202f240\u2009g', `1${unbreakable}240 g`],
    ['e\u0301cole, cœur', 'école, cœur'],
    ['Łódź, Şişli, Đà Nẵng, ﬁn', 'Lódz, Sisli, Dà Nang, fin'],
    ['Москва, Київ, Αθήνα', 'Moskva, Kiiv, Athina'],
    ['вулиця Зоряна, объезд, Юность', 'vulitsia Zoriana, obieezd, Iunost'],
    ['a→b ≤ c − d', 'a->b <= c - d'],
    ['sou\u00adris\u200b, \u202aun\u202c', 'souris, un'],
    ['un\ttab\r\net une ligne', 'un tab  et une ligne'],
  ])('%j is printed as %j, with nothing lost', (text, written) => {
    expect(printable(text)).toEqual({ text: written, lost: [] });
  });

  test('what has no Latin writing becomes one question mark and is reported whole', () => {
    expect(printable('Joyeux 👩‍👩‍👧 et 東京')).toEqual({ text: 'Joyeux ? et ??', lost: ['👩‍👩‍👧', '東', '京'] });
  });

  test('an escape sequence in a name stays a name', () => {
    expect(printable('Du\u001b@pont\u0010\u0004\u0001\u001di')).toEqual({ text: 'Du@ponti', lost: [] });
  });

  test('any text becomes characters of the page without a control character, and writing it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { text: written } = printable(text);
        expect(Array.from(written).every(isWindows1252)).toBe(true);
        expect(printable(written)).toEqual({ text: written, lost: [] });
      }),
    );
  });
});

describe('lines', () => {
  const words = fc.array(fc.stringMatching(/^[a-zé€]{1,60}$/), { maxLength: 20 });

  test.each([
    ['Preuve de dépôt', 10, ['Preuve de', 'dépôt']],
    ['Anticonstitutionnellement', 10, ['Anticonsti', 'tutionnell', 'ement']],
    [`à partir de 9,30${unbreakable}€`, 12, ['à partir de', '9,30 €']],
    ['  2 × timbres verts en carnet', 14, ['  2 × timbres', '  verts en', '  carnet']],
    ['', 10, ['']],
    ['   ', 10, ['']],
  ])('%j at %i columns is %j', (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  test('wrapping keeps every character, never goes over the width and never breaks sooner than it must', () => {
    fc.assert(
      fc.property(words, fc.constantFrom(21, 24, 42, 48), (parts, width) => {
        const lines = wrap(parts.join(' '), width);
        expect(lines.join('').replaceAll(' ', '')).toBe(parts.join(''));
        for (const [index, line] of lines.entries()) {
          expect(line.length).toBeLessThanOrEqual(width);
          const next = lines[index + 1]?.split(' ')[0];
          expect(next === undefined || line.length === width || line.length + 1 + next.length > width).toBe(true);
        }
      }),
    );
  });

  test.each([
    ['Poids', '1 240 g', ['Poids        1 240 g']],
    ['Lettre verte suivie 20 g', '2,02 €', ['Lettre verte', 'suivie 20 g   2,02 €']],
    ['Treize lettres', '2,02', ['Treize lettres  2,02']],
  ])('%j and %j share lines of 20 columns', (left, right, lines) => {
    expect(pairLines(left, right, 20)).toEqual(lines);
  });

  test('a right part wider than half the paper has lines of its own, on the right', () => {
    expect(pairLines('Numéro', '6A 12345 67890 1', 20)).toEqual(['Numéro', '    6A 12345 67890 1']);
    expect(pairLines('', '2,02 €', 20)).toEqual(['              2,02 €']);
    expect(pairLines('Sans montant', '', 20)).toEqual(['Sans montant']);
  });

  test('the amount of a pair always stands at the right edge of the last line', () => {
    fc.assert(
      fc.property(words, fc.stringMatching(/^[0-9,]{1,10}$/), fc.constantFrom(42, 48), (parts, amount, width) => {
        const lines = pairLines(parts.join(' '), amount, width);
        const last = lines.at(-1) ?? '';
        expect(last.length).toBe(width);
        expect(last.endsWith(parts.length > 0 ? ` ${amount}` : amount)).toBe(true);
        expect(lines.every((line) => line.length <= width)).toBe(true);
        expect(lines.join('').replaceAll(' ', '')).toBe(parts.join('') + amount);
      }),
    );
  });
});
