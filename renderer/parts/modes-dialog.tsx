import { SecondButton } from './buttons.tsx';
import { CloseButton } from './close-button.tsx';
import { FactsList } from './facts-list.tsx';
import { easy, isOffered } from './modes.tsx';
import { Sheet } from './sheet.tsx';
import { useWords, type Words } from './words.tsx';

/** What there is for whom, in sentences, for the eye and for the ear: nobody has to try a key to learn what it does (A11Y-9). */
export function ModesDialog() {
  const words = useWords();
  const { t } = words;
  return (
    <Sheet title={t('dialog.modes.title')}>
      <div className="modes-told">
        <FactsList facts={toldOf(words)} />
      </div>
      <p className="sheet-text">{t('dialog.modes.end')}</p>
      <div className="sheet-keys">
        <SecondButton intent={{ type: 'dialog.opened', dialog: 'accessibility' }} choice="accessibility">
          {t('dialog.accessibility.keys')}
        </SecondButton>
        <CloseButton />
      </div>
    </Sheet>
  );
}

function toldOf({ t, locale }: Words): readonly (readonly [name: string, sentence: string])[] {
  return [
    [t('dialog.accessibility.text'), t('dialog.modes.letters')],
    [t('dialog.accessibility.theme'), t('dialog.modes.colours')],
    [t('dialog.accessibility.hear'), t('dialog.modes.speech')],
    [t('dialog.accessibility.blank'), t('dialog.modes.blank')],
    [t('dialog.modes.keypad-name'), t('dialog.modes.keypad')],
    [t('dialog.modes.switches-name'), t('dialog.modes.switches')],
    [t('dialog.accessibility.low'), t('dialog.modes.low')],
    [t('dialog.accessibility.unhurried'), t('dialog.modes.unhurried')],
    ...(isOffered(easy, locale) ? [[t('dialog.accessibility.easy'), t('dialog.modes.easy')] as const] : []),
    [t('dialog.accessibility.calm'), t('dialog.modes.still')],
  ];
}
