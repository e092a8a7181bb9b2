import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPublicKey, verify } from 'node:crypto';
import type { Fact } from '../../flows/facts.ts';
import { cents } from '../../flows/money.ts';
import type { OpenLedger } from './ledger.ts';
import { openSample, soldParcel, temporaryDirectory } from './sample.fixture.ts';

/** What the ledger knows at once among a million records, because it keeps it beside them. */

let directory: ReturnType<typeof temporaryDirectory>;
let ledger: OpenLedger;
beforeEach(() => {
  directory = temporaryDirectory();
  ledger = openSample(directory.path);
});
afterEach(() => {
  ledger.close();
  directory.remove();
});

const record = (...facts: readonly Fact[]) => expect(ledger.recordAll(facts)).toMatchObject({ ok: true });
const reopen = (): void => {
  ledger.close();
  ledger = openSample(directory.path);
};

describe('several facts at once', () => {
  it('are recorded all, in their order, or none', () => {
    const facts = soldParcel('V1', 'E1', null);
    expect(ledger.recordAll(facts)).toMatchObject({ ok: true, value: facts.map((fact, index) => ({ seq: index + 1, fact })) });
    expect(() => ledger.recordAll([...facts, { type: 'payment.declined', sale: 'V1', reference: 'P', reason: 'x'.repeat(121) }])).toThrow(/120|Too big/i);
    expect(ledger.head().seq).toBe(facts.length);
    expect(ledger.recordAll([])).toEqual({ ok: true, value: [] });
  });
});

describe('open incidents', () => {
  const incident = (sale: string, name: string) => ({ sale, incident: name, amount: cents(500), cause: 'refund-refused' }) as const;

  it('are those that nobody has settled, with every fact of their sale, open or closed, in the order in which they were opened', () => {
    record(...soldParcel('V1', 'E1', null).slice(0, 4), { type: 'incident.opened', ...incident('V1', 'I1') });
    record(...soldParcel('V2', 'E2', null), { type: 'incident.opened', ...incident('V2', 'I2') }, { type: 'incident.opened', ...incident('V2', 'I3') });
    record(...soldParcel('V3', 'E3', null));
    const open = () => ledger.openIncidents().map(({ sale, facts }) => `${sale}: ${facts.length}`);
    expect(open()).toEqual(['V1: 5', 'V2: 8']);
    expect(ledger.openIncidents()[1]?.facts).toEqual(ledger.factsOfSale('V2'));
    record({ type: 'incident.settled', ...incident('V2', 'I2'), how: 'returned', by: 'terminal' });
    expect(open()).toEqual(['V1: 5', 'V2: 9']);
    reopen();
    record({ type: 'incident.settled', ...incident('V2', 'I3'), how: 'paid-out', by: 'staff' });
    expect(open()).toEqual(['V1: 5']);
  });
});

describe('the roll of labels', () => {
  const counted = (left: number): Fact => ({ type: 'roll.counted', roll: 'labels', left, why: 'loaded' });
  const label = { sale: 'V1', label: 'E1' };
  const taking: readonly (readonly [Fact, number])[] = [
    [{ type: 'label.printed', ...label }, 1],
    [{ type: 'label.spoiled', ...label, reason: 'jam' }, 1],
    [{ type: 'label.unknown', ...label, reason: 'silent' }, 1],
    [{ type: 'document.printed', sale: 'V1', document: 'customs', outcome: 'printed', sheets: 3 }, 3],
    [{ type: 'document.printed', sale: 'V1', document: 'receipt', outcome: 'printed' }, 0],
    [{ type: 'label.issued', ...label, line: 'L1', product: 'lettre_verte', number: null, value: cents(152), mark: '' }, 0],
  ];

  it('is not known before it was counted', () => {
    record(...taking.map(([fact]) => fact));
    expect(ledger.left('labels')).toBeNull();
  });

  it('holds what was counted less what every label and sheet took, never less than none, after a restart too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), fc.array(fc.constantFrom(...taking), { maxLength: 8 }), (left, taken) => {
        record(counted(left), ...taken.map(([fact]) => fact));
        const expected = Math.max(0, left - taken.reduce((sum, [, labels]) => sum + labels, 0));
        expect(ledger.left('labels')).toBe(expected);
      }),
      { numRuns: 30 },
    );
    const before = ledger.left('labels');
    reopen();
    expect(ledger.left('labels')).toBe(before);
  });
});

describe('what ran last', () => {
  const digest = (byte: string): string => byte.repeat(64);

  it('is known by the version of the last start or change, and the newest digest of each configured part (FIS-9, FIS-17)', () => {
    expect(ledger.known()).toMatchObject({ version: null, digests: {} });
    record(
      { type: 'terminal.started', version: '1.0.0', configuration: 'MOULIN-01' },
      { type: 'configuration.changed', part: 'terminal', digest: digest('a') },
      { type: 'configuration.changed', part: 'tariffs', digest: digest('b') },
      { type: 'configuration.changed', part: 'terminal', digest: digest('c') },
    );
    expect(ledger.known()).toMatchObject({ version: '1.0.0', digests: { terminal: digest('c'), tariffs: digest('b') } });
    record({ type: 'software.changed', from: '1.0.0', to: '1.1.0' });
    reopen();
    expect(ledger.known()).toMatchObject({ version: '1.1.0', digests: { terminal: digest('c'), tariffs: digest('b') } });
  });
});

describe('the key of the journal', () => {
  it('signs what else must be believed, as an archive', () => {
    const bytes = Buffer.from('an archive');
    const publicKey = createPublicKey(ledger.publicKey);
    expect(verify(null, bytes, publicKey, ledger.sign(bytes))).toBe(true);
    expect(verify(null, Buffer.from('another'), publicKey, ledger.sign(bytes))).toBe(false);
  });
});
