/**
 * ESC/POS as a printer reads it: bytes → commands. Written from the command tables (`devices.md` 2) and not from the
 * driver's encoder, so that a mistake they would share cannot hide.
 */
export type PrinterCommand =
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  | { readonly kind: 'line-feed' }
  | { readonly kind: 'tab' }
  | { readonly kind: 'feed-lines'; readonly count: number }
  | { readonly kind: 'feed-dots'; readonly count: number }
  | { readonly kind: 'initialise' }
  | { readonly kind: 'set'; readonly what: Setting; readonly value: number }
  | { readonly kind: 'cut' }
  | { readonly kind: 'code128'; readonly data: Uint8Array }
  | { readonly kind: 'qr-store'; readonly data: Uint8Array }
  | { readonly kind: 'qr-print' }
  | { readonly kind: 'raster'; readonly rowBytes: number; readonly data: Uint8Array }
  | { readonly kind: 'end-of-print'; readonly job: Uint8Array }
  | { readonly kind: 'automatic-status'; readonly mask: number }
  | { readonly kind: 'information'; readonly item: number }
  | { readonly kind: 'paper-status' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown'; readonly bytes: Uint8Array };

export type Setting =
  | 'code-page'
  | 'align'
  | 'bold'
  | 'print-mode'
  | 'size'
  | 'underline'
  | 'invert'
  | 'font'
  | 'line-spacing'
  | 'hri-position'
  | 'hri-font'
  | 'module-width'
  | 'bar-height'
  | 'qr-module'
  | 'qr-correction'
  | 'qr-model';

const ESC = 0x1b;
const GS = 0x1d;
const FS = 0x1c;

/** ESC and GS commands with one parameter byte that set something. */
const settings = new Map<number, Setting>([
  [0x1b74, 'code-page'],
  [0x1b61, 'align'],
  [0x1b45, 'bold'],
  [0x1b21, 'print-mode'],
  [0x1d21, 'size'],
  [0x1b2d, 'underline'],
  [0x1d42, 'invert'],
  [0x1b4d, 'font'],
  [0x1b33, 'line-spacing'],
  [0x1d48, 'hri-position'],
  [0x1d66, 'hri-font'],
  [0x1d77, 'module-width'],
  [0x1d68, 'bar-height'],
]);

export interface Read {
  readonly command: PrinterCommand;
  readonly length: number;
}

const read = (length: number, command: PrinterCommand): Read => ({ command, length });

/** The command at the beginning of `bytes`, or null when more of it must come first. */
export function readCommand(bytes: Uint8Array): Read | null {
  const first = bytes[0];
  if (first === undefined) return null;
  if (first >= 0x20) return readText(bytes);
  switch (first) {
    case 0x0a:
      return read(1, { kind: 'line-feed' });
    case 0x09:
      return read(1, { kind: 'tab' });
    case 0x0d: // Ignored unless automatic line feed is on.
    case 0x00:
      return read(1, { kind: 'nothing' });
    case ESC:
    case GS:
    case FS:
      return readEscape(bytes, first);
    default:
      return read(1, { kind: 'unknown', bytes: bytes.slice(0, 1) });
  }
}

function readText(bytes: Uint8Array): Read {
  let end = 1;
  while (end < bytes.length && (bytes[end] ?? 0) >= 0x20) end += 1;
  return read(end, { kind: 'text', bytes: bytes.slice(0, end) });
}

function readEscape(bytes: Uint8Array, first: number): Read | null {
  const second = bytes[1];
  if (second === undefined) return null;
  const name = (first << 8) | second;
  const n = bytes[2];
  const setting = settings.get(name);
  if (setting) return n === undefined ? null : read(3, { kind: 'set', what: setting, value: n });
  switch (name) {
    case 0x1b40:
      return read(2, { kind: 'initialise' });
    case 0x1b32:
      return read(2, { kind: 'set', what: 'line-spacing', value: 30 });
    case 0x1b64:
      return n === undefined ? null : read(3, { kind: 'feed-lines', count: n });
    case 0x1b4a:
      return n === undefined ? null : read(3, { kind: 'feed-dots', count: n });
    case 0x1b69: // Custom's full cut and Epson's old partial one.
    case 0x1b6d:
      return read(2, { kind: 'cut' });
    case 0x1c2e: // FS . and FS & leave and enter Kanji mode: this printer has none.
    case 0x1c26:
      return read(2, { kind: 'nothing' });
    case 0x1b52: // International character set: moves twelve ASCII characters; 0 is the USA's, which moves none.
      if (n === undefined) return null;
      return read(3, n === 0 ? { kind: 'nothing' } : { kind: 'unknown', bytes: bytes.slice(0, 3) });
    case 0x1d61:
      return n === undefined ? null : read(3, { kind: 'automatic-status', mask: n });
    case 0x1d49:
      return n === undefined ? null : read(3, { kind: 'information', item: n });
    case 0x1d72:
      return n === undefined ? null : read(3, { kind: 'paper-status' });
    case 0x1d56:
      return readCut(bytes);
    case 0x1d6b:
      return readBarcode(bytes);
    case 0x1d28:
      return readParenthesis(bytes);
    case 0x1d76:
      return readRaster(bytes);
    default:
      return read(2, { kind: 'unknown', bytes: bytes.slice(0, 2) });
  }
}

/** GS V m cuts here; GS V 65|66 n feeds n dots to the knife first. */
function readCut(bytes: Uint8Array): Read | null {
  const mode = bytes[2];
  if (mode === undefined) return null;
  if ([0, 1, 0x30, 0x31].includes(mode)) return read(3, { kind: 'cut' });
  if (mode !== 0x41 && mode !== 0x42) return read(3, { kind: 'unknown', bytes: bytes.slice(0, 3) });
  return bytes.length < 4 ? null : read(4, { kind: 'cut' });
}

/** GS k m n d1…dn (function B). Of the symbologies only CODE128, 73. */
function readBarcode(bytes: Uint8Array): Read | null {
  const [, , system, count] = bytes;
  if (system === undefined || count === undefined) return null;
  const length = 4 + count;
  if (bytes.length < length) return null;
  return read(length, system === 0x49 ? { kind: 'code128', data: bytes.slice(4, length) } : { kind: 'unknown', bytes: bytes.slice(0, length) });
}

/** GS ( x pL pH …: the length says where it ends, known or not. */
function readParenthesis(bytes: Uint8Array): Read | null {
  const [, , letter, low, high] = bytes;
  if (letter === undefined || low === undefined || high === undefined) return null;
  const length = 5 + low + high * 256;
  if (bytes.length < length) return null;
  const parameters = bytes.slice(5, length);
  const unknown = read(length, { kind: 'unknown', bytes: bytes.slice(0, length) });
  if (letter === 0x48) {
    const [fn, m] = parameters;
    return fn === 0x30 && m === 0x30 && parameters.length === 6 ? read(length, { kind: 'end-of-print', job: parameters.slice(2) }) : unknown;
  }
  const command = letter === 0x6b ? readQr(parameters) : null;
  return command ? read(length, command) : unknown;
}

/** GS ( k with cn = 49: QR Code. */
function readQr(parameters: Uint8Array): PrinterCommand | null {
  const [cn, fn, value] = parameters;
  if (cn !== 0x31 || value === undefined) return null;
  switch (fn) {
    case 0x41:
      return { kind: 'set', what: 'qr-model', value };
    case 0x43:
      return { kind: 'set', what: 'qr-module', value };
    case 0x45:
      return { kind: 'set', what: 'qr-correction', value };
    case 0x50:
      return { kind: 'qr-store', data: parameters.slice(3) };
    case 0x51:
      return { kind: 'qr-print' };
    default:
      return null;
  }
}

/** GS v 0 m xL xH yL yH d…: rows of bits, most significant left, 1 black. */
function readRaster(bytes: Uint8Array): Read | null {
  const [, , zero, , xl, xh, yl, yh] = bytes;
  if (xl === undefined || xh === undefined || yl === undefined || yh === undefined) return null;
  const rowBytes = xl + xh * 256;
  const length = 8 + rowBytes * (yl + yh * 256);
  if (bytes.length < length) return null;
  if (zero !== 0x30) return read(length, { kind: 'unknown', bytes: bytes.slice(0, 8) });
  return read(length, { kind: 'raster', rowBytes, data: bytes.slice(8, length) });
}
