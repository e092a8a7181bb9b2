/** How a day is typed: eight digits, day, month, year, as it is written on a verification mark. */

/** What stands in the field: `31/05/2027`, and while digits are missing only those typed, with the strokes between. */
export function dayShown(digits: string): string {
  const parts = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 8)].filter((part) => part !== '');
  return parts.join('/');
}

/** As the journal writes it, `2027-05-31`; null for what is no day, such as 31 June. */
export function dayOf(digits: string): string | null {
  const [, day, month, year] = /^(\d{2})(\d{2})(\d{4})$/.exec(digits) ?? [];
  if (day === undefined || month === undefined || year === undefined) return null;
  const written = `${year}-${month}-${day}`;
  const date = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written) ? written : null;
}
