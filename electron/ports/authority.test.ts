import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { depositText, signedDeposit } from '../../flows/documents/drop-off-proof.ts';
import { signedPart, verificationText } from '../../flows/documents/proof-of-posting.ts';
import { cents } from '../../flows/money.ts';
import { grams } from '../../flows/weight.ts';
import { readPublicKey } from '../ledger/keys.ts';
import { temporaryDirectory } from '../ledger/sample.fixture.ts';
import { createVoidAuthority, openVoidAuthority, verifyDeposit, verifyMark, verifyProof } from './authority.ts';
import { base32, fromBase32 } from './base32.ts';

const pair = generateKeyPairSync('ed25519');
const authority = createVoidAuthority('DEMO-01', pair);

const request = {
  label: 'DEMO-01-E000042',
  product: 'colissimo_france_domicile',
  value: cents(1_129),
  grams: grams(1_240),
  number: '9V00000000018',
  at: Date.UTC(2026, 10, 23, 8),
};
const anyRequest = fc.record({
  label: fc.string({ unit: 'binary', minLength: 1, maxLength: 64 }),
  product: fc.oneof(fc.constantFrom('lettre_verte', 'lettre_verte_suivie', 'lettre_services_plus', 'colissimo_france_domicile'), fc.constant('other_product')),
  value: fc.nat(100_000_00).map((value) => cents(value)),
  grams: fc.nat(30_000).map((value) => grams(value)),
  number: fc.option(fc.stringMatching(/^[0-9A-Z]{13,15}$/)),
  at: fc.date({ min: new Date('2026-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }).map((date) => date.getTime()),
});

describe('a mark held before the scanner', () => {
  it('names its label when this terminal made it, and nothing otherwise', () => {
    const other = createVoidAuthority('DEMO-01', generateKeyPairSync('ed25519'));
    fc.assert(
      fc.property(anyRequest, (one) => {
        const { payload } = authority.mark(one);
        expect(authority.labelOf(payload)).toBe(one.label.toWellFormed());
        expect(other.labelOf(payload)).toBeNull();
        expect(authority.labelOf(`${payload}A`)).toBeNull();
      }),
      { numRuns: 40 },
    );
  });

  it('is nothing when it is anything else, a proof of ours among it', () => {
    const text = signedPart({ sale: 'V1', labels: ['E1'] });
    expect(authority.labelOf(verificationText({ sale: 'V1', labels: ['E1'], signature: authority.seal(text) }))).toBeNull();
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^MOULIN-VOID:1(:[%A-Z0-9]{0,9}){0,9}$/)), (scanned) => {
        expect(authority.labelOf(scanned)).toBeNull();
      }),
    );
  });
});

describe('the seal of a proof', () => {
  it('holds for its own text and no other, and for no mark', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, other) => {
        const seal = authority.seal(text);
        expect(authority.isSealOf(text, seal)).toBe(true);
        expect(authority.isSealOf(other, seal)).toBe(Buffer.from(other).equals(Buffer.from(text)));
        expect(authority.isSealOf(text, other)).toBe(false);
      }),
      { numRuns: 60 },
    );
    const { payload } = authority.mark(request);
    expect(authority.isSealOf(payload.slice(0, payload.lastIndexOf(':')), payload.slice(payload.lastIndexOf(':') + 1))).toBe(false);
  });
});

describe('the embedded mark', () => {
  it('says that it is void, in words and in its content, whatever was asked for', () => {
    fc.assert(
      fc.property(anyRequest, (one) => {
        const mark = authority.mark(one);
        expect(mark.legend).toEqual(['SPÉCIMEN', 'SANS VALEUR']);
        expect(mark.payload).toMatch(/^MOULIN-VOID:1:/);
      }),
    );
  });

  it('carries every field of what was franked, and gives it back to whoever verifies', () => {
    fc.assert(
      fc.property(anyRequest, (one) => {
        const verified = verifyMark(authority.mark(one).payload, pair.publicKey);
        expect(verified).toMatchObject({ ok: true, value: { terminal: 'DEMO-01', label: one.label.toWellFormed(), product: one.product, value: one.value, grams: one.grams, number: one.number } });
      }),
    );
  });

  it('is posted on a day of Paris, not of Greenwich', () => {
    const day = (iso: string): string | false => {
      const verified = verifyMark(authority.mark({ ...request, at: Date.parse(iso) }).payload, pair.publicKey);
      return verified.ok && verified.value.day;
    };
    expect(day('2026-11-23T22:59:59Z')).toBe('20261123');
    expect(day('2026-11-23T23:00:00Z')).toBe('20261124');
    expect(day('2026-07-14T21:59:59Z')).toBe('20260714');
    expect(day('2026-07-14T22:00:00Z')).toBe('20260715');
  });

  it('is invalid as soon as any character of it is another', () => {
    const { payload } = authority.mark(request);
    fc.assert(
      fc.property(fc.nat(payload.length - 1), fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCodePoint(code)), (at, character) => {
        fc.pre(payload[at] !== character);
        expect(verifyMark(payload.slice(0, at) + character + payload.slice(at + 1), pair.publicKey).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('is invalid with any field of another mark in its place', () => {
    fc.assert(
      fc.property(anyRequest, anyRequest, fc.integer({ min: 2, max: 9 }), (one, other, field) => {
        const mine = authority.mark(one).payload.split(':');
        const theirs = authority.mark(other).payload.split(':');
        fc.pre(mine[field] !== theirs[field]);
        expect(verifyMark(mine.with(field, theirs[field] ?? '').join(':'), pair.publicKey)).toEqual({ ok: false, error: 'forged' });
      }),
    );
  });

  it.each([
    ['', 'not-a-mark'],
    ['https://example.org', 'not-a-mark'],
    ['MOULIN-VOID:2:x', 'unknown-version'],
    ['MOULIN-VOID:1', 'malformed'],
    ['MOULIN-VOID:1:a:b:c:1:1:20261123::AAAA1', 'malformed'],
    ['MOULIN-VOID:1:a:b:c:1:1:20261123::AAAAAAAA', 'forged'],
    ['MOULIN-VOID:1:%:b:c:1:1:20261123::AAAAAAAA', 'forged'],
  ])('a scanned "%s" is %s', (text, error) => {
    expect(verifyMark(text, pair.publicKey)).toEqual({ ok: false, error });
  });

  it('fits a fact, and a Data Matrix of 44 modules', () => {
    const { payload } = authority.mark(request);
    expect(payload).toMatch(/^[0-9A-Z:-]+$/);
    expect(payload.length).toBeLessThanOrEqual(190);
  });
});

describe('the seal of a proof of posting', () => {
  const proof = (sale: string, labels: readonly string[]): string => {
    const text = signedPart({ sale, labels });
    return verificationText({ sale, labels, signature: authority.seal(text) });
  };
  const anyId = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map((text) => text.toWellFormed());

  it('gives back the sale and its labels to whoever verifies', () => {
    fc.assert(
      fc.property(anyId, fc.array(anyId, { minLength: 1, maxLength: 5 }), (sale, labels) => {
        expect(verifyProof(proof(sale, labels), pair.publicKey)).toEqual({ ok: true, value: { sale, labels } });
      }),
    );
  });

  it('is invalid as soon as any character of it is another', () => {
    const text = proof('DEMO-01-00000007', ['DEMO-01-00000001', 'DEMO-01-00000002']);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCodePoint(code)), (at, character) => {
        fc.pre(text[at] !== character);
        expect(verifyProof(text.slice(0, at) + character + text.slice(at + 1), pair.publicKey).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('of an item that was left gives back item, terminal and second, and nothing when a character is another', () => {
    const deposit = { terminal: 'DEMO-01', item: '9V11111111219', at: Date.UTC(2026, 10, 23, 10, 41, 7) };
    const text = depositText({ ...deposit, signature: authority.seal(signedDeposit(deposit)) });
    expect(verifyDeposit(text, pair.publicKey)).toEqual({ ok: true, value: deposit });
    expect(verifyDeposit(text.replace('219', '226'), pair.publicKey)).toEqual({ ok: false, error: 'forged' });
    expect(verifyDeposit(proof('S', ['L']), pair.publicKey)).toEqual({ ok: false, error: 'not-a-mark' });
    expect(verifyDeposit(text.replace(':1:', ':2:'), pair.publicKey)).toEqual({ ok: false, error: 'unknown-version' });
    expect(verifyDeposit(`${text}:`, pair.publicKey)).toEqual({ ok: false, error: 'malformed' });
  });

  it('can never serve as the signature of a mark', () => {
    const forged = authority.mark(request).payload.split(':').with(5, '999999').slice(0, -1).join(':');
    expect(verifyMark(`${forged}:${authority.seal(forged)}`, pair.publicKey)).toEqual({ ok: false, error: 'forged' });
  });
});

describe('the authority’s key', () => {
  const directory = temporaryDirectory();
  afterAll(() => directory.remove());

  it('is made on first use, kept beside the ledger, and is not the ledger’s', () => {
    const marks = [openVoidAuthority(directory.path, 'T1'), openVoidAuthority(directory.path, 'T1')].map((opened) => (opened.ok ? opened.value.mark(request).payload : opened.error.message));
    expect(marks[0]).toBe(marks[1]);
    expect(verifyMark(marks[0] ?? '', readPublicKey(join(directory.path, 'franking.pub')))).toMatchObject({ ok: true, value: { terminal: 'T1' } });
  });

  it('is made together with its directory; where that cannot be, the refusal names it', () => {
    expect(openVoidAuthority(join(directory.path, 'new', 'data'), 'T1').ok).toBe(true);
    writeFileSync(join(directory.path, 'a-file'), '');
    expect(openVoidAuthority(join(directory.path, 'a-file', 'data'), 'T1')).toMatchObject({ ok: false, error: { kind: 'unwritable', message: expect.stringContaining('a-file') as string } });
  });

  it('is refused when others may read it', () => {
    chmodSync(join(directory.path, 'franking.key'), 0o644);
    expect(openVoidAuthority(directory.path, 'T1')).toMatchObject({ ok: false, error: { kind: 'key-exposed' } });
  });
});

describe('base32', () => {
  it('gives every sequence of bytes back, and has one text for each', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        expect(fromBase32(base32(bytes))).toEqual(bytes);
      }),
    );
  });

  // RFC 4648 section 10, without its padding.
  it.each([['', ''], ['f', 'MY'], ['fo', 'MZXQ'], ['foo', 'MZXW6'], ['foob', 'MZXW6YQ'], ['fooba', 'MZXW6YTB'], ['foobar', 'MZXW6YTBOI']])('of "%s" is "%s"', (bytes, text) => {
    expect(base32(Buffer.from(bytes))).toBe(text);
  });

  it.each(['M', 'MZ', 'my', 'M1', 'MY======', 'A'])('does not read "%s"', (text) => {
    expect(fromBase32(text)).toBeNull();
  });
});
