import type { LineView, PieceView } from '../../flows/view.ts';
import { joined } from './joined.ts';
import { useWords } from './words.tsx';

type Thing = Pick<LineView | PieceView, 'kind' | 'product' | 'name' | 'grams' | 'options' | 'destination' | 'town'>;

export interface ThingWords {
  /** What it is called: "Colissimo à domicile", "Timbre Lettre verte", or the article's own name. */
  readonly name: string;
  /** Town and country, as far as they are worth saying; empty when nothing is. */
  readonly where: string;
  /** The options that were bought with it. */
  readonly added: readonly string[];
  /** What tells it from others of its name: weight, where to, what was added. May be empty. */
  readonly details: string;
}

/** Most of what is sold goes to France: there the town says where, and the country goes without saying. */
const home = 'FR';

/** How a thing that is bought is said wherever it is listed: in the basket, at the payment, beside its label. */
export function useThingWords(): (thing: Thing) => ThingWords {
  const { locale, t, weight, place, said: inLanguage } = useWords();
  return ({ kind, product, name, grams, options, destination, town }) => {
    const added = options.map((option) => t(`option.${option}.name`));
    const where = [town, destination === null || destination === home ? null : place(destination)].filter((one) => one !== null).join(', ');
    const said = { where, added };
    const posted = joined(locale, [weight(grams), where, ...added]);
    switch (kind) {
      case 'letter':
      case 'parcel':
        return { ...said, name: t(`product.${product}.name`), details: posted };
      case 'stamp':
        return { ...said, name: t('kind.stamp-of', { product: t(`product.${product}.name`) }), details: joined(locale, [t('kind.stamp-up-to', { grams: weight(grams) }), ...added]) };
      case 'supplement':
        // Of a free amount nothing was weighed.
        return { ...said, name: t('kind.supplement'), details: grams === 0 ? '' : posted };
      case 'article':
        return { ...said, name: name === null ? t('kind.article') : inLanguage(name), details: '' };
    }
  };
}
