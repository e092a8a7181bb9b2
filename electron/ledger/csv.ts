/**
 * A table for a spreadsheet: semicolons, as French ones expect them, and whole cents, so that no program turns an amount into
 * another number. Otherwise RFC 4180.
 */
export function csv(columns: readonly string[], rows: Iterable<readonly (string | number | null)[]>): string {
  const lines = [columns, ...rows].map((row) => row.map(field).join(';'));
  return `${lines.join('\r\n')}\r\n`;
}

/** A text that a spreadsheet would take for a formula begins with a quote of its own (OWASP, CSV injection). */
function field(value: string | number | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
