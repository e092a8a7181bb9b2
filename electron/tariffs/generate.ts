import { z } from 'zod';
import { productIdSchema, type ProductId } from '../../flows/facts.ts';
import { confidenceSchema, tariffSchema, type Tariff } from '../../flows/postage/tariff.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { complaints, type TariffTrouble } from './trouble.ts';

/**
 * Turns the researched price collection (`tariffs-2026.json`: many products, many sources) into the dated price list the
 * terminal sells from. Nothing is added to what the collection says, except what `additions` states with its source.
 */

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const sourceSchema = z.object({ url: z.string(), date: z.string(), kind: z.string() });

/** Only the products sold are read further; the rest of the collection (options, abroad, history) is another list's matter. */
const collectionSchema = z.object({
  compiled: day,
  products: z.array(z.looseObject({ id: z.string() })),
  sources: z.record(z.string(), sourceSchema),
});

const collectedSchema = z.object({
  id: z.string(),
  name: z.string(),
  valid_from: day,
  valid_to: day.nullable(),
  steps: z.array(z.object({ max_g: z.int(), price_cents: z.int(), confidence: confidenceSchema.optional() })),
  confidence: confidenceSchema,
  sources: z.array(z.string()).min(1),
  delivery_days: z.int().optional(),
  tracking: z.boolean().optional(),
  note: z.string().optional(),
});
type Collected = z.infer<typeof collectedSchema>;

/** Where the compensation of a lost Colissimo is stated: `postal.md` 1, medium confidence. */
const coverSource = 'claisy';
const coverPerKilogram = 23_00;

const additions = {
  lettre_verte: { kind: 'letter', tracked: false, lateCompensated: false, deliveryDaysOf: 'lettre_verte', cover: null },
  /** A Lettre verte with the tracking option, so it travels as fast: the collection itself says "lettre_verte + 50 cents". */
  lettre_verte_suivie: { kind: 'letter', tracked: true, lateCompensated: false, deliveryDaysOf: 'lettre_verte', cover: null },
  /** "2 days with compensation when late" (`postal.md` 1, medium confidence). */
  lettre_services_plus: { kind: 'letter', tracked: true, lateCompensated: true, deliveryDaysOf: 'lettre_services_plus', cover: null },
  /** Every Colissimo bears a tracking number (`postal.md` 3.2); the collection states `tracking` for letters only. */
  colissimo_france_domicile: { kind: 'parcel', tracked: true, lateCompensated: false, deliveryDaysOf: 'colissimo_france_domicile', cover: coverPerKilogram },
} as const satisfies Record<ProductId, { kind: 'letter' | 'parcel'; tracked: boolean; lateCompensated: boolean; deliveryDaysOf: ProductId; cover: number | null }>;

const additionalSources = {
  [coverSource]: { url: 'https://www.claisy.com/en/blog/colissimo-la-poste-insurance-rates', date: '2026-01-13', kind: 'blog' },
};

/** @param file names the collection in complaints. */
export function generateTariff(file: string, content: unknown): Result<Tariff, TariffTrouble[]> {
  const collection = collectionSchema.safeParse(content);
  if (!collection.success) return err(complaints(file, collection.error));
  const { compiled, products, sources } = collection.data;

  const found: Collected[] = [];
  const troubles: TariffTrouble[] = [];
  for (const id of productIdSchema.options) {
    const collected = collectedSchema.safeParse(products.find((one) => one.id === id));
    if (collected.success) found.push(collected.data);
    else troubles.push(...complaints(file, collected.error, `products.${id}`));
  }
  if (troubles.length > 0) return err(troubles);

  const [first] = found;
  if (first === undefined || found.some((one) => one.valid_from !== first.valid_from || one.valid_to !== first.valid_to)) {
    return err([{ file, key: 'products.valid_from', problem: 'the products sold do not share one period', remedy: 'generate one list for each period' }]);
  }
  const daysOf = (id: ProductId) => found.find((one) => one.id === id)?.delivery_days ?? null;
  const tariff = tariffSchema.safeParse({
    id: first.valid_from,
    validFrom: first.valid_from,
    validTo: first.valid_to,
    compiled,
    products: productIdSchema.options.flatMap((id) => found.filter((one) => one.id === id).map((one) => asProduct(id, one, daysOf))),
    sources: { ...Object.fromEntries(Object.entries(sources).map(([key, { url, date, kind }]) => [key, { url, date, kind }])), ...additionalSources },
  });
  return tariff.success ? ok(tariff.data) : err(complaints(file, tariff.error));
}

function asProduct(id: ProductId, found: Collected, daysOf: (id: ProductId) => number | null) {
  const addition = additions[id];
  return {
    product: id,
    name: found.name,
    kind: addition.kind,
    tracked: found.tracking ?? addition.tracked,
    deliveryDays: daysOf(addition.deliveryDaysOf),
    lateCompensated: addition.lateCompensated,
    coverPerKilogram: addition.cover,
    coverSource: addition.cover === null ? null : coverSource,
    steps: found.steps.map((step) => ({
      maxGrams: step.max_g,
      price: step.price_cents,
      confidence: step.confidence ?? found.confidence,
      sources: found.sources,
    })),
    note: found.note ?? null,
  };
}
