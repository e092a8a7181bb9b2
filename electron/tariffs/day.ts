/** Days of the calendar as `2026-01-01`: they compare as text. */

const dayMilliseconds = 86_400_000;

export function dayAfter(day: string): string {
  return shifted(day, dayMilliseconds);
}

export function dayBefore(day: string): string {
  return shifted(day, -dayMilliseconds);
}

/** `Date` takes 30 February for 2 March: only a day that comes back unchanged is one. */
export function isDay(day: string): boolean {
  const instant = Date.parse(day);
  return !Number.isNaN(instant) && new Date(instant).toISOString().slice(0, 10) === day;
}

/** A day that the calendar has not is left as it is: whoever reads the list names it. */
function shifted(day: string, milliseconds: number): string {
  return isDay(day) ? new Date(Date.parse(day) + milliseconds).toISOString().slice(0, 10) : day;
}
