import destinations from '../../assets/destinations/2026.json' with { type: 'json' };
import prices from '../../assets/tariffs/2026-04-01.json' with { type: 'json' };
import { destinationBookSchema } from '../../flows/destinations/book.ts';
import { quote, type QuoteRequest } from '../../flows/postage/quote.ts';
import { tariffSchema } from '../../flows/postage/tariff.ts';
import { grams } from '../../flows/weight.ts';
import { alone, count, milliseconds, type Bench } from './figure.ts';
import { perSecond } from './rate.ts';

const book = destinationBookSchema.parse(destinations);
const tariff = tariffSchema.parse(prices);

/** Every place of the book × letter and parcel × documents and goods × every weight at which some price changes, and one gram more. */
function everyItem(): QuoteRequest[] {
  const tops = tariff.products.flatMap(({ steps }) => steps.map(({ maxGrams }) => maxGrams));
  const weights = [...new Set(tops.flatMap((top) => [top, grams(top + 1)]))];
  return book.entries.flatMap((destination) =>
    (['letter', 'parcel'] as const).flatMap((format) =>
      (['documents', 'goods'] as const).flatMap((contents) =>
        weights.map((weight) => ({ grams: weight, format, destination, contents, tariff, rules: book.rules, day: '2026-11-23', pickUpPoints: true })),
      ),
    ),
  );
}

export const quotesBench: Bench = {
  name: 'quotes',
  method: `all offers for one item, with price or reason, cover and options: ${book.entries.length} places, letter and parcel, documents and goods, every step of the price list and a gram more, in turn; on one core`,
  run() {
    const items = everyItem();
    const offers = items.reduce((sum, item) => sum + quote(item).length, 0);
    let at = 0;
    const times = perSecond(() => {
      at = (at + 1) % items.length;
      return quote(items[at]!);
    });
    return Promise.resolve([
      alone('quotes: all offers for one item', `${count(times)} a second`),
      alone(`the whole catalogue to every place: ${count(items.length)} quotes, ${count(offers)} offers`, milliseconds((items.length / times) * 1_000)),
    ]);
  },
};
