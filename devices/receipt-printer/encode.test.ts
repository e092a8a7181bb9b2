import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawText, type DrawText } from './drawn-text.ts';
import { encodeReceipt } from './encode.ts';
import { headDots } from './layout.ts';
import type { ReceiptBlock } from './receipt-printer.ts';
import { readCommand, type PrinterCommand } from './virtual-language.ts';
import { characterOf } from './virtual-code-page.ts';
import { PrintHead } from './virtual-head.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
/** Bytes written with spaces between commands, for people. */
const packed = (text: string): string => text.replaceAll(' ', '');
const begin = packed('1b40 1c2e 1b7410 1d610e');
const end = packed('1b6404 1d5600 1b40 1d610e');

function bytesOf(blocks: ReceiptBlock[], columns: 42 | 48 = 48): string {
  return hex(encodeReceipt({ title: '', blocks }, { columns }).bytes);
}

function commands(bytes: Uint8Array): PrinterCommand[] {
  const found: PrinterCommand[] = [];
  let rest = bytes;
  for (let next = readCommand(rest); next; next = readCommand(rest)) {
    found.push(next.command);
    rest = rest.slice(next.length);
  }
  expect(rest).toHaveLength(0);
  return found;
}

const block: fc.Arbitrary<ReceiptBlock> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    text: fc.string({ unit: 'binary', maxLength: 200 }),
    align: fc.constantFrom('left', 'centre', 'right'),
    bold: fc.boolean(),
    size: fc.constantFrom('normal', 'double'),
  }),
  fc.record({ kind: fc.constant('pair' as const), left: fc.string({ unit: 'binary', maxLength: 99 }), right: fc.string({ unit: 'binary', maxLength: 99 }), bold: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('qr' as const, 'code128' as const), text: fc.string({ unit: 'binary', maxLength: 99 }) }),
  fc.record({ kind: fc.constantFrom('qr' as const, 'code128' as const), text: fc.string({ unit: 'grapheme-ascii', maxLength: 60 }) }),
  fc.record({ kind: fc.constantFrom('rule' as const, 'space' as const) }),
);

describe('a receipt in ESC/POS', () => {
  test('starts from a known state: initialised, out of Kanji mode, in Windows-1252, telling its status by itself', () => {
    expect(bytesOf([])).toBe(begin + end);
  });

  test('writes € é œ — ’ as one byte each, without leaving the code page', () => {
    expect(bytesOf([{ kind: 'text', text: '€ é œ — ’' }])).toBe(`${begin}1b6100${packed('80 20 e9 20 9c 20 97 20 92')}0a${end}`);
  });

  test.each<[string, ReceiptBlock, string]>([
    ['bold', { kind: 'text', text: 'A', bold: true }, '1b6100 1b4501 410a 1b4500'],
    ['double and centred', { kind: 'text', text: 'A', size: 'double', align: 'centre' }, '1b6101 1d2111 410a 1d2100'],
    ['on the right', { kind: 'text', text: 'A', align: 'right' }, '1b6102 410a'],
    ['a pair', { kind: 'pair', left: 'A', right: '1' }, `1b610041${'20'.repeat(46)}310a`],
    ['the same in another language, set in', { kind: 'beside', text: 'Ü', align: 'left' }, '1b6100 2020dc0a'],
    ['the same in another language, centred', { kind: 'beside', text: 'Ü', align: 'centre' }, '1b6101 dc0a'],
    ['a rule', { kind: 'rule' }, `1b6100${'2d'.repeat(48)}0a`],
    ['a space', { kind: 'space' }, '0a'],
    [
      'a QR of model 2, modules of 6 dots, correction M',
      { kind: 'qr', text: 'AB' },
      '1b6101 1d286b040031413200 1d286b0300314306 1d286b0300314531 1d286b050031503041 42 1d286b0300315130',
    ],
    [
      'a Code 128 in set B, its text below, braces doubled',
      { kind: 'code128', text: 'A{' },
      '1b6101 1d4802 1d6600 1d7703 1d6850 1d6b49 05 7b42 41 7b7b',
    ],
  ])('%s', (_, given, expected) => {
    expect(bytesOf([given])).toBe(begin + packed(expected) + end);
  });

  test('the title is large, bold and centred, and the empty line below is kept', () => {
    expect(hex(encodeReceipt({ title: 'T', blocks: [] }, { columns: 48 }).bytes)).toBe(`${begin}1b61011d21111b4501540a1b45001d21000a${end}`);
  });

  test('after a spoiled paper, what stands in the printer is cut off first and the state set again', () => {
    const { bytes } = encodeReceipt({ title: '', blocks: [] }, { columns: 48, afterSpoiled: true });
    expect(hex(bytes)).toBe(begin + '1b64041d56001b40' + begin + end);
  });

  test('the second paper does not carry the first one along', () => {
    const once = bytesOf([{ kind: 'text', text: 'é' }]);
    expect(bytesOf([{ kind: 'text', text: 'é' }])).toBe(once);
  });

  test('a code that cannot be one is printed as text, and said', () => {
    const paper = { title: '', blocks: [{ kind: 'qr', text: 'dépôt' }, { kind: 'code128', text: '1'.repeat(60) }, { kind: 'qr', text: '' }] as ReceiptBlock[] };
    const { bytes, reports } = encodeReceipt(paper, { columns: 48 });
    expect(reports).toHaveLength(3);
    expect(reports[0]).toContain('dépôt');
    expect(commands(bytes).some(({ kind }) => kind === 'qr-print' || kind === 'code128')).toBe(false);
    expect(hex(bytes)).toContain('64e970f474');
  });

  test('what could not be written in Latin letters is said', () => {
    expect(encodeReceipt({ title: '東京', blocks: [] }, { columns: 48 }).reports).toEqual(['"東京" is printed as "??"']);
  });

  test('what the code page lacks is drawn line by line, on the side where reading begins', () => {
    const twoLines: DrawText = () => ({ rightToLeft: true, lines: [{ rowBytes: 1, data: Uint8Array.of(0x80, 0x01) }, { rowBytes: 2, data: Uint8Array.of(1, 2, 3, 4) }] });
    const { bytes, reports } = encodeReceipt({ title: '', blocks: [{ kind: 'beside', text: 'إيصال', align: 'left' }] }, { columns: 48, draw: twoLines });
    expect(hex(bytes)).toBe(begin + packed('1b6102 1d76300001000200 8001 1b6102 1d76300002000200 01020304') + end);
    expect(reports).toEqual([]);
  });

  test('a picture never says anything in real time: a dot more breaks DLE EOT, DLE ENQ and DLE DC4', () => {
    const unlucky: DrawText = () => ({ rightToLeft: false, lines: [{ rowBytes: 9, data: Uint8Array.of(0x10, 0x04, 0x01, 0x10, 0x05, 0x10, 0x14, 0x10, 0x10) }] });
    const { bytes } = encodeReceipt({ title: '', blocks: [{ kind: 'beside', text: 'Чек', align: 'left' }] }, { columns: 48, draw: unlucky });
    expect(hex(bytes)).toBe(begin + packed('1b6100 1d76300009000100 180401 1805 1814 1010') + end);
  });

  test('beside a title stands the same in the other language, above the empty line', () => {
    const { bytes } = encodeReceipt({ title: 'T', besideTitle: 'U', blocks: [] }, { columns: 48 });
    expect(hex(bytes)).toBe(`${begin}1b61011d21111b4501540a1b45001d21001b6101550a0a${end}`);
  });

  test('a printer that prints characters alone leaves out what it has no letters for, and keeps the French', () => {
    const blocks: ReceiptBlock[] = [{ kind: 'text', text: 'Reçu' }, { kind: 'beside', text: 'Чек', align: 'left' }, { kind: 'beside', text: 'Beleg', align: 'left' }];
    const { bytes, reports } = encodeReceipt({ title: '', besideTitle: '收据', blocks }, { columns: 48, draw: null });
    expect(hex(bytes)).toBe(begin + packed('1b6100 5265e775') + '0a' + packed('1b6100 202042656c6567 0a') + end);
    expect(reports).toEqual([]);
  });

  test('what cannot be drawn is said and left out: the French is printed all the same', () => {
    const { bytes, reports } = encodeReceipt({ title: '', blocks: [{ kind: 'text', text: 'A' }, { kind: 'beside', text: '𐍈', align: 'left' }] }, { columns: 48 });
    expect(hex(bytes)).toBe(begin + packed('1b6100 410a') + end);
    expect(reports).toEqual(['"𐍈" could not be drawn and is left out: no bundled face has 𐍈 (U+10348)']);
  });

  test('whatever stands beside the French, the printer understands it, no line is wider than the head, and nothing is said in real time', () => {
    const script = fc.constantFrom('Збережіть цю квитанцію', 'احتفظوا بهذا الإثبات', '请保存此凭证', 'Bewahren Sie auf', 'R1 3,60 €');
    fc.assert(
      fc.property(fc.array(script, { minLength: 1, maxLength: 12 }), fc.constantFrom('left' as const, 'centre' as const, 'right' as const), fc.constantFrom(42 as const, 48 as const), (words, align, columns) => {
        const { bytes } = encodeReceipt({ title: '', blocks: [{ kind: 'beside', text: words.join(' '), align }] }, { columns, draw: drawText });
        const head = new PrintHead(headDots[columns]);
        for (const command of commands(bytes)) head.execute(command);
        expect(head.errors).toEqual([]);
        expect(hex(bytes).match(/^(?:..)*?10(?:04|05|14)/)).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  test('any content at all is commands the printer knows, lines within the paper, and no control character of its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(block, { maxLength: 12 }), fc.constantFrom(42 as const, 48 as const), (title, blocks, columns) => {
        const { bytes } = encodeReceipt({ title, blocks }, { columns });
        const head = new PrintHead(headDots[columns]);
        const lines: { text: string; room: number }[] = [];
        let [line, room] = ['', columns as number];
        for (const command of commands(bytes)) {
          expect(command.kind).not.toBe('unknown');
          head.execute(command);
          if (command.kind === 'set' && command.what === 'size') room = command.value === 0x11 ? columns / 2 : columns;
          if (command.kind === 'text') line += Array.from(command.bytes, (byte) => characterOf(byte, 16) ?? '\u0000').join('');
          if (command.kind === 'line-feed') lines.push({ text: line, room });
          if (command.kind === 'line-feed') line = '';
        }
        expect(lines.filter(({ text, room: most }) => text.length > most || text.includes('\u0000'))).toEqual([]);
        expect(head.errors).toEqual([]);
        // The real-time prefix DLE may only be the number of the code page.
        expect(Array.from(bytes).filter((byte) => byte === 0x10)).toHaveLength(1);
      }),
      { numRuns: 150 },
    );
  });
});
