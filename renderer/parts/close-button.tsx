import { SecondButton } from './buttons.tsx';
import { useWords } from './words.tsx';

/** Leaves a dialog as it was found. */
export function CloseButton() {
  const { t } = useWords();
  return <SecondButton intent={{ type: 'dialog.closed' }}>{t('dialog.close')}</SecondButton>;
}
