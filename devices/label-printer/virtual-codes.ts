import { barCodeLibrary } from '../on-demand.ts';

/** Dark and light modules, row by row; one row for bars. */
export type Modules = readonly (readonly boolean[])[];

/** Symbol values from the start symbol on; bwip-js adds check and stop. @throws Error when there is nothing to draw. */
export function code128Modules(values: readonly number[]): Modules {
  const text = values.map((value) => `^${String(value).padStart(3, '0')}`).join('');
  // `raw` (symbol values instead of text) is BWIPP's, and not in the type of bwip-js's options.
  const options = { bcid: 'code128', text, raw: true };
  const [symbol] = barCodeLibrary().raw(options);
  if (!symbol || !('sbs' in symbol)) throw new Error('Code 128: nothing to draw');
  return [symbol.sbs.flatMap((width, index) => Array.from({ length: width }, () => index % 2 === 0))];
}

/** @throws Error when no square symbol holds the text: the printer then prints nothing. */
export function dataMatrixModules(text: string): Modules {
  const [symbol] = barCodeLibrary().raw({ bcid: 'datamatrix', text });
  if (!symbol || !('pixs' in symbol)) throw new Error('Data Matrix: nothing to draw');
  const { pixs, pixx, pixy } = symbol;
  return Array.from({ length: pixy }, (_, row) => Array.from({ length: pixx }, (_, column) => pixs[row * pixx + column] === 1));
}
