import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { emptyDraft, emptyDraftIn, formatAddress } from '../addresses/address.ts';
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
    query: () => actor.getSnapshot().context.query,
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
const place = (text: string, townName: string, region = ''): Intent => ({ type: 'address.place.entered', postcode: text, town: townName, region });
const scan = (text: string): AddressEntryEvent => ({ type: 'code.scanned', scan: { kind: 'code', symbology: 'qr', text } });
const card = (...lines: readonly string[]) => scan(['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD'].join('\n'));
const toGermany = { destination: 'DE', party: 'addressee' } as const;
const sender = { destination: null, party: 'sender' } as const;

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

describe('a town found by its name', () => {
  it('brings its postcode with it', () => {
    const entry = begin();
    entry.send(postcode('mezz'));
    expect([entry.at(), entry.towns(), entry.problems()]).toEqual(['town', ['MEZZAVIA'], []]);
    entry.send({ type: 'address.town.chosen', town: 'MEZZAVIA', postcode: '20167' });
    expect([entry.at(), entry.draft().postcode, entry.draft().town]).toEqual(['street', '20167', 'MEZZAVIA']);
  });

  it('keeps its spaces and accents while it is typed', () => {
    const entry = begin();
    entry.send(postcode(' saint-é'));
    expect([entry.draft().postcode, entry.towns()]).toEqual(['saint-é', ['ST ETIENNE']]);
  });

  it('lists the towns of a postcode that is not finished, without calling it wrong', () => {
    const entry = begin();
    entry.send(postcode('201'));
    expect([entry.towns(), entry.problems()]).toEqual([['AFA', 'MEZZAVIA'], []]);
  });

  it.each([
    ['FR', []],
    ['RE', ['ST DENIS']],
    ['GP', []],
    [null, ['ST DENIS']],
  ])('offers no town that the price was not made for: St Denis (Réunion) to %s', (destination, found) => {
    for (const text of ['saint-d', '97400']) {
      const entry = begin(emptyDraft, { destination });
      entry.send(postcode(text));
      expect(entry.towns()).toEqual(found);
    }
  });

  it.each(['FR', 'MC'])('Monaco is served as France is (to %s)', (destination) => {
    const entry = begin(emptyDraft, { destination });
    entry.send(postcode('mona'));
    expect(entry.towns()).toEqual(['MONACO']);
  });

  it.each(['xyzzy', '3'])('says so when nothing begins with %s', (text) => {
    const entry = begin();
    entry.send(postcode(text));
    expect([entry.at(), entry.towns(), entry.problems()]).toEqual(['town', [], ['postcode unknown-postcode']]);
  });
});

describe('an address abroad', () => {
  it('asks the place as its country writes it, and prints the country last', () => {
    const entry = begin(emptyDraftIn('DE'), toGermany);
    entry.send(place(' D-10115', 'Berlin '), street('Invalidenstr. 117'), name('Zoë Müller'), confirm);
    expect(entry.output()).toMatchObject({ kind: 'confirmed', draft: { country: 'DE', postcode: 'D-10115', town: 'Berlin' } });
    expect(formatAddress(entry.draft())).toEqual(['Zoë Müller', 'Invalidenstr. 117', '10115 BERLIN', 'ALLEMAGNE']);
  });

  it.each([
    ['DE', place('1011', 'Berlin'), ['postcode not-a-postcode']],
    ['DE', place('10115', ''), ['town missing']],
    ['DE', place('27498', 'Helgoland'), ['postcode other-destination']],
    ['IC', place('28013', 'Madrid'), ['postcode other-destination']],
  ])('to %s stays at %o, says what is wrong, and keeps what was typed', (destination, intent, problems) => {
    const entry = begin(emptyDraftIn(destination === 'IC' ? 'ES' : destination), { ...toGermany, destination });
    entry.send(intent);
    expect([entry.at(), entry.problems()]).toEqual(['town', problems]);
    expect({ type: 'address.place.entered', postcode: entry.draft().postcode, town: entry.draft().town, region: '' }).toEqual(intent);
  });

  it('lists no French towns', () => {
    expect(begin({ ...emptyDraftIn('DE'), postcode: '69007' }, toGermany).towns()).toEqual([]);
  });

  it('of Nouméa types its town, for no list has it', () => {
    const entry = begin(emptyDraft, { destination: 'NC' });
    entry.send(place('98800', 'Nouméa'));
    expect(entry.at()).toBe('street');
  });
});

describe('a mobile phone number', () => {
  it('is asked beside the name where it is needed, and kept as messages are sent to it', () => {
    const entry = begin(lyon, { phone: 'required' });
    entry.send(postcode('69007'), street('12 rue X'), name('Camille'));
    expect([entry.at(), entry.problems()]).toEqual(['name', ['phone missing']]);
    entry.send(name('Camille', '', '01 23 45 67 89'));
    expect([entry.problems(), entry.draft().phone]).toEqual([['phone not-a-phone'], '01 23 45 67 89']);
    entry.send(name('Camille', '', '06 12 34 56 78'));
    expect([entry.at(), entry.draft().phone]).toEqual(['check', '+33612345678']);
  });
});

describe('the sender’s country', () => {
  it('can be another one: found by its name, and the place is asked again', () => {
    const entry = begin(lyon, sender);
    entry.send({ type: 'address.country.reopened' }, { type: 'country.searched', text: 'belg' });
    expect([entry.at(), entry.query()]).toEqual(['country', 'belg']);
    entry.send({ type: 'country.chosen', code: 'BE' });
    expect([entry.at(), entry.query()]).toEqual(['town', '']);
    expect(entry.draft()).toEqual({ ...lyon, country: 'BE', postcode: '', town: '' });
    entry.send(place('1000', 'Bruxelles'));
    expect(entry.at()).toBe('street');
  });

  it('chosen again, or a French territory, loses nothing that was typed', () => {
    const entry = begin(lyon, sender);
    entry.send({ type: 'address.country.reopened' }, { type: 'country.chosen', code: 'GP' });
    expect([entry.at(), entry.draft()]).toEqual(['town', lyon]);
  });

  it('is left as it is on the way back, and for a code that the book does not know', () => {
    const entry = begin(lyon, sender);
    entry.send({ type: 'address.country.reopened' }, { type: 'country.chosen', code: 'QQ' });
    expect(entry.at()).toBe('country');
    entry.send(back);
    expect([entry.at(), entry.draft()]).toEqual(['town', lyon]);
  });

  it('is not asked of an addressee: the price was made for theirs', () => {
    const entry = begin(lyon);
    entry.send({ type: 'address.country.reopened' });
    expect(entry.at()).toBe('town');
  });

  it('a sender may live overseas, wherever the item goes', () => {
    const entry = begin(emptyDraft, sender);
    entry.send(postcode('97400'));
    expect([entry.at(), entry.draft().town]).toEqual(['street', 'ST DENIS']);
  });
});

describe('a contact’s code before the scanner', () => {
  const camille = ['FN:Camille Martin', 'ADR;TYPE=HOME:;;12 rue de la République;Lyon;;69007;France', 'TEL;TYPE=CELL:06 12 34 56 78'];
  const whole: AddressDraft = { ...lyon, town: 'Lyon' };

  it.each([
    ['town', []],
    ['street', [postcode('91130')]],
    ['name', [postcode('91130'), street('3 place Y')]],
    ['check', [postcode('91130'), street('3 place Y', { building: 'B' }), name('Dominique')]],
  ] as const)('answers everything at once, from the %s on', (part, before) => {
    const entry = begin();
    entry.send(...before);
    expect(entry.at()).toBe(part);
    entry.send(card(...camille));
    expect([entry.at(), entry.problems(), entry.draft()]).toEqual(['check', [], whole]);
    expect(formatAddress(entry.draft())).toEqual(['Camille Martin', '12 RUE DE LA REPUBLIQUE', '69007 LYON']);
  });

  it('without a country lies where the item goes', () => {
    const entry = begin(emptyDraftIn('DE'), toGermany);
    entry.send(card('FN:Zoë Müller', 'ADR:;;Invalidenstr. 117;Berlin;Berlin;10115;'));
    expect([entry.at(), entry.draft().country, entry.draft().region]).toEqual(['check', 'DE', '']);
  });

  it('keeps the state where envelopes bear one', () => {
    const entry = begin(emptyDraftIn('US'), { destination: 'US' });
    entry.send(scan('MECARD:N:Doe,Alex;ADR:12 Main St, Boston, MA 02108, USA;;'));
    expect([entry.at(), formatAddress(entry.draft())]).toEqual(['check', ['Alex Doe', '12 Main St', 'BOSTON MA 02108', 'ETATS UNIS']]);
  });

  it.each(['France', 'Ruritanie'])('that lies in %s is not taken for Germany', (country) => {
    const entry = begin(emptyDraftIn('DE'), toGermany);
    entry.send(card('FN:Camille', `ADR:;;12 rue X;Lyon;;69007;${country}`));
    expect([entry.at(), entry.problems(), entry.draft()]).toEqual(['town', ['contact other-country'], emptyDraftIn('DE')]);
  });

  it.each([
    ['NC', 'ADR:;;1 rue X;Nouméa;;98800;Nouvelle-Calédonie', '98800 NOUMEA'],
    ['RE', 'ADR:;;1 rue X;Saint-Denis;;97400;La Réunion', '97400 ST DENIS'],
    ['MC', 'ADR:;;1 rue X;Monaco;;98000;Monaco', '98000 MONACO'],
    ['FR', 'ADR:;;1 rue X;Lyon;Rhône;F-69007;', '69007 LYON'],
  ])('to %s is a French address', (destination, address, last) => {
    const entry = begin(emptyDraft, { destination });
    entry.send(card('FN:Camille', address));
    expect([entry.at(), formatAddress(entry.draft()).at(-1)]).toEqual(['check', last]);
  });

  it('of a sender may lie anywhere', () => {
    const entry = begin(emptyDraft, sender);
    entry.send(card('FN:Zoë Müller', 'ADR:;;Invalidenstr. 117;Berlin;;10115;Germany'));
    expect([entry.at(), entry.draft().country]).toEqual(['check', 'DE']);
  });

  it.each(['Guadeloupe', 'France'])('in %s, with a postcode of Guadeloupe, is a French address that the price was not made for', (country) => {
    const entry = begin();
    entry.send(card('FN:Camille', `ADR:;;12 rue X;Pointe-à-Pitre;;97110;${country}`));
    expect([entry.at(), entry.problems(), entry.draft().country]).toEqual(['town', ['postcode other-destination'], 'FR']);
  });

  it.each([
    ['town', ['ADR:;;12 rue X;Lyon;;99999;'], ['postcode unknown-postcode']],
    ['street', ['ADR:;;日本通り;Lyon;;69007;'], ['street odd-characters']],
    ['name', ['ADR:;;12 rue X;Lyon;;69007;', 'ORG:Владимир'], ['company odd-characters']],
  ])('leads to the first question with something to mend: the %s', (part, lines, problems) => {
    const entry = begin();
    entry.send(card('FN:Camille', ...lines));
    expect([entry.at(), entry.problems()]).toEqual([part, problems]);
  });

  it('with a name alone leaves the address alone, and what it lacks is asked without a reproach', () => {
    const entry = begin();
    entry.send(postcode('69007'), card('FN:Camille Martin'));
    expect([entry.at(), entry.problems(), entry.draft().postcode, entry.draft().name]).toEqual(['street', [], '69007', 'Camille Martin']);
  });

  it.each([
    ['none', ''],
    ['optional', '+33612345678'],
    ['required', '+33612345678'],
  ] as const)('gives its phone number where one is asked (%s)', (phone, number) => {
    const entry = begin(emptyDraft, { phone });
    entry.send(card(...camille));
    expect([entry.at(), entry.draft().phone]).toEqual(['check', number]);
  });

  it('whose number takes no messages is asked for another where one is needed', () => {
    const landline = [...camille.slice(0, 2), 'TEL:01 23 45 67 89'];
    const needed = begin(emptyDraft, { phone: 'required' });
    needed.send(card(...landline));
    expect([needed.at(), needed.problems()]).toEqual(['name', ['phone not-a-phone']]);
    const welcome = begin(emptyDraft, { phone: 'optional' });
    welcome.send(card(...landline));
    expect([welcome.at(), welcome.draft().phone]).toEqual(['check', '']);
  });

  it('without a number does not keep that of somebody else, and keeps that of the same person', () => {
    const entry = begin(emptyDraft, { phone: 'optional' });
    entry.send(card(...camille), card('FN:Dominique Petit', 'ADR:;;3 place Y;Lyon;;69007;France'));
    expect([entry.draft().name, entry.draft().phone]).toEqual(['Dominique Petit', '']);
    entry.send(card(...camille), card('FN:Camille Martin', 'ADR:;;3 place Y;Lyon;;69007;France'));
    expect([entry.draft().street, entry.draft().phone]).toEqual(['3 place Y', '+33612345678']);
  });

  it.each([scan('9V00000000018'), scan(''), scan('א😀'.repeat(5_000)), { type: 'code.scanned', scan: { kind: 'rejected', why: 'too long' } } as const])('that is none says so and changes nothing (%#)', (event) => {
    const entry = begin(lyon);
    entry.send(event);
    expect([entry.at(), entry.problems(), entry.draft()]).toEqual(['town', ['contact not-a-contact'], lyon]);
    entry.send(postcode('69007'));
    expect([entry.at(), entry.problems()]).toEqual(['street', []]);
  });
});

describe('whatever is typed, in whatever order', () => {
  const text = fc.oneof(fc.constantFrom('', ' ', '69007', '01400', '97100', 'LYON', '12 rue X', 'Camille', 'é œ —', '日本'), fc.string({ maxLength: 200 }));
  const intent: fc.Arbitrary<AddressEntryEvent> = fc.oneof(
    text.map(postcode),
    text.map(town),
    fc.tuple(text, text).map(([one, building]) => street(one, { building })),
    fc.tuple(text, text).map(([one, company]) => name(one, company)),
    fc.tuple(text, text).map(([one, other]) => place(one, other)),
    fc.tuple(text, text, text).map(([one, other, third]) => card(`FN:${one}`, `ADR:;;${other};${third};;69007;France`)),
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
