import type { View } from '../../flows/view.ts';
import { languages, registerOf } from '../parts/languages.ts';

/** Speech was wanted, and nothing here can speak: said over the question whether somebody is to be called. */
export function Mute({ view }: { readonly view: Pick<View, 'locale' | 'preferences'> }) {
  return (
    <p className="mute" role="alert" lang={view.locale} data-theme={view.preferences.theme}>
      {languages[registerOf(view.locale, view.preferences)].t('spoken.mute', { ns: 'screens' })}
    </p>
  );
}
