import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Contact } from './contact-card.ts';
import { contactOf } from './contact.ts';

const noAddress = { street: '', building: '', apartment: '', place: '', postcode: '', town: '', region: '' };
const lyon = { ...noAddress, street: '12 rue de la République', postcode: '69007', town: 'Lyon' };
const camille: Contact = { country: { said: 'France', code: 'FR' }, address: lyon, name: 'Camille Martin', company: '', phone: '' };

function read(...lines: readonly string[]): Contact | null {
  const contact = contactOf(lines.join('\r\n'));
  return contact.ok ? contact.value : null;
}
const vcard = (version: string, ...lines: readonly string[]) => read('BEGIN:VCARD', `VERSION:${version}`, ...lines, 'END:VCARD');

describe('a vCard', () => {
  test('of 3.0, as phones make it', () => {
    expect(vcard('3.0', 'N:Martin;Camille;;;', 'FN:Camille Martin', 'ADR;TYPE=HOME:;;12 rue de la République;Lyon;;69007;France', 'TEL;TYPE=CELL:06 12 34 56 78')).toEqual({
      ...camille,
      phone: '06 12 34 56 78',
    });
  });

  test('of 2.1: quoted-printable over two lines, types without a key, Latin-1 where it says so', () => {
    expect(
      vcard('2.1', 'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Lef=C3=A8vre;=C3=89lo=', '=C3=AFse', 'ADR;HOME;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:;;3 all=E9e X;Saint-=C9tienne;;42000;'),
    ).toEqual({ country: null, address: { ...noAddress, street: '3 allée X', town: 'Saint-Étienne', postcode: '42000' }, name: 'Éloïse Lefèvre', company: '', phone: '' });
  });

  test('of 4.0: the whole address on a parameter, a telephone as an address of its own', () => {
    expect(vcard('4.0', 'FN:Camille Martin', 'ADR;LABEL="Camille Martin\\n12, rue de la République\\n69007 Lyon\\nFrance":;;;;;;', 'TEL;VALUE=uri;TYPE="voice,cell":tel:+33-6-12-34-56-78')).toEqual({
      ...camille,
      phone: '+33-6-12-34-56-78',
    });
  });

  test('of 4.0 with new lines as RFC 6868 writes them, and a semicolon that 2.1 hides in quoted-printable', () => {
    expect(vcard('4.0', 'FN:Camille Martin', 'ADR;LABEL="12 rue de la République^n69007 Lyon^nFrance":;;;;;;')).toEqual(camille);
    expect(vcard('2.1', 'FN:Camille Martin', 'ORG;QUOTED-PRINTABLE:Caf=C3=A9=3B Cie')?.company).toBe('Café; Cie');
  });

  test('the label of an older one', () => {
    expect(vcard('3.0', 'FN:Camille Martin', 'LABEL;TYPE=HOME:12 rue de la République\\n69007 Lyon\\nFrance')).toEqual(camille);
  });

  test('folded lines, groups, escaped commas and semicolons', () => {
    expect(vcard('3.0', 'item1.FN:Camille', '  Martin', 'ORG:Café\\; Cie;Ventes', 'item2.ADR;type=WORK;type=pref:;Bât. B\\, 3e;12 rue de la', '  République;Ly', ' on;;69007;France')).toEqual({
      ...camille,
      address: { ...lyon, building: 'Bât. B, 3e' },
      company: 'Café; Cie Ventes',
    });
  });

  test.each([
    ['the home before the work place', ['ADR;TYPE=WORK,PREF:;;1 rue Y;Paris;;75002;', 'ADR;TYPE=HOME:;;12 rue de la République;Lyon;;69007;France']],
    ['the one preferred, when none is a home', ['ADR;TYPE=WORK:;;1 rue Y;Paris;;75002;', 'ADR;PREF=1:;;12 rue de la République;Lyon;;69007;France']],
    ['the first, when nothing is said of them', ['ADR:;;12 rue de la République;Lyon;;69007;France', 'ADR:;;1 rue Y;Paris;;75002;']],
    ['the one that is filled in', ['ADR;TYPE=HOME:;;;;;;', 'ADR;TYPE=WORK:;;12 rue de la République;Lyon;;69007;France']],
  ])('with several addresses: %s', (_, addresses) => {
    expect(vcard('3.0', 'FN:Camille Martin', ...addresses)).toEqual(camille);
  });

  test('a home does not bear the employer’s name, a company without a person does', () => {
    expect(vcard('3.0', 'FN:Camille Martin', 'ORG:Atelier', 'ADR;TYPE=HOME:;;12 rue X;Lyon;;69007;')?.company).toBe('');
    expect(vcard('3.0', 'FN:Atelier', 'ORG:Atelier', 'ADR;TYPE=HOME:;;12 rue X;Lyon;;69007;')).toMatchObject({ name: '', company: 'Atelier' });
  });

  test('several lines of a street: the one with the number is the street, the rest stands above and below', () => {
    expect(vcard('3.0', 'FN:C', 'ADR:17;Porte 3;Résidence Y\\n12 rue X\\nLe Bourg;Lyon;;69007;')?.address).toEqual({
      ...noAddress,
      street: '12 rue X',
      building: 'Porte 3, Résidence Y',
      place: 'Le Bourg, BP 17',
      town: 'Lyon',
      postcode: '69007',
    });
  });

  test('without an address gives the name alone; N when there is no FN', () => {
    expect(vcard('2.1', 'N:Martin;Camille;Anne;Dr;')).toEqual({ country: null, address: null, name: 'Dr Camille Anne Martin', company: '', phone: '' });
  });

  test.each([
    ['FRANCE', 'FR'],
    ['fr', 'FR'],
    ['Deutschland', 'DE'],
    ['Allemagne', 'DE'],
    ['Germany', 'DE'],
    ['España', 'ES'],
    ['日本', 'JP'],
    ['Ελλάδα', 'GR'],
    ['المغرب', 'MA'],
    ['UK', 'GB'],
    ['Royaume-Uni', 'GB'],
    ['U.S.A.', 'US'],
    ['Holland', 'NL'],
    ['Guadeloupe', 'GP'],
    ['Ruritanie', null],
  ])('names its country %s: %s', (said, code) => {
    expect(vcard('4.0', 'FN:C', `ADR:;;12 rue X;Ville;;12345;${said}`)?.country).toEqual({ said, code });
  });
});

describe('a MECARD', () => {
  test.each([
    ['MECARD:N:Martin,Camille;ADR:12 rue de la République, 69007 Lyon, France;;', camille],
    ['MECARD:N:Camille Martin;ADR:12\\, rue de la République, 69007 Lyon, France;TEL:0612345678;;', { ...camille, phone: '0612345678' }],
    ['MECARD:N:Martin,Camille;ADR:,,12 rue de la République,Lyon,,69007,France;;', camille],
    ['mecard:n:Martin,Camille;adr:12 rue de la République\n69007 Lyon\nFrance;;', camille],
    [
      'MECARD:N:Doe,Alex;ADR:12 Main St\\; Flat 3, Springfield, IL 62701, USA;;',
      { country: { said: 'USA', code: 'US' }, address: { ...noAddress, street: '12 Main St', place: 'Flat 3', town: 'Springfield', region: 'IL', postcode: '62701' }, name: 'Alex Doe', company: '', phone: '' },
    ],
    [
      'MECARD:N:Doe,Alex;ADR:12 Main St, Boston MA 02108, USA;;',
      { country: { said: 'USA', code: 'US' }, address: { ...noAddress, street: '12 Main St', town: 'Boston', region: 'MA', postcode: '02108' }, name: 'Alex Doe', company: '', phone: '' },
    ],
    [
      'MECARD:N:Doe,Alex;ADR:1 High Street, London SW1A 1AA, England;;',
      { country: { said: 'England', code: 'GB' }, address: { ...noAddress, street: '1 High Street', town: 'London', postcode: 'SW1A 1AA' }, name: 'Alex Doe', company: '', phone: '' },
    ],
    ['MECARD:N:Doe;ADR:Le Moulin;;', { country: null, address: { ...noAddress, street: 'Le Moulin' }, name: 'Doe', company: '', phone: '' }],
    ['MECARD:N:Doe;ADR:Le Moulin, Ville;;', { country: null, address: { ...noAddress, street: 'Le Moulin', town: 'Ville' }, name: 'Doe', company: '', phone: '' }],
  ])('%s', (text, contact) => {
    expect(read(text)).toEqual(contact);
  });
});

describe('what is no contact card', () => {
  test.each(['', '9V00000000018', 'https://example.org/', 'BEGIN:VCARDS', 'BEGIN:VCARD\nEND:VCARD', 'MECARD:;;', 'MECARD:N:;;', 'BEGIN:VEVENT\nFN:X', `MECARD:N:${'A'.repeat(201)};;`])('%j', (text) => {
    expect(contactOf(text)).toEqual({ ok: false, error: 'not-a-contact' });
  });

  test('whatever is scanned ends in a contact with lines that a field can hold, or in a refusal', () => {
    const fragment = fc.oneof(
      fc.constantFrom('N:', 'FN:', 'ADR;TYPE=HOME:', 'ADR;LABEL="', 'TEL:', 'ORG:', 'ENCODING=QUOTED-PRINTABLE:', '=C3', '=', '\r\n ', '\r\n', '\\', '\\n', ';', ',', ':', '"', '😀', 'א', '\u0000', '\u202E', '69007 Lyon', '\uD800'),
      fc.string({ unit: 'binary', maxLength: 30 }),
    );
    const card = fc.tuple(fc.constantFrom('BEGIN:VCARD\r\n', 'MECARD:', '', 'MECARD:N:X;ADR:'), fc.array(fragment, { maxLength: 40 })).map(([begin, fragments]) => begin + fragments.join(''));
    let read = 0;
    fc.assert(
      fc.property(card, (text) => {
        const contact = contactOf(text);
        if (!contact.ok) return;
        read += 1;
        for (const field of Object.values(contact.value.address ?? {})) expect(field.length).toBeLessThanOrEqual(200);
        expect([contact.value.name, contact.value.company, contact.value.phone, contact.value.country?.said ?? '', ...Object.values(contact.value.address ?? {})].join('')).not.toBe('');
      }),
      { numRuns: 1_000 },
    );
    expect(read).toBeGreaterThan(50);
  });

  test.each(['A', '😀', '\u0000', '\u202Eא', '=C3', ';', ',', '\\', '\n ', '"', ':'])('10 000 times %j is no harm', (piece) => {
    for (const begin of ['BEGIN:VCARD\nFN:X\nADR:', 'BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:', 'MECARD:N:X;ADR:', '']) expect(() => contactOf(begin + piece.repeat(10_000))).not.toThrow();
  });

  test('nothing of a card’s address is lost', () => {
    const word = fc.stringMatching(/^[A-Za-zéè]{1,12}$/);
    const street = fc.tuple(fc.integer({ min: 1, max: 99 }), word).map(([number, name]) => `${number} rue ${name}`);
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 2 }), street, fc.array(word, { maxLength: 2 }), word, fc.stringMatching(/^\d{5}$/), (flat, above, line, below, town, postcode) => {
        const contact = contactOf(`BEGIN:VCARD\nFN:Camille\nADR:;${flat};${[...above, line, ...below].join('\\n')};${town};;${postcode};\nEND:VCARD`);
        const kept = contact.ok ? Object.values(contact.value.address ?? {}).join(' ') : '';
        for (const said of [flat, ...above, line, ...below, town, postcode]) expect(kept).toContain(said);
      }),
    );
  });
});
