import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { broken, drawText, type Raster } from './drawn-text.ts';
import { facesOf } from './faces.ts';

const sentences = {
  Arabic: 'حتى ⁨23/11/2026⁩ تحاول الآلة نفسها إعادة ⁨3,60 €⁩ إلى بطاقتكم. الملف مفتوح ولن يضيع.',
  Chinese: '23/11/2026 之前，机器会自行尝试把 3,60 € 退到您的卡上。此案已登记，不会丢失。',
  Ukrainian: 'Якщо гроші з картки списано, автомат сам намагається повернути 3,60 € до 23/11/2026, 12:06.',
} as const;

const dark = ({ rowBytes, data }: Raster, x: number, row: number): boolean => ((data[row * rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
const inkIn = (raster: Raster, from: number, to: number): number => {
  let ink = 0;
  for (let row = 0; row < raster.data.length / raster.rowBytes; row += 1) for (let x = from; x < to; x += 1) ink += dark(raster, x, row) ? 1 : 0;
  return ink;
};

describe('letters that the code page lacks are drawn', () => {
  test.each(Object.entries(sentences))('%s, in lines that fit the head and begin and end in ink', (script, text) => {
    for (const dots of [512, 576]) {
      const { lines, rightToLeft } = drawText(text, dots);
      expect(rightToLeft).toBe(script === 'Arabic');
      expect(lines.length).toBeGreaterThan(1);
      for (const line of lines) {
        expect(line.rowBytes * 8).toBeLessThanOrEqual(dots);
        expect(line.data.length % line.rowBytes).toBe(0);
        // The first dot of a line is at the side where reading begins: the printer aligns what it is given.
        const width = line.rowBytes * 8;
        expect(rightToLeft ? inkIn(line, width - 1, width) : inkIn(line, 0, 1)).toBeGreaterThan(0);
        expect(inkIn(line, 0, width)).toBeGreaterThan(300);
      }
    }
  });

  test('a letter that stands alone in Arabic is another drawing than in its word: the script is joined', () => {
    const width = (text: string) => drawText(text, 576).lines[0]!.rowBytes;
    expect(width('بطاقة')).toBeLessThan(Array.from('بطاقة').reduce((sum, letter) => sum + width(letter), 0));
  });

  test('a figure stays the same figure: another one is another drawing', () => {
    expect(drawText('Чек 3,60', 576)).not.toEqual(drawText('Чек 3,61', 576));
  });

  test('what was drawn once is not drawn again, until many others were', () => {
    const first = drawText('Чек', 576);
    expect(drawText('Чек', 576)).toBe(first);
    expect(drawText('Чек', 512)).not.toBe(first);
    for (let at = 0; at < 301; at += 1) drawText(`Чек ${at}`, 576);
    expect(drawText('Чек', 576)).not.toBe(first);
    expect(drawText('Чек', 576)).toEqual(first);
  });

  test('a character that no bundled face has is an error, and no box', () => {
    expect(() => drawText('𐍈', 576)).toThrow('no bundled face has 𐍈 (U+10348)');
    expect(() => facesOf('Чек\u0000')).not.toThrow();
  });

  test('marks without ink are a white line', () => {
    expect(drawText('\u2068\u2069', 576).lines.map((line) => inkIn(line, 0, 8))).toEqual([0]);
    expect(drawText('', 576).lines).toEqual([]);
  });
});

describe('a text in lines', () => {
  const fitting = (most: number) => (line: string) => Array.from(line).length <= most;
  const word = fc.oneof(fc.constantFrom('卡', '退款', '（含税）', '凭证：', '您的钱，', '。'), fc.stringMatching(/^[a-z0-9,./]{1,12}$/), fc.constantFrom('картка', 'автомат'));

  test('none is too long, and nothing is lost but spaces', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), fc.integer({ min: 4, max: 30 }), (words, most) => {
        const text = words.join(' ');
        const lines = broken(text, fitting(most));
        for (const line of lines) expect(fitting(most)(line)).toBe(true);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });

  test.each([
    ['机器会自行尝试，退款。', 5, ['机器会自行', '尝试，退', '款。']],
    ['机器会自行尝试，退款。', 7, ['机器会自行尝', '试，退款。']],
    ['退 28,52 € 到（卡）', 8, ['退 28,52', '€ 到（卡）']],
    ['один два три', 8, ['один два', 'три']],
  ])('%s in lines of %i', (text, most, lines) => {
    // What closes a phrase takes its character along to the next line.
    expect(broken(text, fitting(most)).join('|')).toBe(lines.join('|'));
  });
});
