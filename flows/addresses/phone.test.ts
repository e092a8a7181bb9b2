import { describe, expect, test } from 'vitest';
import { addressProblems, emptyDraft, emptyDraftIn, type PhoneDemand } from './address.ts';
import { typedPhone } from './phone.ts';
import { toFrance } from './places.fixture.ts';

describe('a mobile phone number', () => {
  test.each([
    ['06 12 34 56 78', 'FR', '+33612345678'],
    ['07.12.34.56.78', 'FR', '+33712345678'],
    ['+33 (0)6 12 34 56 78', 'FR', '+33612345678'],
    ['0033612345678', 'FR', '+33612345678'],
    ['+33612345678', 'DE', '+33612345678'],
    ['06 90 12 34 56', 'FR', '+590690123456'],
    ['0692123456', 'FR', '+262692123456'],
    ['0639123456', 'FR', '+262639123456'],
    ['0694123456', 'FR', '+594694123456'],
    ['0696123456', 'FR', '+596696123456'],
    ['+49 171 1234567', 'DE', '+491711234567'],
    ['+1 (415) 555-0100', 'US', '+14155550100'],
    ['+49 171 1234567', 'FR', '+491711234567'],
    ['01 23 45 67 89', 'FR', null],
    ['+33123456789', 'FR', null],
    ['06 12 34 56', 'FR', null],
    ['0612345678', 'DE', null],
    ['+0612345678', 'FR', null],
    ['+4917112345678901', 'DE', null],
    ['', 'FR', null],
    ['appelez-moi', 'FR', null],
    ['٠٦١٢٣٤٥٦٧٨', 'FR', null],
    ['6'.repeat(10_000), 'FR', null],
  ])('%s in %s is read %s', (text, country, number) => {
    expect(typedPhone(text, country)).toBe(number);
  });

  test.each([
    ['none', '', []],
    ['none', 'nonsense', []],
    ['optional', '', []],
    ['optional', '06 12', ['phone not-a-phone']],
    ['required', ' ', ['phone missing']],
    ['required', '01 23 45 67 89', ['phone not-a-phone']],
    ['required', '06 12 34 56 78', []],
  ] as const)('asked as %s and typed %j: %j', (phone, text, expected) => {
    const problems = (demand: PhoneDemand) => addressProblems({ ...emptyDraft, name: 'Camille', phone: text }, 'name', { ...toFrance, phone: demand }).map(({ field, problem }) => `${field} ${problem}`);
    expect(problems(phone)).toEqual(expected);
  });

  test.each([
    ['DE', '0171 1234567', '+491711234567'],
    ['US', '(415) 555-0100', '+14155550100'],
    ['IT', '347 1234567', '+393471234567'],
    ['CI', '07 12 34 56 78', '+2250712345678'],
    ['DE', '+49', null],
    ['DE', '12', null],
    ['DE', 'demain', null],
    ['QQ', '0171 1234567', null],
    ['FR', '01 23 45 67 89', null],
  ])('in %s, typed %s as at home: %s is proposed, never taken by itself', (country, text, proposal) => {
    const draft = { ...emptyDraftIn(country), name: 'Alex', phone: text };
    expect(addressProblems(draft, 'name', { ...toFrance, phone: 'optional' })).toEqual([{ field: 'phone', problem: 'not-a-phone', proposal }]);
  });

  test('abroad it is asked beside the name too', () => {
    expect(addressProblems({ ...emptyDraftIn('US'), name: 'Alex' }, 'name', { ...toFrance, phone: 'required' })).toEqual([{ field: 'phone', problem: 'missing', proposal: null }]);
  });
});
