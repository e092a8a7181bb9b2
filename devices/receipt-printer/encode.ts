import type ntp from 'node-thermal-printer';
import { byteBuilderLibrary } from '../on-demand.ts';
import { drawText, type DrawText, type Raster } from './drawn-text.ts';
import { layOut, type LaidOut } from './layout.ts';
import type { ReceiptPaper } from './receipt-printer.ts';

/** `GS a n`: report by itself any change of on-line state (b1), error (b2) and paper (b3); the drawer (b0) is not ours (`devices.md` 2.2). */
export const enableAutomaticStatus: readonly number[] = [0x1d, 0x61, 0x0e];

/** `ESC @`: the library sends it too, but its types do not say so. */
const initialise = [0x1b, 0x40];

/** `FS .`: some firmwares start in Kanji mode and eat every accent (`devices.md` 2.5). */
const leaveKanjiMode = [0x1c, 0x2e];

export interface EncodeOptions {
  readonly columns: 42 | 48;
  /** The paper before this one may have ended in the middle: cut what stands in the printer first, so that it is not glued to this one. */
  readonly afterSpoiled?: boolean;
  /** Null for a printer that prints characters alone. */
  readonly draw?: DrawText | null;
}

export interface EncodedReceipt {
  readonly bytes: Uint8Array;
  /** What could not be printed as asked, in words. */
  readonly reports: readonly string[];
}

type Builder = InstanceType<typeof ntp.ThermalPrinter>;

/**
 * A paper in ESC/POS. node-thermal-printer only builds bytes: it is given no way to send them, since its transport
 * loses and doubles jobs (`devices.md` 2.4), and a builder of its own for each paper, since it keeps its buffer and its
 * idea of the code page (findings 5 and 6).
 */
export function encodeReceipt(paper: ReceiptPaper, { columns, afterSpoiled = false, draw = drawText }: EncodeOptions): EncodedReceipt {
  const { parts, reports } = layOut(paper, columns, draw);
  const builder = byteBuilder(columns);
  begin(builder);
  if (afterSpoiled) {
    cut(builder);
    begin(builder);
  }
  for (const part of parts) append(builder, part);
  cut(builder);
  builder.add(Buffer.from(enableAutomaticStatus));
  return { bytes: Uint8Array.from(builder.getBuffer()), reports };
}

function byteBuilder(columns: number): Builder {
  // The library takes an object as its interface, its types only text (`devices.md` 2.4); this one refuses to send.
  const noTransport = { execute: () => Promise.reject(new Error('bytes are sent by the driver')) } as unknown as string;
  const { ThermalPrinter, types, breakLine } = byteBuilderLibrary();
  return new ThermalPrinter({ type: types.EPSON, interface: noTransport, width: columns, breakLine: breakLine.NONE });
}

/**
 * A known state. `ESC @` puts back the default code page and, on some models [K], switches the automatic status off;
 * so both are set again after each one, also after the one that `cut()` sends (`devices.md` 2.4 finding 6).
 */
function begin(builder: Builder): void {
  builder.add(Buffer.from([...initialise, ...leaveKanjiMode]));
  builder.setCharacterSet(byteBuilderLibrary().characterSet.WPC1252);
  builder.add(Buffer.from(enableAutomaticStatus));
}

/** Four lines past the head, so that the last one is beyond the knife; then a full cut. */
function cut(builder: Builder): void {
  builder.cut({ verticalTabAmount: 1 });
}

function append(builder: Builder, part: LaidOut): void {
  switch (part.kind) {
    case 'feed':
      builder.newLine();
      return;
    case 'line':
      align(builder, part.align);
      if (part.size === 'double') builder.setTextSize(1, 1);
      if (part.bold) builder.bold(true);
      builder.println(part.text);
      if (part.bold) builder.bold(false);
      if (part.size === 'double') builder.setTextSize(0, 0);
      return;
    case 'drawn':
      align(builder, part.align);
      builder.add(Buffer.from(raster(part.raster)));
      return;
    case 'qr':
      align(builder, 'centre');
      builder.printQR(part.text, { model: 2, cellSize: part.moduleDots, correction: 'M' });
      return;
    case 'code128':
      align(builder, 'centre');
      // `{` introduces a code set in the data of GS k and is doubled to be itself. HRI below, font A.
      builder.code128(part.text.replaceAll('{', '{{'), { hriPos: 2, hriFont: 0, width: part.moduleDots, height: code128Dots } as never);
      return;
  }
}

/** `GS v 0`, one dot a bit (`devices.md` 2.5). */
function raster({ rowBytes, data }: Raster): number[] {
  const rows = data.length / rowBytes;
  return [0x1d, 0x76, 0x30, 0, rowBytes & 0xff, rowBytes >> 8, rows & 0xff, rows >> 8, ...withoutRealTime(data)];
}

/** Second bytes of `DLE EOT`, `DLE ENQ` and `DLE DC4`, which a printer obeys wherever they come, in a picture too [K: Epson's reference, "notes" of each]. */
const realTime = [0x04, 0x05, 0x14];

/** One dot more, an eighth of a millimetre, wherever a picture would happen to say something in real time. */
function withoutRealTime(data: Uint8Array): Uint8Array {
  return data.map((byte, at) => (byte === 0x10 && realTime.includes(data[at + 1] ?? 0) ? 0x18 : byte));
}

/** 10 mm at 203 dpi: tall enough to be scanned askew. */
const code128Dots = 80;

function align(builder: Builder, side: 'left' | 'centre' | 'right'): void {
  if (side === 'left') builder.alignLeft();
  else if (side === 'centre') builder.alignCenter();
  else builder.alignRight();
}
