import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareZXingModule, readBarcodes, type ReadInputBarcodeFormat } from 'zxing-wasm/reader';
import { ManualClock } from '../clock.ts';
import { memoryWire } from '../wire/memory.ts';
import { parcelCodes, parcelLabel } from './conformance.ts';
import { encodeLabel } from './encode.ts';
import type { LabelDrawing } from './label-printer.ts';
import { createVirtualLabelPrinter } from './virtual.ts';

/** A reader that shares nothing with the encoder or the twin: ZXing, from the package on disk, never from the network. */
beforeAll(async () => {
  const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  const wasmBinary = new Uint8Array(wasm).buffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
});

async function scanned(drawing: LabelDrawing, formats: ReadInputBarcodeFormat[]): Promise<string[]> {
  const clock = new ManualClock();
  const twin = createVirtualLabelPrinter({ clock });
  const [near, far] = memoryWire();
  twin.attach(far);
  await near.write(encodeLabel(drawing));
  clock.advance(1_000);
  const paper = twin.papers()[0];
  if (!paper) throw new Error(`nothing was printed: ${twin.errors().join('; ')}`);
  const found = await readBarcodes(new Uint8Array(paper.png), { formats, textMode: 'Plain', tryHarder: true, maxNumberOfSymbols: 4 });
  expect(paper.codes.toSorted()).toEqual(found.map((code) => code.text).toSorted());
  return found.map((code) => code.text);
}

const ascii = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)), minLength: 1, maxLength: 18 });
const mostlyDigits = fc.array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom('12', '345', '67', '8', '90') }, { weight: 1, arbitrary: fc.constantFrom('A', '^', '~', '>', '_') }), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));

describe('codes on a printed label, read by an independent decoder', () => {
  it('are both found on a parcel label', async () => {
    expect((await scanned(parcelLabel, ['Code128', 'DataMatrix'])).toSorted()).toEqual(parcelCodes.toSorted());
  });

  it('Code 128 reads back as the text given', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(ascii, mostlyDigits), async (text) => {
        const drawing: LabelDrawing = { width: 100, height: 20, elements: [{ kind: 'code128', x: 8, y: 3, height: 14, module: 0.25, text }] };
        expect(await scanned(drawing, ['Code128'])).toEqual([text]);
      }),
      { numRuns: 60, examples: [['6A12345678901'], ['12'], ['a^>~_\\'], ['0012345678901234567'], ['  ']] },
    );
  });

  it('Data Matrix reads back as the text given', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(ascii, mostlyDigits), async (text) => {
        const drawing: LabelDrawing = { width: 40, height: 40, elements: [{ kind: 'data-matrix', x: 8, y: 8, module: 0.5, text }] };
        expect(await scanned(drawing, ['DataMatrix'])).toEqual([text]);
      }),
      { numRuns: 60, examples: [['_'], ['__1'], ['~d065'], ['_d065^FS\\&']] },
    );
  });

  it('a mark of 300 characters still reads', async () => {
    const text = Array.from({ length: 300 }, (_, index) => String.fromCharCode(0x21 + ((index * 7) % 90))).join('');
    const drawing: LabelDrawing = { width: 60, height: 60, elements: [{ kind: 'data-matrix', x: 8, y: 8, module: 0.5, text }] };
    expect(await scanned(drawing, ['DataMatrix'])).toEqual([text]);
  });
});
