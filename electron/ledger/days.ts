import type { EpochMs } from '../../flows/ports.ts';
import { parisDay } from '../../flows/postage/paris.ts';

/** Days of the post office for tools that walk a whole journal: a million records in as many days as there are. */

const HOUR_MS = 3_600_000;

/** `2026-11-23` of each instant asked for. In Paris a day begins with an hour of UTC, so that an hour lies in one day alone. */
export function dayReader(): (at: EpochMs) => string {
  let hour = Number.NaN;
  let day = '';
  return (at) => {
    const asked = Math.floor(at / HOUR_MS);
    if (asked !== hour) {
      hour = asked;
      day = parisDay(at);
    }
    return day;
  };
}

/** The instant at which a day begins: 23:00 UTC of the day before, in summer 22:00. */
export function startOfDay(day: string): EpochMs {
  const utc = Date.parse(`${day}T00:00:00Z`);
  return utc - (parisDay(utc - 2 * HOUR_MS) === day ? 2 : 1) * HOUR_MS;
}

/** The day after, by the calendar. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 24 * HOUR_MS).toISOString().slice(0, 10);
}

/** Whether this is a day of the calendar, written as `2026-11-23`. */
export function isDay(text: string): boolean {
  const utc = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(utc) && new Date(utc).toISOString().startsWith(text);
}
