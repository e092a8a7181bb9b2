import { locales, type Locale } from '../../flows/locales.ts';
import { CloseButton } from './close-button.tsx';
import { Check } from './drawings/signs.tsx';
import { directionOf, languageFacts } from './languages.ts';
import { Press } from './press.tsx';
import { Sheet } from './sheet.tsx';
import { useWords } from './words.tsx';

/** Each language by the name and in the letters of those who speak it: whoever looks for theirs reads no other. No flags: a language is no country. */
export function LanguagesDialog({ spoken }: { readonly spoken: Locale }) {
  const { t } = useWords();
  return (
    <Sheet title={t('dialog.languages.title')}>
      <ul className="toggles languages">
        {locales.map((locale) => (
          <li key={locale}>
            <Press className="toggle" intent={{ type: 'language.chosen', locale }} choice={locale} pressed={spoken === locale}>
              <span lang={locale} dir={directionOf(locale)}>
                {languageFacts[locale].name}
              </span>
              <span className="toggle-state">{spoken === locale ? <Check /> : null}</span>
            </Press>
          </li>
        ))}
      </ul>
      <CloseButton />
    </Sheet>
  );
}
