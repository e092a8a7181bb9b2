import type { EpochMs } from '../ports.ts';

/**
 * The civil calendar of the post office. A tariff changes at midnight in Paris, not at midnight UTC and not in the zone
 * the machine happens to be set to (`postal.md` 0.2).
 */
const civil = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

export interface ParisTime {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
}

export function parisTime(instant: EpochMs): ParisTime {
  const parts = { year: '', month: '', day: '', hour: '', minute: '' };
  for (const { type, value } of civil.formatToParts(instant)) {
    if (type === 'year' || type === 'month' || type === 'day' || type === 'hour' || type === 'minute') parts[type] = value;
  }
  return parts;
}

/** The day in Paris as `2026-01-01`: days of this form compare as text. */
export function parisDay(instant: EpochMs): string {
  const { year, month, day } = parisTime(instant);
  return `${year}-${month}-${day}`;
}
