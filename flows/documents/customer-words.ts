import ar from '../../assets/locales/ar/papers.json' with { type: 'json' };
import br from '../../assets/locales/br/papers.json' with { type: 'json' };
import de from '../../assets/locales/de/papers.json' with { type: 'json' };
import en from '../../assets/locales/en/papers.json' with { type: 'json' };
import es from '../../assets/locales/es/papers.json' with { type: 'json' };
import it from '../../assets/locales/it/papers.json' with { type: 'json' };
import nl from '../../assets/locales/nl/papers.json' with { type: 'json' };
import pt from '../../assets/locales/pt/papers.json' with { type: 'json' };
import uk from '../../assets/locales/uk/papers.json' with { type: 'json' };
import zh from '../../assets/locales/zh/papers.json' with { type: 'json' };
import type { Locale } from '../locales.ts';
import { filled, frenchWords, sentenceAt, type Tree, type Words } from './words.ts';

/**
 * The sentences that stand beside the French ones: what a customer needs of a paper. What only the law and the counter read
 * (journal, software, registration, office) has none. Machine-assisted, read by no native speaker (`languages.json`).
 */
export const customerTrees: Readonly<Record<Exclude<Locale, 'fr'>, Tree>> = { ar, br, de, en, es, it, nl, pt, uk, zh };

/** The French sentence where this language has none of its own. */
export function customerWords(language: Exclude<Locale, 'fr'>): Words {
  const tree = customerTrees[language];
  return (key, parameters = {}) => {
    const found = sentenceAt(tree, key);
    return found === null ? frenchWords(key, parameters) : filled(found, key, parameters);
  };
}
