import { LineDecoder } from '../wire/lines.ts';
import { indicationOf, type Indication } from './indication.ts';

/**
 * MT-SICS frames: ASCII lines ended by CR LF (`devices.md` 1.1). Pure: bytes in, replies out.
 */

export type SicsReply =
  | { readonly kind: 'weight'; readonly stable: boolean; readonly indication: Indication; readonly net: boolean }
  /** `I` not executable now, `L` wrong parameter, `+` above and `-` below the range. */
  | { readonly kind: 'status'; readonly command: string; readonly status: 'I' | 'L' | '+' | '-' }
  /** `A` acknowledges and ends, `B` acknowledges and goes on. */
  | { readonly kind: 'data'; readonly command: string; readonly more: boolean; readonly fields: readonly string[] }
  | { readonly kind: 'error'; readonly error: 'ES' | 'ET' | 'EL' }
  | { readonly kind: 'garbage'; readonly line: string };

/** Longest line taken. An I4 or I2 answer stays below 64 characters; `I0` lists are not asked for. */
const lineLimit = 96;

/** Fields are split on runs of spaces, never by column (`devices.md` 1.1: the width of 10 is not confirmed); texts are in quotes. */
const field = /"[^"]*"|[^ "]+/g;

export function parseSics(line: string): SicsReply {
  const garbage: SicsReply = { kind: 'garbage', line };
  // A line begins with its command: spaces before it are what is left of something else.
  if (!/^[\x21-\x7e][\x20-\x7e]*$/.test(line)) return garbage;
  if (line === 'ES' || line === 'ET' || line === 'EL') return { kind: 'error', error: line };
  if (line.replace(field, '').trim() !== '') return garbage;
  const [command = '', status = '', ...fields] = line.match(field) ?? [];
  if (!/^(?:S|Z|@|I\d|TA?C?)$/.test(command)) return garbage;
  if (command === 'S' && (status === 'S' || status === 'D')) return weight(status === 'S', fields) ?? garbage;
  if ((status === 'I' || status === 'L' || status === '+' || status === '-') && fields.length === 0) return { kind: 'status', command, status };
  if (command !== 'S' && (status === 'A' || status === 'B')) {
    return { kind: 'data', command, more: status === 'B', fields: fields.map((text) => text.replace(/^"(.*)"$/, '$1')) };
  }
  return garbage;
}

/**
 * `100.00 g`, and on some clones a mark behind it: `N`/`NET` net, `G`/`B` gross [K, `devices.md` 1.1 does not show one].
 * Any other mark makes the whole line unknown: what we cannot read we do not price.
 */
function weight(stable: boolean, fields: readonly string[]): SicsReply | null {
  const [digits = '', unit = '', mark = 'G', ...rest] = fields;
  const indication = indicationOf(digits, unit);
  if (!indication || rest.length > 0 || !/^(?:N|NET|G|B|GROSS)$/i.test(mark)) return null;
  return { kind: 'weight', stable, indication, net: /^N/i.test(mark) };
}

export class SicsDecoder {
  readonly #lines = new LineDecoder('crlf', lineLimit);

  get pending(): boolean {
    return this.#lines.pending;
  }

  discard(): void {
    this.#lines.discard();
  }

  push(bytes: Uint8Array): SicsReply[] {
    return this.#lines.push(bytes).map((line) => (line.kind === 'line' ? parseSics(line.text) : { kind: 'garbage', line: '' }));
  }
}
