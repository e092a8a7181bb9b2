/**
 * Contact cards as phones and address books make them: vCard 2.1 (versit), 3.0 (RFC 2426) and 4.0 (RFC 6350). Only the lines
 * and their values are read here; which of them make an address is `contact.ts`'s. Nothing throws: a line that is none is
 * passed over.
 */

export interface CardLine {
  /** In capitals, without its group: `ADR`. */
  readonly name: string;
  /** In capitals, whatever way they were written: `TYPE=home,pref`, `HOME;PREF`, `PREF=1`. */
  readonly kinds: ReadonlySet<string>;
  /** The whole address on the parameter of an `ADR` (4.0), unescaped; null when there is none. */
  readonly label: string | null;
  /** Parts between semicolons, unescaped. */
  readonly parts: readonly string[];
}

export function cardLines(text: string): CardLine[] {
  return unfolded(text).flatMap((line) => lineOf(line) ?? []);
}

/**
 * A line that begins with white space goes on from the one before (RFC 6350 3.2); in vCard 2.1 a QUOTED-PRINTABLE line
 * goes on while it ends with `=`.
 */
function unfolded(text: string): string[] {
  const lines: string[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const before = lines.at(-1);
    if (before !== undefined && isQuotedPrintable(before) && before.endsWith('=')) lines[lines.length - 1] = before.slice(0, -1) + line;
    else if (before !== undefined && /^[ \t]/.test(line)) lines[lines.length - 1] = before + line.slice(1);
    else lines.push(line);
  }
  return lines;
}

function isQuotedPrintable(line: string): boolean {
  return /^[^:]*QUOTED-PRINTABLE/i.test(line);
}

function lineOf(line: string): CardLine | null {
  const [before = '', ...after] = split(line, ':', true);
  if (after.length === 0) return null;
  const [head = '', ...parameters] = split(before, ';', true);
  const name = (head.split('.').at(-1) ?? '').trim().toUpperCase();
  const written = line.slice(before.length + 1);
  const latin1 = /CHARSET="?(ISO-8859-1|WINDOWS-1252|LATIN1)/i.test(before);
  // Parted first: a semicolon written `=3B` is one of the text.
  const parts = pieces(written, ';').map((part) => (isQuotedPrintable(line) ? quotedPrintable(part, latin1) : part));
  const label = parameters.find((one) => /^LABEL=/i.test(one));
  return { name, kinds: kindsOf(parameters), label: label === undefined ? null : parameterText(label.slice('LABEL='.length)), parts: parts.map(unescaped) };
}

function kindsOf(parameters: readonly string[]): ReadonlySet<string> {
  const kinds = parameters.flatMap((one) => {
    const [key = '', value] = one.toUpperCase().split('=');
    if (value === undefined) return [key];
    // 4.0 numbers its preferences from 1 to 100: 1 is the one meant.
    if (key === 'PREF') return value === '1' ? ['PREF'] : [];
    return key === 'TYPE' ? unquoted(value).split(',') : [];
  });
  return new Set(kinds.map((kind) => kind.trim()));
}

/** Splits where the separator is not escaped. */
export function pieces(text: string, separator: string): string[] {
  return split(text, separator, false);
}

/** Quotes hold together what stands between them in parameters only: in a value they are a sign like any other. */
function split(text: string, separator: string, quoting: boolean): string[] {
  const found: string[] = [];
  let [from, quoted] = [0, false];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"' && quoting) quoted = !quoted;
    else if (text[at] === separator && !quoted) {
      found.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...found, text.slice(from)];
}

/** A parameter writes a new line as `\\n` or, since RFC 6868, as `^n`, a quote as `^'`. */
function parameterText(text: string): string {
  const signs: Readonly<Record<string, string>> = { n: '\n', "'": '"', '^': '^' };
  return unescaped(unquoted(text).replaceAll(/\^([n'^])/g, (_, sign: string) => signs[sign] ?? sign));
}

function unquoted(text: string): string {
  return text.replaceAll('"', '');
}

/** `\n` is a new line, `\,` a comma. */
export function unescaped(text: string): string {
  return text.replaceAll(/\\([\s\S])/g, (_, character: string) => (/n/i.test(character) ? '\n' : character)).trim();
}

/** Bytes in hexadecimal, UTF-8 unless the card says Latin-1. Bytes that are no UTF-8 become the sign for that, which no label can write. */
function quotedPrintable(text: string, latin1: boolean): string {
  return text.replaceAll(/(=[0-9A-F]{2})+/gi, (run) => {
    const bytes = run.slice(1).split('=').map((byte) => Number.parseInt(byte, 16));
    return latin1 ? bytes.map((byte) => String.fromCodePoint(byte)).join('') : utf8(bytes);
  });
}

/** `flows/` has neither `Buffer` nor `TextDecoder`: percent signs are the one way of the language itself. */
function utf8(bytes: readonly number[]): string {
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return '\uFFFD';
  }
}
