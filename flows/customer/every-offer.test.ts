import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DestinationEntry } from '../destinations/book.ts';
import { placeFormOf } from '../addresses/address.ts';
import type { OfferView } from '../view.ts';
import { createWorld, type World } from '../world.fixture.ts';
import { answer, type Wish } from './wish.fixture.ts';

/**
 * Every offer that a screen shows with a price can be bought, and costs that price in the basket. Gone in the running
 * terminal for samples of everything: destination × weight × size × contents, and each possible offer of each.
 */

/** French postcodes with a town in the fixture; what lies elsewhere is typed. */
const frenchPostcodes: Readonly<Record<string, string>> = { FR: '69007', RE: '97400' };

const { ports } = createWorld();
const { entries, overseas } = ports.destinations;
/** Territories whose addresses the fixture's handful of towns does not hold, or that lie inside another country's postcodes. */
const typable = entries.filter(({ code, country, postcodes }) => frenchPostcodes[code] !== undefined || (country !== 'FR' && postcodes === null && code === country));

function wishFor(entry: DestinationEntry, weight: number, format: 'letter' | 'parcel', contents: 'documents' | 'goods'): Wish {
  const { code, country } = entry;
  const postcode = frenchPostcodes[code];
  const example = placeFormOf(country).postcodeExample ?? '';
  const region = placeFormOf(country).required.includes('region') ? 'ON' : '';
  return {
    grams: weight,
    to: code === 'FR' ? 'france' : overseas.includes(code) ? { overseas: code } : { abroad: code },
    contents,
    format,
    addressee: (world) =>
      postcode === undefined
        ? world.typeForeignAddress(example, 'Samford', region, '1 Main Street', 'Camille Martin')
        : world.typeAddress(postcode, '1 rue X', 'Camille Martin', '06 12 34 56 78'),
  };
}

/** The item is weighed and described, until its offers stand on the screen, or nothing takes it. */
async function offersOf(wish: Wish): Promise<{ world: World; offers: readonly OfferView[] }> {
  const world = createWorld().start();
  await world.settle();
  await world.weigh(wish.grams);
  for (let asked = 0; asked < 6 && world.view().screen !== 'offers'; asked += 1) await answer(world, wish);
  if (world.view().screen !== 'offers') return { world, offers: [] };
  // A light item is taken for a letter: whoever wants a parcel says that it is thicker.
  const shown = world.on('offers');
  if (shown.kind !== wish.format) {
    await world.send({ type: 'format.reopened' });
    await answer(world, wish);
    if (world.view().screen !== 'offers') return { world, offers: [] };
  }
  await world.send({ type: 'offer.all.shown', all: true });
  return { world, offers: world.on('offers').offers };
}

async function buy(wish: Wish, offer: OfferView): Promise<void> {
  const { world } = await offersOf(wish);
  const options = offer.options.map(({ option }) => option);
  for (let asked = 0; asked < 6 && world.view().screen !== 'basket'; asked += 1) await answer(world, { ...wish, product: offer.product, options });
  const price = (offer.price ?? 0) + offer.options.reduce((sum, option) => sum + option.price, 0);
  expect(world.on('basket')).toMatchObject({ total: price, payReason: null, lines: [{ product: offer.product, grams: wish.grams, options, price }] });
}

const weight = fc.oneof(
  fc.constantFrom(20, 21, 100, 101, 250, 251, 500, 501, 1_000, 2_000, 2_001, 5_000, 5_001, 10_000, 20_000, 20_001, 30_000, 30_001),
  fc.integer({ min: 20, max: 30_000 }),
);
const format = fc.constantFrom('letter' as const, 'parcel' as const);
const contents = fc.constantFrom('documents' as const, 'goods' as const);

describe('whatever is put on the scale, for wherever', () => {
  it('every offer with a price can be bought, and costs what was shown', { timeout: 120_000 }, async () => {
    let bought = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...typable), weight, format, contents, async (entry, grams, size, inside) => {
        // Some papers weigh nothing worth declaring; goods declared by the fixture weigh sixty grams.
        const wish = wishFor(entry, Math.max(grams, 60), size, inside);
        for (const offer of (await offersOf(wish)).offers.filter(({ price }) => price !== null)) {
          await buy(wish, offer);
          bought += 1;
        }
      }),
      { numRuns: 80 },
    );
    expect(bought).toBeGreaterThan(40);
  });

  it('every offer without a price has a reason', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...entries), weight, format, contents, async (entry, grams, size, inside) => {
        const { offers } = await offersOf(wishFor(entry, grams, size, inside));
        for (const { price, reason } of offers) expect((price === null) !== (reason === null)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
