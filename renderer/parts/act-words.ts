import type { Act } from '../../flows/assisted/acts.ts';
import { useWords } from './words.tsx';

/** What an act is called on its key. A dot is a step of the path in a locale file, so there it is written with a dash. */
export function useActWords(): (act: Act) => string {
  const { t } = useWords();
  return (act) => {
    const name = act.replace('.', '-');
    return t(`act.${name}`);
  };
}
