import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { emptyDraft, formatAddress } from '../addresses/address.ts';
import { book, places } from '../addresses/places.fixture.ts';
import type { Intent } from '../intents.ts';
import type { AddressDraft } from '../view.ts';
import { addressEntryMachine, type AddressEntryEvent, type AddressEntryInput } from './address-entry.ts';

const lyon: AddressDraft = { ...emptyDraft, postcode: '69007', town: 'LYON', street: '12 rue de la République', name: 'Camille Martin' };

function begin(draft: AddressDraft = emptyDraft, input: Partial<AddressEntryInput> = {}) {
  const actor = createActor(addressEntryMachine, { input: { draft, party: 'addressee', places, book, destination: 'FR', phone: 'none', ...input } }).start();
  return {
    send: (...intents: AddressEntryEvent[]) => intents.forEach((intent) => actor.getSnapshot().status === 'active' && actor.send(intent)),
    at: () => actor.getSnapshot().value,
    draft: () => actor.getSnapshot().context.draft,
    towns: () => actor.getSnapshot().context.towns.map((town) => town.label),
    problems: () => actor.getSnapshot().context.problems.map(({ field, problem }) => `${field} ${problem}`),
    output: () => actor.getSnapshot().output,
  };
}

const postcode = (text: string): Intent => ({ type: 'address.postcode.entered', postcode: text });
const town = (text: string): Intent => ({ type: 'address.town.chosen', town: text });
const street = (text: string, more: Partial<Record<'building' | 'apartment' | 'place', string>> = {}): Intent => ({
  type: 'address.street.entered',
  street: text,
  building: '',
  apartment: '',
  place: '',
  ...more,
});
const name = (text: string, company = '', phone = ''): Intent => ({ type: 'address.name.entered', name: text, company, phone });
const confirm: Intent = { type: 'address.confirmed' };
const reopen = (part: 'town' | 'street' | 'name'): Intent => ({ type: 'address.part.reopened', part });
const back: Intent = { type: 'back' };

describe('an address is asked in three small questions', () => {
  it('and confirmed as it will be printed', () => {
    const entry = begin();
    entry.send(postcode('69007'), street('12 rue de la République'), name('Camille Martin'));
    expect(entry.at()).toBe('check');
    expect(formatAddress(entry.draft())).toEqual(['Camille Martin', '12 RUE DE LA REPUBLIQUE', '69007 LYON']);
    entry.send(confirm);
    expect(entry.output()).toEqual({ kind: 'confirmed', draft: lyon });
  });

  it('does not ask for the town when the postcode has only one', () => {
    const entry = begin();
    entry.send(postcode('69007'));
    expect([entry.at(), entry.draft().town]).toEqual(['street', 'LYON']);
  });

  it('offers the towns when the postcode has several, and goes on with the one chosen', () => {
    const entry = begin();
    entry.send(postcode('01400'));
    expect([entry.at(), entry.problems()]).toEqual(['town', []]);
    expect(entry.towns()).toEqual(['CHATILLON SUR CHALARONNE', 'L ABERGEMENT CLEMENCIAT']);
    entry.send(town('L ABERGEMENT CLEMENCIAT'));
    expect([entry.at(), entry.draft().town]).toEqual(['street', 'L ABERGEMENT CLEMENCIAT']);
  });

  it.each(['69 007', ' 69007 ', 'F-69007', '6 9 0 0 7       '])('reads the postcode “%s” as 69007', (text) => {
    const entry = begin();
    entry.send(postcode(text));
    expect([entry.at(), entry.draft().postcode, entry.draft().town]).toEqual(['street', '69007', 'LYON']);
  });

  it.each([
    ['town', [postcode('99999')], ['postcode unknown-postcode']],
    ['town', [postcode('')], ['postcode missing']],
    ['town', [postcode('97100')], ['postcode other-destination']],
    ['town', [postcode('01400'), town('LYON')], ['town unknown-postcode']],
    ['town', [postcode('01400'), town(' ')], ['town missing']],
    ['street', [postcode('69007'), street('   ')], ['street missing']],
    ['street', [postcode('69007'), street('日本通り')], ['street odd-characters']],
    ['name', [postcode('69007'), street('12 rue X'), name('', '')], ['name missing']],
    ['name', [postcode('69007'), street('12 rue X'), name('N'.repeat(39))], ['name too-long']],
  ] as const)('stays at the %s after %j, says what is wrong, and keeps what was typed', (part, intents, problems) => {
    const entry = begin();
    entry.send(...intents);
    expect([entry.at(), entry.problems()]).toEqual([part, problems]);
    const { type, ...typed } = intents.at(-1) as Intent;
    expect(type).toMatch(/^address\./);
    for (const [field, text] of Object.entries(typed)) expect(entry.draft()[field as keyof AddressDraft]).toBe((text as string).trim());
  });

  it('forgets the problem when it is mended, and when the customer leaves the question', () => {
    const entry = begin();
    entry.send(postcode('69007'), street(''));
    expect(entry.problems()).not.toEqual([]);
    entry.send(back);
    expect([entry.at(), entry.problems()]).toEqual(['town', []]);
    entry.send(postcode('69007'), street(''), street('1 rue X'));
    expect([entry.at(), entry.problems()]).toEqual(['name', []]);
  });

  it('another postcode forgets the town of the one before', () => {
    const entry = begin(lyon);
    entry.send(postcode('01400'));
    expect(entry.draft()).toEqual({ ...lyon, postcode: '01400', town: '' });
  });

  it('takes the white space off what was typed', () => {
    const entry = begin();
    entry.send(postcode('69007'), street('  12 rue de la République ', { building: ' B ' }), name(' Camille Martin '));
    expect(entry.draft()).toEqual({ ...lyon, building: 'B' });
  });

  it('begins with the towns of the postcode that was typed before', () => {
    expect(begin({ ...emptyDraft, postcode: '01400' }).towns()).toHaveLength(2);
  });
});

describe('the way back through an address', () => {
  it('is one question at a time, and leaves with everything that was typed', () => {
    const entry = begin();
    entry.send(postcode('69007'), street('12 rue de la République'), name('Camille Martin'));
    for (const part of ['name', 'street', 'town']) {
      entry.send(back);
      expect(entry.at()).toBe(part);
    }
    entry.send(back);
    expect(entry.output()).toEqual({ kind: 'left', draft: lyon });
  });

  it.each(['town', 'street', 'name'] as const)('the %s can be opened again from the last look', (part) => {
    const entry = begin();
    entry.send(postcode('69007'), street('12 rue X'), name('Camille'), reopen(part));
    expect(entry.at()).toBe(part);
    expect(entry.draft()).toMatchObject({ street: '12 rue X', name: 'Camille' });
  });

  it('an address with a part broken since cannot be confirmed', () => {
    const entry = begin();
    entry.send(postcode('69007'), street('12 rue X'), name('Camille'), reopen('town'), postcode('01400'), back);
    // Left with the town open: not confirmed.
    expect(entry.output()).toMatchObject({ kind: 'left', draft: { town: '' } });
  });
});

describe('whatever is typed, in whatever order', () => {
  const text = fc.oneof(fc.constantFrom('', ' ', '69007', '01400', '97100', 'LYON', '12 rue X', 'Camille', 'é œ —', '日本'), fc.string({ maxLength: 200 }));
  const intent: fc.Arbitrary<Intent> = fc.oneof(
    text.map(postcode),
    text.map(town),
    fc.tuple(text, text).map(([one, building]) => street(one, { building })),
    fc.tuple(text, text).map(([one, company]) => name(one, company)),
    fc.constantFrom(confirm, back, reopen('town'), reopen('street'), reopen('name'), { type: 'basket.paid' } as const),
  );

  it('only an address that can be printed is ever confirmed, with a postcode of five digits', () => {
    fc.assert(
      fc.property(fc.array(intent, { maxLength: 15 }), fc.boolean(), (intents, prefilled) => {
        const entry = begin(prefilled ? lyon : emptyDraft);
        entry.send(...intents);
        const output = entry.output();
        if (output?.kind !== 'confirmed') return;
        const lines = formatAddress(output.draft);
        expect(lines.length).toBeGreaterThanOrEqual(3);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(38);
        expect(output.draft.postcode).toMatch(/^\d{5}$/);
      }),
      { numRuns: 300 },
    );
  });
});
