import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { depositText, dropOffProof, signedDeposit } from './drop-off-proof.ts';
import { left, saidBy } from './paper.fixture.ts';

describe('the proof of an item that was left', () => {
  test.each([
    ['colissimo', '9V11111111219', '9V 11111 11121 9', 'colis'],
    ['letter', '87000720610100P', '87 000 720 610 100P', 'lettre suivie ou recommandée'],
    ['s10', 'RA000000425FR', 'RA 000 000 425 FR', 'envoi pour l’étranger'],
  ] as const)('names a %s by its number, and says what was not checked', (kind, number, spacedOut, named) => {
    const said = saidBy(dropOffProof({ ...left, kind, number }));
    for (const fact of [spacedOut, `Envoi ${named}`, 'Déposé dans la borne le 23/11/2026 à 11:41', 'Elle n’a vérifié ni son poids', 'Lyon Guillotière', 'Opérateur postal', 'SPÉCIMEN']) expect(said).toContain(fact);
  });

  test('of an item that this terminal franked has nothing to add, and a terminal without a drop names the hand that took it', () => {
    const said = saidBy(dropOffProof({ ...left, kind: 'franked-here', number: 'MOULIN-01-00000007', into: 'staff', legend: [] }));
    for (const fact of ['MOULIN-01-00000007', 'Remis à un agent le 23/11/2026 à 11:41']) expect(said).toContain(fact);
    for (const absent of ['vérifié ni', 'SPÉCIMEN']) expect(said).not.toContain(absent);
  });

  test('its code is printable ASCII, names item, terminal and time, and begins with what is signed', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(), fc.string(), (item, terminal, seconds, signature) => {
        const request = { item: item.toWellFormed(), terminal: terminal.toWellFormed(), at: seconds * 1000 + 999, signature: signature.toWellFormed() };
        const text = depositText(request);
        expect(text).toMatch(/^[\x21-\x7e]+$/);
        expect(text.startsWith(`${signedDeposit(request)}:`)).toBe(true);
        const [, , at, what, when] = text.split(':');
        expect([decodeURIComponent(at!), decodeURIComponent(what!), Number(when)]).toEqual([request.terminal, request.item, seconds]);
      }),
    );
  });
});
