import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signedPart, verificationText } from '../documents/proof-of-posting.ts';
import type { Scan } from '../ports.ts';
import { grams } from '../weight.ts';
import { colissimoNumber } from './colissimo.ts';
import { letterNumber } from './letter.ts';
import { recognise } from './recognise.ts';
import { routingCode } from './routing.ts';
import { s10Number } from './s10.ts';

const scanned = (text: string, symbology: Extract<Scan, { kind: 'code' }>['symbology'] = 'code128') => recognise({ kind: 'code', symbology, text });
const problemOf = (text: string) => {
  const recognised = scanned(text);
  return recognised.kind === 'problem' ? recognised.problem.problem : recognised.kind;
};

describe('a code that the post gave', () => {
  // postal.md 3.2: the numbers verified there
  test.each([
    ['6A076574712 07', 'colissimo', '6A07657471207'],
    ['9V 20524 75203 2', 'colissimo', '9V20524752032'],
    ['9v11111111219', 'colissimo', '9V11111111219'],
    ['87000720610100P', 'letter', '87000720610100P'],
    ['87 000 720 610 100P', 'letter', '87000720610100P'],
    ['861011301731382', 'letter', '861011301731382'],
    ['EE471108151FR', 's10', 'EE471108151FR'],
    ['LU 680 211 095 FR', 's10', 'LU680211095FR'],
    ['CA688211167FR', 's10', 'CA688211167FR'],
  ])('%s is a number: %s', (text, form, number) => {
    expect(scanned(text)).toEqual({ kind: 'number', form, number });
  });

  test('every number that this terminal makes is recognised for what it is', () => {
    fc.assert(
      fc.property(fc.nat(9_999), (serial) => {
        expect(scanned(colissimoNumber('9V', serial))).toMatchObject({ kind: 'number', form: 'colissimo' });
        expect(scanned(letterNumber('0000', serial))).toMatchObject({ kind: 'number', form: 'letter' });
        expect(scanned(letterNumber('0001', serial))).toMatchObject({ kind: 'number', form: 'letter' });
        for (const service of ['LU', 'RA', 'CA']) expect(scanned(s10Number({ service, serial, country: 'FR' }))).toMatchObject({ kind: 'number', form: 's10' });
      }),
    );
  });

  test.each([
    ['9V11111111218', 'a parcel'],
    ['EE471108152FR', 'an S10 number'],
    ['87000720610100Q', 'a letter'],
    ['EB000717619HK', 'an S10 number of elsewhere'],
  ])('%s has the form of %s and the wrong key', (text) => {
    expect(problemOf(text)).toBe('wrong-key');
  });

  test.each(['EB000717618HK', s10Number({ service: 'RR', serial: 12_345_678, country: 'DE' }), s10Number({ service: 'CP', serial: 1, country: 'US' })])('%s is of a foreign post', (text) => {
    expect(problemOf(text)).toBe('foreign-post');
  });

  test('the other bar code of a parcel, the routing, names no item and is told as what it is', () => {
    const routing = routingCode({ number: '9V00000000030', postcode: '72240', client: '900001', grams: grams(8_600) });
    expect(problemOf(routing)).toBe('routing-code');
    expect(problemOf(`${routing.slice(0, -1)}0`)).toBe('not-postal');
  });
});

describe('the long bar code of the labels of DPD, Colissimo and Chronopost', () => {
  test.each(['%008182709980000020033350276', '008182709980000020033350276C', '0081 827 0998 0000 0200 45 327 276 N', '%0069007XN008000123248226250'])('%s says where the parcel goes, not whose it is', (text) => {
    expect(problemOf(text)).toBe('routing-code');
  });
});

describe('a parcel of another company', () => {
  // The collections and specifications named in carriers.ts; the Mondial Relay one is its own worked example.
  test.each([
    ['1Z5R89390357567127', 'UPS'],
    ['1Z 410 E7W 03 9275 1591', 'UPS'],
    ['JJD0099999999', 'DHL'],
    ['JVGL0999999990', 'DHL'],
    ['JD014600003828392837', 'DHL'],
    ['TBA502887274000', 'Amazon'],
    ['12123456780101006623123454', 'Mondial Relay'],
    ['9622001900000000000000776632517510', 'FedEx'],
    ['1001921334250001000300779017972697', 'FedEx'],
  ])('%s is named: %s', (text, carrier) => {
    expect(scanned(text)).toEqual({ kind: 'problem', problem: { problem: 'other-carrier', carrier, at: null } });
  });

  test.each([
    ['12345678901234', 'fourteen digits: DPD, and many shops'],
    ['36631234567', 'eleven digits: GLS, and many shops'],
    ['00A6Z78A', 'eight characters: GLS, and anything else'],
    ['986578788855', 'twelve digits: FedEx, DHL, a shop'],
    ['12123456780101106623123454', 'the length of a Mondial Relay code without its key'],
    ['008182709980000020033350276A', 'the length of a DPD code without its key'],
    ['9622001560001234567100794808390595', 'the length of a FedEx code without its key'],
    ['XN000000017JB', 'the two letters at its end are no country'],
  ])('%s is not named: %s', (text) => {
    expect(problemOf(text)).toBe('not-postal');
  });
});

describe('a code of ours', () => {
  test('a franking mark goes to the authority as it is', () => {
    expect(scanned('MOULIN-VOID:1:DEMO-01:E1:LV:152:20:20261123::ABCD', 'data-matrix')).toEqual({ kind: 'mark', text: 'MOULIN-VOID:1:DEMO-01:E1:LV:152:20:20261123::ABCD' });
  });

  test('a proof of posting says its sale, its labels and what its signature seals', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z0-9:,%-]{1,20}$/), fc.array(fc.stringMatching(/^[A-Z0-9:,%-]{1,16}$/), { minLength: 1, maxLength: 4 }), (sale, labels) => {
        const text = verificationText({ sale, labels, signature: 'SIGNATUR' });
        expect(scanned(text, 'qr')).toEqual({ kind: 'proof', sale, labels, text: signedPart({ sale, labels }), signature: 'SIGNATUR' });
      }),
    );
  });

  test('the proof of forty items is read as the proof of one', () => {
    const labels = Array.from({ length: 40 }, (_, at) => `MOULIN-01-${String(at).padStart(8, '0')}`);
    const text = verificationText({ sale: 'MOULIN-01-00000042', labels, signature: 'SIGNATUR' });
    expect(scanned(text, 'qr')).toMatchObject({ kind: 'proof', labels });
  });

  test.each(['MOULIN-PROOF:', 'MOULIN-PROOF:2:V1:E1:AAAA', 'MOULIN-PROOF:1:V1:E1', 'MOULIN-PROOF:1:V1:E1:AAAA:B', 'MOULIN-PROOF:1:%:E1:AAAA'])('%s is no proof', (text) => {
    expect(problemOf(text)).toBe('not-postal');
  });
});

describe('something else', () => {
  test.each(['BEGIN:VCARD\nVERSION:3.0\nFN:Chloé Müller 🌷\nEND:VCARD', 'begin:vcard\nend:vcard', 'MECARD:N:Martin,Camille;;', ' MECARD:N:Martin;; '])('%j is a contact', (text) => {
    expect(scanned(text, 'qr')).toEqual({ kind: 'contact', text: text.trim() });
  });

  test.each(['https://example.org/', 'WIFI:S:Moulin;;', '3760123456789', '0103760123456787\x1d10A1', 'x', '9V1'])('%j is no postal code', (text) => {
    expect(problemOf(text)).toBe('not-postal');
  });

  test.each(['', '   ', '9'.repeat(10_000), '6A07657\x0047120', '9V11111111219\x07', '9V１１１１１１１１２１９', 'شحنة', '📦', `BEGIN:VCARD\n${'x'.repeat(10_000)}`])('%j is unreadable', (text) => {
    expect(problemOf(text)).toBe('unreadable');
  });

  test('what the scanner refused is unreadable', () => {
    expect(recognise({ kind: 'rejected', why: 'a code that was cut short: scan it again' })).toMatchObject({ problem: { problem: 'unreadable' } });
  });

  test('whatever is scanned has an answer, and only a clean code is a number', () => {
    const near = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.stringMatching(/^[0-9A-Z%: ]{0,40}$/), fc.stringMatching(/^MOULIN-PROOF:1:[%A-Z0-9:]{0,30}$/));
    fc.assert(
      fc.property(near, (text) => {
        const recognised = scanned(text);
        expect(recognised.kind === 'number' ? recognised.number : '9V11111111219').toMatch(/^[0-9A-Z]{13}$|^[0-9A-Z]{15}$/);
      }),
    );
  });
});
