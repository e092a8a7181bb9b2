import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grams } from '../weight.ts';
import { copied, proof, registered, saidBy } from './paper.fixture.ts';
import { proofOfPosting, signedPart, verificationText, type ProofPiece } from './proof-of-posting.ts';

describe('the proof of posting', () => {
  test('holds every fact that the law and experience.md ask for', () => {
    const said = saidBy(proofOfPosting(proof));
    const facts = [
      'SPÉCIMEN', 'SANS VALEUR', '9V 11111 11121 9', '87 000 720 610 100P', '1 240 g', '60 g', '11,19 €', '3,60 €', 'Colissimo France', 'Lettre verte suivie', 'jusqu’à 28,52 €', 'aucune',
      'Éloïse Lefèvre', '12 RUE DE L EGLISE', 'Société Dupont & Fils', '42000 ST ETIENNE', 'Lyon Guillotière', '8 PLACE DU PONT', 'MOULIN-01', '23/11/2026 à 11:36', 'MOULIN-01-00000042',
      'Opérateur postal', '1 RUE DU SIEGE', 'RCS Paris 000 000 000', '01 00 00 00 00', proof.verification,
    ];
    for (const fact of facts) expect(said).toContain(fact);
  });

  test('says SPÉCIMEN unless the authority’s own legend says otherwise', () => {
    expect(saidBy(proofOfPosting({ ...proof, legend: [] }))).not.toContain('SPÉCIMEN');
    expect(saidBy(proofOfPosting({ ...proof, legend: ['ESSAI'] }))).toContain('ESSAI');
  });

  test('of one item does not number it; of a letter it says where its addresses stand', () => {
    const [, letter] = proof.pieces;
    const said = saidBy(proofOfPosting({ ...proof, pieces: [letter!] }));
    expect(said).not.toContain('Envoi 1');
    expect(said).toContain('celles écrites sur l’envoi');
    expect(said).not.toContain('Destinataire');
  });

  test('says of every item where it was left and when, or that it was not, and is called accordingly', () => {
    const [parcel, letter] = proof.pieces;
    const titled = (pieces: readonly ProofPiece[]) => proofOfPosting({ ...proof, pieces });
    expect(titled([parcel!]).title).toBe('Preuve de dépôt');
    expect(saidBy(titled([parcel!]))).toContain('Déposé dans la borne le 23/11/2026 à 11:41');
    expect(titled([letter!]).title).toBe('Preuve d’affranchissement');
    expect(saidBy(titled([letter!]))).toContain('Non déposé à la borne : à remettre au guichet ou à mettre dans une boîte aux lettres.');
    expect(titled([parcel!, letter!]).title).toBe('Preuve d’affranchissement et de dépôt');
    expect(saidBy(titled([registered]))).toContain('Remis à un agent le 23/11/2026 à 11:41');
  });

  test.each([
    ['a registered letter', { ...registered, number: '1A000000000042M' }],
    ['a parcel', proof.pieces[0]!],
  ])('never sends %s to a letter box', (_, piece) => {
    const said = saidBy(proofOfPosting({ ...proof, pieces: [{ ...piece, deposit: null }] }));
    expect(said).toContain('Non déposé à la borne : à remettre au guichet.');
    expect(said).not.toContain('boîte');
  });

  test('of a registered letter states the guarantee level, its options and where it goes', () => {
    const said = saidBy(proofOfPosting({ ...proof, pieces: [registered] }));
    for (const fact of ['Niveau de garantie recommandé R1', 'RA 000 000 425 FR', 'Options Avis de réception', 'Destination Canada', 'jusqu’à 16,00 €', '8,43 €', 'Éloïse Lefèvre', 'OTTAWA ON K1A 0B1']) expect(said).toContain(fact);
  });

  test('has no weight for what was not weighed', () => {
    expect(saidBy(proofOfPosting({ ...proof, pieces: [{ ...registered, grams: grams(0) }] }))).not.toContain('Poids');
  });

  test('as a copy bears its number first, keeps the date of the sale, and says that the addresses were not kept', () => {
    const paper = proofOfPosting(copied);
    expect(paper.blocks[0]).toMatchObject({ kind: 'text', text: 'DUPLICATA n°\u00A02', size: 'double' });
    const said = saidBy(paper);
    for (const fact of ['Copie imprimée le 30/11/2026 à 16:05', '23/11/2026 à 11:36', 'elles sont sur l’original. La borne ne les garde pas.']) expect(said).toContain(fact);
    expect(saidBy(proofOfPosting(proof))).not.toContain('DUPLICATA');
  });

  test('its verification text is printable ASCII, names sale and labels, and begins with what is signed', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string(), { minLength: 1, maxLength: 20 }), fc.string(), (sale, labels, signature) => {
        const request = { sale: sale.toWellFormed(), labels: labels.map((label) => label.toWellFormed()), signature: signature.toWellFormed() };
        const text = verificationText(request);
        expect(text).toMatch(/^[\x21-\x7e]+$/);
        expect(text.startsWith(`${signedPart(request)}:`)).toBe(true);
        const [, , sold, labelled] = text.split(':');
        expect(decodeURIComponent(sold!)).toBe(request.sale);
        expect(labelled!.split(',').map((label) => decodeURIComponent(label))).toEqual(request.labels);
      }),
    );
  });
});
