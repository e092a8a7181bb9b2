import { useWords } from './words.tsx';

/** School mode (FIS-14): above every screen and every dialog, so that nobody takes an exercise for a sale. It has its own room and covers nothing. */
export function TrainingBand() {
  const { t } = useWords();
  return (
    <p className="training-band">
      <span>{t('training.band')}</span>
    </p>
  );
}
