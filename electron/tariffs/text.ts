import type { Tariff } from '../../flows/postage/tariff.ts';

/** Columns of a line: a step of a price list fits, so that a changed price is one changed line in a review. */
const columns = 200;

/** A price list as its file holds it: what fits in a line stands in one. */
export function textOf(tariff: Tariff): string {
  return `${written(tariff, '')}\n`;
}

function written(value: unknown, indent: string): string {
  const line = inOneLine(value);
  if (typeof value !== 'object' || value === null || indent.length + line.length <= columns) return line;
  const deeper = `${indent}  `;
  const [open, close, parts] = Array.isArray(value)
    ? ['[', ']', value.map((part) => written(part, deeper))]
    : ['{', '}', Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}: ${written(part, deeper)}`)];
  return `${open}\n${parts.map((part) => `${deeper}${part}`).join(',\n')}\n${indent}${close}`;
}

function inOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}: ${inOneLine(part)}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}
