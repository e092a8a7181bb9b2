import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import content from '../../assets/customs/prohibited.json' with { type: 'json' };
import { allGoods } from './goods.ts';
import { prohibitionOf, prohibitionsSchema } from './prohibited.ts';

describe('what may not be posted', () => {
  it.each([
    ['Parfum', 'perfume'],
    ['un flacon de PARFUM 50 ml', 'perfume'],
    ['vernis a ongles rouge', 'perfume'],
    ['Nail varnish', 'perfume'],
    ['bombe de peinture', 'flammable'],
    ['déodorant aérosol', 'flammable'],
    ['Briquets', 'flammable'],
    ["feux d'artifice", 'flammable'],
    ['tubes de peinture à l’huile', 'flammable'],
    ['eau de javel', 'corrosive'],
    ['power bank', 'lithium'],
    ['Lithium battery', 'lithium'],
    ['bouteille de whisky', 'spirits'],
    ['Alcool', 'spirits'],
    ['cannabis', 'narcotics'],
    ['pistolet', 'weapon'],
    ['Gun', 'weapon'],
    ['argent liquide', 'money'],
    ['billets de banque', 'money'],
    ['animaux vivants', 'animals'],
    ['contrefaçons', 'counterfeit'],
  ])('“%s” is refused (%s)', (description, rule) => {
    expect(prohibitionOf(description)).toMatchObject({ id: rule, effect: 'prohibited' });
  });

  it.each([
    ['une batterie', 'battery'],
    ['piles', 'battery'],
    ['vin rouge', 'wine'],
    ['bouteille de champagne', 'wine'],
    ['médicaments', 'medicine'],
    ['bague en or', 'precious'],
    ['Jewellery of precious metal', 'precious'],
    ['graines de tomate', 'plants'],
    ['cigares', 'tobacco'],
    ['huiles essentielles de lavande', 'essential-oil'],
  ])('“%s” must be seen by a clerk (%s)', (description, rule) => {
    expect(prohibitionOf(description)).toMatchObject({ id: rule, effect: 'staff-only' });
  });

  it.each([
    'sac à parfumer',
    'bougie parfumée',
    'savon sans parfum',
    'pistolet à eau',
    'glue gun',
    'armoire de poupée',
    'verres à vin',
    'vinaigre de cidre',
    'vinyle',
    'bière sans alcool',
    'baba au rhum',
    'batterie de cuisine',
    'Smartphone with built-in battery',
    'jouet à piles',
    'étui à cigarettes',
    'plantes artificielles',
    'bonbons acides',
    'poisson en peluche',
    'or et noir',
    'billets de concert',
    'pièce de vélo',
    'porte-monnaie',
    'coin purse',
    'tableau peinture à l’huile',
    'sirop de grenade',
    'platine vinyle',
    'ours en peluche',
    'livre',
    '',
    '日本',
  ])('“%s” is innocent', (description) => {
    expect(prohibitionOf(description)).toBeNull();
  });

  it('an innocent phrase excuses only itself', () => {
    expect(prohibitionOf('pistolet à eau et pistolet')).toMatchObject({ id: 'weapon' });
    expect(prohibitionOf('verre à vin et vin')).toMatchObject({ id: 'wine' });
  });

  it('the stricter rule speaks when two hold', () => {
    expect(prohibitionOf('vin et cognac')).toMatchObject({ effect: 'prohibited' });
    expect(prohibitionOf('une batterie et du cognac')).toMatchObject({ id: 'spirits' });
    expect(prohibitionOf('médicaments et parfum')).toMatchObject({ id: 'perfume' });
  });

  it('of the common goods, these and no others are refused or shown to a clerk', () => {
    const refused = allGoods().filter((goods) => prohibitionOf(goods.description) !== null).map((goods) => goods.id);
    expect(refused).toEqual([
      'precious-jewellery',
      'wine',
      'beer',
      'spirits',
      'perfume',
      'nail-varnish',
      'hair-spray',
      'essential-oil',
      'medicine',
      'lithium-battery',
      'seeds',
      'plant',
      'bulbs',
      'cigarettes',
      'e-cigarette',
      'cash',
      'lighter',
      'fireworks',
      'weapon',
      'live-animal',
    ]);
  });

  it('no other common thing is accused by one of its names', () => {
    const accused = allGoods()
      .filter((goods) => prohibitionOf(goods.description) === null)
      .filter((goods) => [goods.name.fr, goods.name.en, ...goods.words].some((name) => prohibitionOf(name) !== null));
    expect(accused.map((goods) => goods.id)).toEqual([]);
  });
});

describe('the rules as data', () => {
  const { rules, sources } = prohibitionsSchema.parse(content);

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s: every word is caught, every innocent phrase is let through by it, every source is listed', (id, rule) => {
    expect(rule.words.filter((word) => prohibitionOf(word) === null)).toEqual([]);
    expect(rule.unless.filter((phrase) => prohibitionOf(phrase)?.id === id)).toEqual([]);
    for (const source of rule.sources) expect(Object.keys(sources)).toContain(source);
  });

  it('whatever is typed has an answer', () => {
    const anyText = fc.array(fc.oneof(fc.nat(0xffff), fc.constantFrom(0x20, 0x61, 0x76, 0x69, 0x6e)), { maxLength: 10_000 }).map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(anyText, (text) => {
        expect([null, 'prohibited', 'staff-only']).toContain(prohibitionOf(text)?.effect ?? null);
      }),
      { numRuns: 50 },
    );
  });
});
