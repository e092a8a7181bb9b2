import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock.ts';
import { memoryWire } from '../wire/memory.ts';
import { encodeLabel, LabelError } from './encode.ts';
import type { LabelDrawing, LabelElement } from './label-printer.ts';
import { createVirtualLabelPrinter, type VirtualLabelPrinter } from './virtual.ts';

const label = (...elements: LabelElement[]): LabelDrawing => ({ width: 100, height: 50, elements });
const zpl = (...elements: LabelElement[]): string[] => new TextDecoder().decode(encodeLabel(label(...elements))).split('\n').slice(5, -3);

/** What a printer makes of the bytes: the twin's own reading of ZPL. */
async function printed(bytes: Uint8Array): Promise<VirtualLabelPrinter> {
  const clock = new ManualClock();
  const twin = createVirtualLabelPrinter({ clock });
  const [near, far] = memoryWire();
  twin.attach(far);
  await near.write(bytes);
  clock.advance(1_000);
  return twin;
}

describe('a drawing becomes one ZPL format', () => {
  it('frames it in UTF-8, with its size in dots and one copy', () => {
    expect(new TextDecoder().decode(encodeLabel(label()))).toBe('^XA\n^CI28\n^PW800\n^LL400\n^LH0,0\n^PQ1,0,0,N\n^XZ\n');
    expect(new TextDecoder().decode(encodeLabel(label(), { dotsPerMillimetre: 12 }))).toContain('^PW1200\n^LL600\n');
  });

  it.each<[string, LabelElement, string[]]>([
    ['text stands on its baseline, its capitals as high as asked', { kind: 'text', x: 5, y: 5, height: 4.5, text: 'Été' }, ['^FT40,76^A0N,50,50^FH^FDÉté^FS']],
    ['bold is struck twice, and set wider by as much a letter', { kind: 'text', x: 5, y: 5, height: 4.5, text: 'A', bold: true }, ['^FT40,76^A0N,50,52^FH^FDA^FS', '^FT41,76^A0N,50,52^FH^FDA^FS']],
    ['bold is not set wider where there is no room for it', { kind: 'text', x: 5, y: 5, height: 4.5, width: 4.1, text: 'A', bold: true }, ['^FT40,76^FB32,1,0,L,0^A0N,50,50^FH^FDA^FS', '^FT41,76^FB32,1,0,L,0^A0N,50,50^FH^FDA^FS']],
    ['text in a field is aligned by the printer', { kind: 'text', x: 5, y: 5, height: 4.5, width: 50, align: 'right', text: 'A' }, ['^FT40,76^FB400,1,0,R,0^A0N,50,50^FH^FDA^FS']],
    ['a backslash in a field is doubled, so that it begins no escape', { kind: 'text', x: 5, y: 5, height: 4.5, width: 50, align: 'centre', text: '\\&' }, ['^FT40,76^FB400,1,0,C,0^A0N,50,50^FH^FD_5C_5C&^FS']],
    [
      'white text stands on black, struck once',
      { kind: 'text', x: 5, y: 5, height: 5, width: 40, align: 'centre', text: 'AR', reverse: true, bold: true },
      ['^FO40,24^GB320,72,72,B,0^FS', '^FT60,80^FB280,1,0,C,0^A0N,56,56^FR^FH^FDAR^FS'],
    ],
    ['what ZPL would take for a command travels as hexadecimal', { kind: 'text', x: 0, y: 5, height: 4.5, text: '^XZ~JA_7E\\' }, ['^FT0,76^A0N,50,50^FH^FD_5EXZ_7EJA_5F7E_5C^FS']],
    ['a box has its outer size', { kind: 'box', x: 1, y: 2, width: 30, height: 10, line: 0.5 }, ['^FO8,16^GB240,80,4,B,0^FS']],
    ['a rule is as high as its line, and never less than a dot', { kind: 'box', x: 1, y: 2, width: 30, height: 0, line: 0.01 }, ['^FO8,16^GB240,1,1,B,0^FS']],
    ['Code 128 names its subset, and pairs digits at an end', { kind: 'code128', x: 5, y: 5, height: 10, module: 0.375, text: '6A12345678901' }, ['^FO40,40^BY3^BCN,80,N,N,N,N^FH^FD>:6A1>52345678901^FS']],
    ['Code 128 begins in subset C with digits', { kind: 'code128', x: 5, y: 5, height: 10, module: 0.25, text: '12345AB' }, ['^FO40,40^BY2^BCN,80,N,N,N,N^FH^FD>;1234>65AB^FS']],
    ['Code 128 changes within for six digits, not for five', { kind: 'code128', x: 5, y: 5, height: 10, module: 0.25, text: 'A123456B12345C' }, ['^FO40,40^BY2^BCN,80,N,N,N,N^FH^FD>:A>5123456>6B12345C^FS']],
    ['Code 128 invokes what it cannot hold as it is', { kind: 'code128', x: 5, y: 5, height: 10, module: 0.25, text: 'a^>~_' }, ['^FO40,40^BY2^BCN,80,N,N,N,N^FH^FD>:a><>0>=_5F^FS']],
    ['Data Matrix is ECC 200 with its escape character said', { kind: 'data-matrix', x: 5, y: 5, module: 0.5, text: 'A_1~' }, ['^FO40,40^BXN,4,200,0,0,6,_^FH^FDA_5F_5F1_7E^FS']],
    ['text without a character is nothing', { kind: 'text', x: 5, y: 5, height: 4, text: '' }, []],
  ])('%s', (_, element, expected) => {
    expect(zpl(element)).toEqual(expected);
  });

  it('sets a line a little narrower when it nearly fits, and never beyond 80 %', () => {
    const width = (field: number) => /A0N,50,(\d+)/.exec(zpl({ kind: 'text', x: 0, y: 5, height: 4.5, width: field, text: 'MADAME CLEMENTINE' })[0] ?? '')?.[1];
    expect(width(65)).toBe('50');
    expect(Number(width(52))).toBeGreaterThanOrEqual(40);
    expect(Number(width(52))).toBeLessThan(50);
    expect(() => width(40)).toThrow(LabelError);
  });
});

describe('a drawing that cannot be printed is refused, not cut', () => {
  it.each<[string, LabelElement, RegExp]>([
    ['text wider than its field', { kind: 'text', x: 5, y: 5, height: 4, width: 20, text: 'MADAME CLEMENTINE' }, /shorten it/],
    ['text wider than the label', { kind: 'text', x: 80, y: 5, height: 4, text: 'MADAME CLEMENTINE' }, /field/],
    ['text aligned in no field', { kind: 'text', x: 5, y: 5, height: 4, align: 'right', text: 'A' }, /without width/],
    ['text of two lines', { kind: 'text', x: 5, y: 5, height: 4, text: 'A\nB' }, /control character/],
    ['half a character', { kind: 'text', x: 5, y: 5, height: 4, text: '\ud83d' }, /control character/],
    ['text below the label', { kind: 'text', x: 5, y: 49, height: 4, text: 'A' }, /does not lie/],
    ['text beside the label', { kind: 'text', x: -1, y: 5, height: 4, text: 'A' }, /does not lie/],
    ['text nowhere', { kind: 'text', x: Number.NaN, y: 5, height: 4, text: 'A' }, /field|does not lie/],
    ['black that passes the top', { kind: 'text', x: 5, y: 0, height: 4, text: 'A', reverse: true }, /black behind/],
    ['a box that passes the edge', { kind: 'box', x: 50, y: 5, width: 51, height: 5, line: 1 }, /does not lie/],
    ['a Code 128 that passes the edge', { kind: 'code128', x: 5, y: 5, height: 10, module: 0.375, text: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' }, /does not lie/],
    ['a Code 128 with an accent', { kind: 'code128', x: 5, y: 5, height: 10, module: 0.375, text: 'é' }, /ASCII/],
    ['a Code 128 of nothing', { kind: 'code128', x: 5, y: 5, height: 10, module: 0.375, text: '' }, /ASCII/],
    ['a Code 128 with giant modules', { kind: 'code128', x: 5, y: 5, height: 10, module: 2, text: 'A' }, /modules/],
    ['a Data Matrix that passes the edge', { kind: 'data-matrix', x: 5, y: 5, module: 3, text: 'ABCDEFGHIJKLMNOPQ' }, /does not lie/],
    ['a Data Matrix too long for any symbol', { kind: 'data-matrix', x: 0, y: 0, module: 0.125, text: 'x'.repeat(1_559) }, /too long/],
  ])('%s', (_, element, message) => {
    expect(() => encodeLabel(label(element))).toThrow(LabelError);
    expect(() => encodeLabel(label(element))).toThrow(message);
  });

  it('a label without size', () => {
    expect(() => encodeLabel({ width: 0, height: 50, elements: [] })).toThrow(LabelError);
  });
});

/** Any characters at all, and more often those that mean something to ZPL. */
const anyText = fc.array(fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), fc.constantFrom('^', '~', '_', '\\', '^XZ', '~JA', '_5E', '\\&', '^FS', ',', '>')), { maxLength: 30 }).map((parts) => parts.join(''));
const printable = anyText.filter((text) => text !== '' && !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text));

describe('what a customer typed', () => {
  it.each([undefined, 2_000])('comes out as it was typed and is never a command (in a field of %s mm)', async (width) => {
    await fc.assert(
      fc.asyncProperty(printable, async (text) => {
        const drawing: LabelDrawing = {
          width: 2_010,
          height: 10,
          elements: [
            { kind: 'text', x: 2, y: 2, height: 2, text: 'avant' },
            { kind: 'text', x: 2, y: 5, height: 2, text, ...(width === undefined ? {} : { width }) },
            { kind: 'text', x: 2, y: 8, height: 2, text: 'après' },
          ],
        };
        const twin = await printed(encodeLabel(drawing));
        expect(twin.papers().map((paper) => paper.lines)).toEqual([['avant', text, 'après']]);
        expect(twin.errors()).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('puts no caret or tilde into the bytes but those of the format', () => {
    fc.assert(
      fc.property(printable, (text) => {
        const bytes = new TextDecoder().decode(encodeLabel({ width: 2_000, height: 10, elements: [{ kind: 'text', x: 2, y: 2, height: 2, text }] }));
        expect(bytes.match(/[\^~]../g)).toEqual(['^XA', '^CI', '^PW', '^LL', '^LH', '^FT', '^A0', '^FH', '^FD', '^FS', '^PQ', '^XZ']);
      }),
    );
  });

  it('fits its field on paper whenever it was accepted', async () => {
    const latin = fc.array(fc.integer({ min: 0x20, max: 0x17f }).map((code) => String.fromCharCode(code)), { maxLength: 38 }).map((characters) => characters.join(''));
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(latin, fc.integer({ min: 30, max: 92 }), async (text, width) => {
        let bytes: Uint8Array;
        try {
          bytes = encodeLabel(label({ kind: 'text', x: 4, y: 5, height: 3, width, align: 'centre', text }));
        } catch {
          return;
        }
        accepted += 1;
        expect((await printed(bytes)).errors()).toEqual([]);
      }),
      { numRuns: 400 },
    );
    expect(accepted).toBeGreaterThan(50);
  });
});
