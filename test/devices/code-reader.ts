import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes, type ReadInputBarcodeFormat } from 'zxing-wasm/reader';

/** A reader that shares nothing with encoders or twins: ZXing, from the package on disk, never from the network. */
export async function prepareCodeReader(): Promise<void> {
  const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true });
}

/** Texts of the codes of one kind in a picture of paper, sorted. */
export async function codesIn(png: Uint8Array, format: ReadInputBarcodeFormat): Promise<string[]> {
  const found = await readBarcodes(new Uint8Array(png), { formats: [format], textMode: 'Plain', tryHarder: true, maxNumberOfSymbols: 4 });
  return found.map((code) => code.text).sort();
}
