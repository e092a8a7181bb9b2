import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { QrCode } from './qr-code.tsx';

/** Dots a module, as the screen shows it at least. */
const scale = 4;

interface Raster {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  readonly colorSpace: 'srgb';
}

/** The drawing as a camera sees it: white, and black where the path has a square. */
function raster(markup: string): Raster {
  const [, left = '', , side = ''] = /viewBox="(-?\d+) (-?\d+) (\d+)/.exec(markup) ?? [];
  const width = Number(side) * scale;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x = '', y = ''] of markup.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let row = 0; row < scale; row += 1) {
      const from = (((Number(y) - Number(left)) * scale + row) * width + (Number(x) - Number(left)) * scale) * 4;
      for (let dot = 0; dot < scale; dot += 1) data.fill(0, from + dot * 4, from + dot * 4 + 3);
    }
  }
  return { data, width, height: width, colorSpace: 'srgb' };
}

// From the package on disk: a test fetches nothing.
beforeAll(async () => {
  const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true });
});

describe('the QR code of a tracking address', () => {
  test.each(['https://suivi.example/9V11111111219', `https://suivi.example/outils/suivre-vos-envois?code=RR123456785FR&lang=${'fr'.repeat(40)}`])('is read back by a reader that did not draw it: %s', async (text) => {
    const [read] = await readBarcodes(raster(renderToStaticMarkup(<QrCode text={text} />)), { formats: ['QRCode'], tryHarder: true });
    expect(read?.text).toBe(text);
  });

  test('keeps four modules of white on every side', () => {
    const markup = renderToStaticMarkup(<QrCode text="https://suivi.example/" />);
    const [, left, top, side] = /viewBox="(-?\d+) (-?\d+) (\d+)/.exec(markup) ?? [];
    const squares = [...markup.matchAll(/M(\d+) (\d+)h/g)].flatMap(([, x, y]) => [Number(x), Number(y)]);
    expect([left, top]).toEqual(['-4', '-4']);
    expect(Math.min(...squares)).toBe(0);
    expect(Math.max(...squares)).toBe(Number(side) - 4 - 4 - 1);
  });
});
