import { describe, expect, it } from 'vitest';
import { approvalOf, provesSale, ticketOf, wallClock } from './caisse-ap-ticket.ts';

/** The text of PayXpert's own example (Concert V3, tag ZT), whose base64 is Latin-1 with `?` where it could not encode. */
const example = [
  'TARJETA BANCARIA', 'SIN CONTACTO', 'Bonjour', 'A0000000041010', 'Debito', ' 21/10/24 - 23:12:24', 'G7 TEST          21 ', 'DIJON', '0899013', '20041', '32437986600019',
  'XXXXXXXXXXXX2897', 'EC3AF69A16BB7438', '655 002 000006  01  C  @', 'NUMERO AUTORIZACI?N: 664845', 'REF. : 1995529013418735', 'IMPORTE', '1,00?EUR', 'VENTA',
];
const sought = { amount: 100, reference: '1995529013418735', between: ['202410212300', '202410212320'] as const };

const constructed = (text: string): string => {
  const base64 = Buffer.from(text, 'latin1').toString('base64');
  return `CK003100AK${String(base64.length).padStart(3, '0')}${base64}`;
};

describe('the duplicate of a card ticket', () => {
  it('is read from ZT, records within a record', () => {
    expect(ticketOf(constructed(example.join('\n')))).toEqual(example);
    expect(ticketOf(constructed('DÉBIT\r\n12,34 EUR'))).toEqual(['DÉBIT', '12,34 EUR']);
  });

  it.each([undefined, '', 'CK003100', 'CK003100AK008pas b64!', 'CK003100AK099abcd', 'texte libre'])('is nothing when ZT is %j', (text) => {
    expect(ticketOf(text)).toBeNull();
  });

  it('proves a sale whose amount, time and reference all agree', () => {
    expect(provesSale(example, sought)).toBe(true);
    expect(provesSale(example, { ...sought, between: null })).toBe(true);
    expect(provesSale(['DÉBIT', 'LE 05/03/2026 A 09H07', 'REF S-17', '1 234,56 EUR'], { amount: 123_456, reference: 'S-17', between: ['202603050907', '202603050907'] })).toBe(true);
  });

  it.each<[string, readonly string[], object]>([
    ['the amount differs', example, { amount: 101 }],
    ['the reference differs', example, { reference: '1995529013418736' }],
    ['the reference is only part of a longer one', example, { reference: '199552901341873' }],
    ['it is earlier', example, { between: ['202410212313', '202410212320'] }],
    ['it is later', example, { between: ['202410212300', '202410212311'] }],
    ['it shows no time', example.filter((line) => !line.includes('/')), {}],
    ['it shows no amount', example.filter((line) => !line.includes('EUR')), {}],
    ['it shows two amounts', [...example, 'POURBOIRE 2,00 EUR'], {}],
    ['it does not say debit', example.filter((line) => line !== 'Debito'), {}],
    ...['PAIEMENT REFUSÉ', 'ABANDON', 'ANNULATION', 'CREDIT', 'Échec', 'Remboursement', 'NON ABOUTI'].map((line): [string, readonly string[], object] => [`it says ${line}`, [...example, line], {}]),
  ])('proves nothing when %s', (_why, ticket, change) => {
    expect(provesSale(ticket, { ...sought, ...change })).toBe(false);
  });

  it('gives the authorisation and the last four digits, if it shows them', () => {
    expect(approvalOf(example)).toEqual({ authorisation: '664845', cardLast4: '2897' });
    expect(approvalOf(['NO AUTO : A00395', '497010######0674'])).toEqual({ authorisation: 'A00395', cardLast4: '0674' });
    expect(approvalOf(['4970101234561234', 'MERCI'])).toEqual({ authorisation: null, cardLast4: null });
  });
});

it.each([
  ['2026-11-23T09:00:00Z', 'Europe/Paris', '202611231000'],
  ['2026-07-14T22:30:00Z', 'Europe/Paris', '202607150030'],
  ['2026-12-31T23:59:00Z', 'UTC', '202612312359'],
])('%s is, on a clock of %s, %s', (instant, zone, wall) => {
  expect(wallClock(Date.parse(instant), zone)).toBe(wall);
});
