import type { Act } from '../../flows/assisted/acts.ts';
import { useWords } from './words.tsx';

/** What an act is called on its key, with the amount that goes back where it is known. A dot is a step of the path in a locale file, so there it is written with a dash. */
export function useActWords(): (act: Act, amount?: number | null) => string {
  const { t, money } = useWords();
  return (act, amount = null) => {
    const name = act.replace('.', '-');
    return amount === null ? t(`act.${name}`) : t(`act-amount.${name}`, { amount: money(amount) });
  };
}
