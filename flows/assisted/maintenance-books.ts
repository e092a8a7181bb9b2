import type { Ports } from '../ports.ts';
import type { MaintenancePage } from '../view.ts';

/** What is only read: number ranges, technical events, versions. Read when the page is opened, and not at every glance. */

const day = 24 * 60 * 60_000;
/** The terminal has not been used for long, or hardly is: a forecast beyond that says nothing. */
const furthestForecast = 3_650;
/** A range that ends within this is ordered anew, ms. Ours: how long the operator takes to allot one was not found. */
const orderAhead = 14 * day;
/** The last hundred, as the journal has them (issue 5). */
const mostEvents = 100;

type NumbersPage = Extract<MaintenancePage, { page: 'numbers' }>;

export function numbersPage({ backroom, clock }: Pick<Ports, 'backroom' | 'clock'>): NumbersPage {
  const now = clock.now();
  return {
    page: 'numbers',
    series: backroom.numbers().map(({ series, remaining, perDay }) => {
      const days = remaining / perDay;
      return { series, remaining, perDay, until: perDay > 0 && days <= furthestForecast ? now + Math.floor(days * day) : null };
    }),
  };
}

export function numbersRunOut(ports: Pick<Ports, 'backroom' | 'clock'>): boolean {
  const now = ports.clock.now();
  return numbersPage(ports).series.some(({ remaining, until }) => remaining === 0 || (until !== null && until - now < orderAhead));
}

export function eventsPage({ backroom }: Pick<Ports, 'backroom'>): Extract<MaintenancePage, { page: 'events' }> {
  return { page: 'events', events: backroom.events(mostEvents).map(({ at, event, values }) => ({ at, event, values: { ...values } })) };
}

export function versionsPage({ backroom }: Pick<Ports, 'backroom'>): Extract<MaintenancePage, { page: 'versions' }> {
  return { page: 'versions', versions: backroom.versions().map((version) => ({ ...version })) };
}
