import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CustomsArticle, CustomsCategory } from '../../flows/customs/declaration.ts';
import type { PreAdviceRecord } from '../../flows/ports.ts';
import { writeDurably } from '../ledger/keys.ts';
import type { KeptRecord } from './store.ts';

/**
 * What the back office reads: one JSON file an item, in the field names of the operator's label service as published
 * (github.com/api-evangelist/la-poste, json-schema/{letter,service,article,contents}.json; `postal.md` 3.3, 3.4): high for
 * the names, none for the operator's own back office, whose interface is not public. What the service wants in other parts
 * than a terminal has (an address cut into fields, its product codes) stands under `terminal`, exactly as it was said.
 */

const OWNER_ONLY = 0o600;

/** 1 gift, 2 sample, 3 commercial, 4 document, 5 other, 6 return (`postal.md` 3.4). */
const categories: Readonly<Record<CustomsCategory, number>> = { gift: 1, sample: 2, commercial: 3, documents: 4, other: 5, return: 6 };

const paris = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' });

export function exportedRecord({ at, record }: KeptRecord) {
  const { label, number, product, grams, postage, destination, sender, addressee, phone, declaration } = record;
  return {
    format: 'moulin-pre-advice-1',
    letter: {
      /** Euro cents, options included. */
      service: { depositDate: paris.format(at), totalAmount: postage, orderNumber: label },
      /** Kilograms. */
      parcel: { parcelNumber: number, weight: grams / 1_000 },
      customsDeclarations: {
        includeCustomsDeclarations: true,
        contents: { category: { value: categories[declaration.category] }, article: declaration.articles.map((article) => exportedArticle(article)) },
      },
    },
    terminal: {
      product,
      destination,
      form: declaration.form,
      sender,
      addressee,
      phone,
      /** The sums as declared: the service's weights and values are of one article, and may be rounded. */
      articles: declaration.articles.map(({ quantity, grams: weight, value }) => ({ quantity, grams: weight, cents: value })),
    },
  };
}

/** The service wants the net weight and the value of one article, in kilograms and euros; ours are of the whole line. */
function exportedArticle({ description, quantity, grams, value, hsCode, origin }: CustomsArticle) {
  return {
    description,
    quantity,
    weight: Math.round(grams / quantity) / 1_000,
    value: Math.round(value / quantity) / 100,
    currency: 'EUR',
    ...(hsCode === null ? {} : { hsCode }),
    ...(origin === null ? {} : { originCountry: origin }),
  };
}

/** Writes what waits into a directory, made for its owner only; a file that is there already is the same item, written anew. Returns the files. */
export function exportRecords(records: readonly KeptRecord[], directory: string): readonly string[] {
  if (!existsSync(directory)) mkdirSync(directory, { recursive: true, mode: 0o700 });
  return records.map((kept) => {
    const file = join(directory, fileName(kept.record));
    writeDurably(file, `${JSON.stringify(exportedRecord(kept), null, 2)}\n`, OWNER_ONLY);
    return file;
  });
}

function fileName({ label }: PreAdviceRecord): string {
  return `${label.replaceAll(/[^A-Za-z0-9-]/g, '_')}.json`;
}
