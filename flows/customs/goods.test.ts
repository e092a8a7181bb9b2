import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import content from '../../assets/customs/goods.json' with { type: 'json' };
import { descriptionOf } from './description.ts';
import { allGoods, goodsListSchema, goodsNamedIn, goodsOf, isNamedIn, isNameOf, searchGoods } from './goods.ts';

/** UTF-16 units of every kind, lone halves of pairs included. */
const anyText = fc.array(fc.nat(0xffff), { maxLength: 300 }).map((units) => String.fromCharCode(...units));
const found = (text: string, most = 6) => searchGoods(text, most).map((goods) => goods.id);

describe('the list of common goods', () => {
  it('names at least two hundred things, each once, in both languages', () => {
    expect(allGoods().length).toBeGreaterThanOrEqual(200);
    expect(new Set(allGoods().map((goods) => goods.id)).size).toBe(allGoods().length);
    for (const locale of ['fr', 'en'] as const) expect(new Set(allGoods().map((goods) => goods.name[locale])).size).toBe(allGoods().length);
  });

  it('knows the source of every group, and every usual thing', () => {
    const list = goodsListSchema.parse(content);
    for (const group of list.groups) for (const source of group.sources) expect(Object.keys(list.sources)).toContain(source);
    for (const usual of list.usual) expect(goodsOf(usual)).not.toBeNull();
  });

  it.each(allGoods().map((goods) => [goods.id, goods] as const))('%s has a code of a chapter that exists, and a description that the form takes', (_, goods) => {
    const chapter = Number(goods.hsCode.slice(0, 2));
    expect(chapter).toBeGreaterThanOrEqual(1);
    expect(chapter).toBeLessThanOrEqual(97);
    expect(chapter).not.toBe(77); // kept free by the nomenclature
    const description = descriptionOf(goods.description);
    expect(description.ok ? description.value : description.error.problem).toBeOneOf([goods.description, 'prohibited', 'staff-only']);
  });

  it.each(allGoods().map((goods) => [goods.id, goods] as const))('%s is found by each of its names', (id, goods) => {
    expect(found(goods.name.fr)).toContain(id);
    expect(found(goods.name.en)).toContain(id);
  });
});

describe('searching while typing', () => {
  it.each([
    ['pul', 'pullover'],
    ['PULL', 'pullover'],
    ['livre', 'book'],
    ['livres', 'book'],
    ['bd', 'book'],
    ['jouét', 'toy'],
    ['jeux vid', 'video-game'],
    ['t shirt', 't-shirt'],
    ['T-Shirts', 't-shirt'],
    ['noel', 'christmas-decorations'],
    ['une robe de', 'dress'],
    ['coeur en chocolat', 'chocolates'],
    ['joli livre bleu', 'book'],
    ['teddy', 'soft-toy'],
    ['œuvre', 'painting'],
    ['mes chaussures', 'shoes'],
    ['parfum', 'perfume'],
    ['confi', 'jam'],
    ['doudou', 'soft-toy'], // the whole word, not the beginning of “doudoune”
    ['clothes', 'used-clothes'], // before “baby clothes”, where it stands behind
    ['caleçon', 'men-underwear'], // before “caleçon long”
  ])('“%s” finds %s first', (text, id) => {
    expect(found(text)[0]).toBe(id);
  });

  it('leaves the last letter of a short word alone: “bas” is not the beginning of “baby”', () => {
    expect(found('bas', 1000)).toContain('tights');
    expect(found('bas', 1000)).not.toContain('baby-clothes');
  });

  it('shows the usual things before anything is typed', () => {
    expect(found('')).toEqual(content.usual);
    expect(found('  ')).toEqual(content.usual);
  });

  it.each(['xyz', '日本', '😀', '…', '12345'])('finds nothing for “%s”', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('never shows more than asked for, nothing twice, and never stumbles over what is typed', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.constantFrom(...allGoods().flatMap((goods) => goods.words))), fc.integer({ min: 0, max: 10 }), (text, most) => {
        const ids = found(text, most);
        expect(ids.length).toBeLessThanOrEqual(most);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('a longer text never finds what its beginning missed, while it fits', () => {
    const words = allGoods().map((goods) => goods.name.fr.split(' ')[0] ?? '').filter((word) => word.length > 2);
    fc.assert(
      fc.property(fc.constantFrom(...words), fc.nat(), (word, cut) => {
        const beginning = word.slice(0, 2 + (cut % (word.length - 1)));
        expect(found(beginning, 1000)).toEqual(expect.arrayContaining(found(word, 1000)));
      }),
    );
  });
});

describe('what a description speaks of', () => {
  it.each([
    ['T-shirt bleu taille M', 't-shirt'],
    ['Cotton T-shirt', 't-shirt'],
    ['deux livres anciens', 'book'],
    ['chocolats', 'chocolates'],
    ['pull en laine', 'wool-pullover'],
    ['quelque chose', null],
    ['', null],
  ])('“%s” is %s', (description, id) => {
    expect(goodsNamedIn(description)?.id ?? null).toBe(id);
  });

  it('still speaks of the thing when words are added, not when they are replaced', () => {
    const shirt = goodsOf('t-shirt');
    expect(shirt).not.toBeNull();
    if (shirt === null) return;
    expect(isNamedIn(shirt, 'Cotton T-shirt, blue')).toBe(true);
    expect(isNamedIn(shirt, 'Wooden toy')).toBe(false);
  });

  it('is known by the names of the screens, however they are written', () => {
    for (const goods of allGoods()) {
      expect([goods.name.fr, goods.name.en.toUpperCase(), `${goods.name.fr} `].every((name) => isNameOf(goods, name))).toBe(true);
      expect(isNameOf(goods, `${goods.name.fr} bleu`)).toBe(false);
    }
  });

  it('knows no thing by an unknown name', () => {
    expect(goodsOf('unknown')).toBeNull();
  });
});
