import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contradictedEcho, messagesOf, verdictOf, type Heard } from './caisse-ap-answer.ts';
import { TlvDecoder, type TlvRecord } from './tlv.ts';

const request: TlvRecord[] = [
  { tag: 'CZ', value: '0320' }, { tag: 'CJ', value: '012345678901' }, { tag: 'CA', value: '01' }, { tag: 'CE', value: '978' },
  { tag: 'BA', value: '0' }, { tag: 'CD', value: '0' }, { tag: 'CB', value: '1234' }, { tag: 'CH', value: 'S-17' },
];
const echo = 'CZ0040320CA00201CB012000000001234CD0010CE003978CH004S-17';

function heard(text: string, end: Heard['end'] = 'quiet'): Heard {
  const decoder = new TlvDecoder();
  decoder.push(Buffer.from(text, 'latin1'));
  return { messages: messagesOf(decoder.records), malformed: decoder.malformed, cut: !decoder.onBoundary, end };
}
const verdict = (text: string, end?: Heard['end']) => verdictOf(request, heard(text, end));

describe('an answer is an approval', () => {
  it.each([
    ['with AF=01', `${echo}AE00210AF00201`],
    ['without AF', `${echo}AE00210`],
    ['with its status first', `CZ0040320AE00210AF00201CB0041234CA00201CD0010CE003978`],
    ['with an amount padded to twelve and a till of one digit', 'CZ0040320CA0011CB012000000001234CD0010CE003978AE00210AF00201'],
    ['without our reference, where the terminal does not repeat it', 'CZ0040320CA00201CB0041234CD0010CE003978AE00210AF00201'],
    ['after an acknowledgement', `${echo}AE00211${echo}AE00210AF00201`],
    ['after the late answer to another payment', `CZ0040320CA00201CB0041234CD0010CE003978CH004S-16AE00201AF00204${echo}AE00210AF00201`],
  ])('%s', (_what, text) => {
    expect(verdict(text)).toMatchObject({ kind: 'done' });
  });
});

describe('an answer decides nothing', () => {
  it.each([
    ['done and format error at once, as the public simulator says', `${echo}AE00210AF00209`],
    ['done and refused at once', `${echo}AE00210AF00204`],
    ['done and forced', `${echo}AE00210AF00203`],
    ['done with an AF that is no code', `${echo}AE00210AF005ERROR`],
    ['not done and authorised at once', `${echo}AE00201AF00201`],
    ['not done and forced at once', `${echo}AE00201AF00203`],
    ['another amount', `CZ0040320CA00201CB0041235CD0010CE003978AE00210AF00201`],
    ['an amount that is no number', `CZ0040320CA00201CB004  12CD0010CE003978AE00210AF00201`],
    ['another currency', `CZ0040320CA00201CB0041234CD0010CE003840AE00210AF00201`],
    ['another till', `CZ0040320CA00202CB0041234CD0010CE003978AE00210AF00201`],
    ['another action', `CZ0040320CA00201CB0041234CD0011CE003978AE00210AF00201`],
    ['another reference', `CZ0040320CA00201CB0041234CD0010CE003978CH004S-18AE00210AF00201`],
    ['another till software', `CZ0040320CJ012999999999999CA00201CB0041234CD0010CE003978AE00210AF00201`],
    ['no amount', 'CZ0040320CA00201CD0010CE003978AE00210AF00201'],
    ['no currency', 'CZ0040320CA00201CB0041234CD0010AE00210AF00201'],
    ['no till', 'CZ0040320CB0041234CD0010CE003978AE00210AF00201'],
    ['no action', 'CZ0040320CA00201CB0041234CE003978AE00210AF00201'],
    ['no status', `${echo}AF00201`],
    ['only an acknowledgement', `${echo}AE00211`],
    ['a status that does not exist', `${echo}AE00299`],
    ['a tag twice with two values', `${echo}AE00210AF00209AF00201`],
    ['the status twice with two values', `${echo}AE00201AE00210`],
    ['two answers, one of each', `${echo}AE00201AF00204${echo}AE00210AF00201`],
    ['our amount without a reference beside another answer', 'CZ0040320CA00201CB0049999CD0010CE003978AE00201AF00204CZ0040320CA00201CB0041234CD0010CE003978AE00210AF00201'],
    ['our amount without a reference beside ours with another currency', `CZ0040320CA00201CB0041234CD0010CE003978AE00210AF00201${echo.replace('978', '840')}AE00210AF00201`],
    ['a refusal of another amount', 'CZ0040320CB0049999AE00201AF00204'],
    ['garbage behind', `${echo}AE00210AF00201\r\n`],
    ['garbage in front', `OK${echo}AE00210AF00201`],
    ['nothing', ''],
  ])('%s', (_what, text) => {
    expect(verdict(text)).toMatchObject({ kind: 'undecided' });
  });

  it.each(Array.from({ length: echo.length + 13 }, (_, length) => length))('when the connection ends after %i bytes of a refusal or an approval', (length) => {
    for (const ending of ['AE00210AF00201', 'AE00201AF00204', 'AE00210AF00209']) {
      expect(verdict(`${echo}${ending}`.slice(0, length), 'closed')).toMatchObject({ kind: 'undecided' });
    }
  });

  it('when the time runs out within a record after what looks whole', () => {
    expect(verdict(`${echo}AE00210AF00201AA016`, 'silence')).toMatchObject({ kind: 'undecided' });
  });
});

describe('an answer is a refusal', () => {
  it.each([
    ['00', 'unavailable'], ['02', 'declined'], ['04', 'declined'], ['05', 'declined'], ['06', 'abandoned'], ['07', 'timed-out'],
    ['08', 'timed-out'], ['09', 'not-supported'], ['10', 'not-supported'], ['11', 'abandoned'], ['12', 'not-supported'], ['13', 'not-supported'], ['77', 'unavailable'],
  ])('with AE=01 and AF=%s: %s', (code, reason) => {
    expect(verdict(`${echo}AE00201AF002${code}`)).toMatchObject({ kind: 'refused', reason, code });
    expect(verdict(`CZ0040320AE00201AF002${code}`)).toMatchObject({ kind: 'refused', reason });
    expect(verdict(`${echo}AE00201AF002${code}`, 'closed')).toMatchObject({ kind: 'refused', reason });
  });

  it('with AE=01 alone: the terminal is busy', () => {
    expect(verdict(`${echo}AE00201`)).toMatchObject({ kind: 'refused', reason: 'busy', code: null });
  });

  it('with text behind the code, of which only the code is kept', () => {
    expect(verdict(`${echo}AE00201AF02504 CARTE 4970101234561234`)).toMatchObject({ kind: 'refused', reason: 'declined', code: '04' });
  });
});

it('amount, currency and till are compared as numbers, the rest as written', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 999_999_999 }), fc.integer({ min: 1, max: 999_999_999 }), fc.nat(12), (sent, echoed, width) => {
    const message = messagesOf([{ tag: 'CB', value: String(echoed).padStart(width, '0') }])[0]!;
    expect(contradictedEcho([{ tag: 'CB', value: String(sent).padStart(2, '0') }], message)).toBe(sent === echoed ? null : 'CB');
  }));
});
