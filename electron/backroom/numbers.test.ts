import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenLedger } from '../ledger/ledger.ts';
import { openSample, soldParcel, temporaryDirectory } from '../ledger/sample.fixture.ts';
import { createNumbers } from './numbers.ts';

const DAY = 86_400_000;
let directory: ReturnType<typeof temporaryDirectory>;
let now: number;
let ledger: OpenLedger;
beforeEach(() => {
  directory = temporaryDirectory();
  now = Date.parse('2026-11-03T10:00Z');
  ledger = openSample(directory.path, { clock: { now: () => now } });
});
afterEach(() => {
  ledger.close();
  directory.remove();
});

let sold = 0;
function sell(count: number): void {
  for (let one = 0; one < count; one += 1) {
    sold += 1;
    const [opened, requested, approved, issued, ...rest] = soldParcel(`V${sold}`, `E${sold}`, `9V${sold}`);
    ledger.recordAll([opened!, requested!, approved!]);
    ledger.issue(['colissimo'], () => issued!);
    ledger.recordAll(rest);
  }
}
const colissimo = (look: ReturnType<typeof createNumbers>) => look(now).find(({ series }) => series === 'colissimo');

describe('the forecast of a number range', () => {
  it('is what is left, and how many went a day of late: of the days there were, at most two weeks', () => {
    sell(4);
    expect(colissimo(createNumbers(() => ledger))).toEqual({ series: 'colissimo', remaining: 9_995, perDay: 4 });
    now += DAY;
    sell(2);
    now += DAY - 1;
    expect(colissimo(createNumbers(() => ledger))).toMatchObject({ perDay: 3 });
    now += 20 * DAY;
    sell(7);
    expect(colissimo(createNumbers(() => ledger))).toMatchObject({ remaining: 9_986 });
    expect(colissimo(createNumbers(() => ledger))?.perDay).toBeGreaterThanOrEqual(0.5);
    expect(colissimo(createNumbers(() => ledger))?.perDay).toBeLessThanOrEqual(7);
  });

  it('is told of every range that was allotted, also of one that nobody used, and of no other', () => {
    expect(createNumbers(() => ledger)(now).map(({ series, perDay }) => `${series} ${perDay}`)).toEqual(['colissimo 0', 'letter 0', 'registered 0', 's10-letter 0', 's10-registered 0', 's10-parcel 0']);
    expect(createNumbers(() => null)(now)).toEqual([]);
  });

  it('looks through the journal once a minute, and at the range at every glance', () => {
    const look = createNumbers(() => ledger);
    sell(1);
    expect(colissimo(look)).toMatchObject({ remaining: 9_998, perDay: 1 });
    sell(1);
    expect(colissimo(look)).toMatchObject({ remaining: 9_997, perDay: 1 });
    now += 60_000;
    expect(colissimo(look)).toMatchObject({ remaining: 9_997, perDay: 2 });
  });
});
