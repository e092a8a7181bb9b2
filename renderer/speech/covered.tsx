import { useWords } from '../parts/words.tsx';

/** The screen is dark for whoever listens: nobody reads over the shoulder (A11Y-73). It is there all the same, for fingers that explore it. */
export function Covered() {
  const { t } = useWords();
  return (
    <p className="covered" data-theme="dark" aria-hidden="true">
      {t('spoken.covered')}
    </p>
  );
}
