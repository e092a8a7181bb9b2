import { MainButton, SecondButton } from './buttons.tsx';
import { useSend } from './kiosk.tsx';
import { Sheet } from './sheet.tsx';
import { useWords } from './words.tsx';

/** They were pulled out, and nobody is spoken to any more: plugged in again it goes on as it was, or else aloud, or on the screen (A11Y-77). */
export function HeadphonesDialog() {
  const { t } = useWords();
  const send = useSend();
  return (
    <Sheet title={t('dialog.headphones.title')} alert>
      <p className="sheet-text">{t('dialog.headphones.text')}</p>
      <MainButton intent={{ type: 'dialog.closed' }} choice="aloud">
        {t('dialog.headphones.aloud')}
      </MainButton>
      <SecondButton intent={{ type: 'preferences.changed', preferences: { speech: 'off', screen: 'shown' } }} onPress={() => send({ type: 'dialog.closed' })} choice="silent">
        {t('dialog.headphones.silent')}
      </SecondButton>
    </Sheet>
  );
}
