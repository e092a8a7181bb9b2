import type { CardLine } from './vcard.ts';
import { pieces, unescaped } from './vcard.ts';

/**
 * MECARD, the short contact card that NTT DOCOMO made for QR codes (its guide for functions of bar codes; ZXing's wiki of
 * bar code contents): `MECARD:N:Martin,Camille;ADR:…;;`. Given as lines of a vCard, so that one reader serves both.
 */
export function mecardLines(text: string): CardLine[] {
  return pieces(text.slice(text.indexOf(':') + 1), ';').flatMap((field) => {
    const [, name, value] = /^\s*([A-Z-]+):([\s\S]*)$/i.exec(field) ?? [];
    return name === undefined || value === undefined ? [] : [lineOf(name.toUpperCase(), value)];
  });
}

function lineOf(name: string, value: string): CardLine {
  const parts = pieces(value, ',').map(unescaped);
  switch (name) {
    case 'N':
      return line('N', parts);
    case 'ADR':
      // The guide has seven parts between commas, as a vCard has between semicolons; most makers write one free text.
      return parts.length === 7 ? line('ADR', parts) : line('LABEL', [parts.join(', ')]);
    default:
      return line(name, [unescaped(value)]);
  }
}

function line(name: string, parts: readonly string[]): CardLine {
  return { name, kinds: new Set(), label: null, parts };
}
