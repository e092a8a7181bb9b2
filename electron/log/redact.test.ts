import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passesLuhn, redact } from './redact.ts';

/** A number of so many digits whose last one is its check digit. */
function withCheckDigit(digits: readonly number[]): string {
  const body = digits.join('');
  const check = [...Array(10).keys()].find((digit) => passesLuhn(`${body}${digit}`));
  return `${body}${check}`;
}

/** Card numbers have 13 to 19 digits (ISO/IEC 7812-1). */
const cardNumber = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 18 }).map(withCheckDigit);
/** As people and devices write them: in groups, or not. */
const separator = fc.constantFrom('', ' ', '-', '.', '/', '  ', ' - ', '_');
const around = fc.string({ maxLength: 20 }).filter((text) => !/\d/u.test(text));

function grouped(number: string, by: string, size = 4): string {
  return number.match(new RegExp(`.{1,${size}}`, 'gu'))?.join(by) ?? number;
}

/** Six digits in a row, whatever stands between them, are more of a card than a log may hold. */
function holdsPartOf(number: string, text: string): boolean {
  const digits = text.replaceAll(/\D/gu, '');
  return Array.from({ length: number.length - 5 }, (_one, at) => number.slice(at, at + 6)).some((part) => digits.includes(part));
}

describe('a card number', () => {
  it('of the scheme’s own examples is known by its check digit', () => {
    expect(['4970100000000154', '5555555555554444', '378282246310005'].map((number) => passesLuhn(number))).toEqual([true, true, true]);
    expect(passesLuhn('4970100000000155')).toBe(false);
  });

  it('is not in the log, however it is cut and whatever stands around it', () => {
    fc.assert(
      fc.property(cardNumber, separator, fc.integer({ min: 1, max: 6 }), around, around, (number, by, size, before, after) => {
        expect(holdsPartOf(number, redact(`${before}${grouped(number, by, size)}${after}`))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('is not, among other digits that touch it', () => {
    fc.assert(
      fc.property(cardNumber, fc.stringMatching(/^\d{0,6}$/u), fc.stringMatching(/^\d{0,6}$/u), (number, before, after) => {
        expect(redact(`DATA ${before}${number}${after} END`)).toBe('DATA [number] END');
      }),
    );
  });

  it('is not, in base64 with whatever was coded before it, nor in hexadecimal', () => {
    fc.assert(
      fc.property(cardNumber, fc.string({ maxLength: 7 }), fc.constantFrom('base64', 'base64url', 'hex'), (number, before, coding) => {
        const coded = Buffer.from(`${before}${number}`, 'latin1').toString(coding);
        expect(redact(`unexpected answer ${coded}.`)).not.toContain(coded.slice(-8));
      }),
    );
  });
});

describe('what would tell of a person', () => {
  it.each([
    ['mail to marie.durand@exemple.fr failed', 'mail to [e-mail] failed'],
    ['call 06 12 34 56 78 back', 'call [phone] back'],
    ['call 0612345678 back', 'call [phone] back'],
    ['call +33 6 12 34 56 78 back', 'call [phone] back'],
    ['posted to 69003 LYON', 'posted to [town]'],
    ['posted to 13100 Aix-en-Provence', 'posted to [town]'],
    ['posted to 12 bis rue des Lilas, first floor', 'posted to [street], first floor'],
    ['posted to 3 AVENUE DU GENERAL LECLERC', 'posted to [street]'],
  ])('%s', (text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });
});

describe('what a technician needs', () => {
  it.each([
    'tcp://127.0.0.1:40123 cannot be reached (connect ECONNREFUSED 127.0.0.1:40123)',
    '/var/lib/moulin/data/ledger.db cannot be written (attempt to write a readonly database). Give the terminal’s user the right to write there.',
    'the scale answered nothing for 2000 ms',
    'no such file: /dev/serial/by-id/usb-FTDI_FT232R-if00-port0',
    'rejected code 0x15 at byte 12',
  ])('stays: %s', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('is one line of bounded length, without what would steer a console', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
        const redacted = redact(`${text}\n\u001B[2J\u2028`);
        expect(redacted).not.toMatch(/\p{C}|[\u2028\u2029]/u);
        expect(redacted.length).toBeLessThanOrEqual(600);
      }),
    );
  });
});
