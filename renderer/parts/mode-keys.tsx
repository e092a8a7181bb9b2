import type { View } from '../../flows/view.ts';
import { dockModes, isOffered } from './modes.tsx';
import { Press } from './press.tsx';
import { useWords } from './words.tsx';

/**
 * The wordless row at the very bottom of every screen: each mode in one touch, where the lowest hand reaches it, and found
 * without having switched on anything before (A11Y-6, A11Y-41). The dialog of the dock's key says the same in words.
 */
export function ModeKeys({ view: { preferences } }: { readonly view: Pick<View, 'preferences'> }) {
  const { t, locale } = useWords();
  return (
    <ul className="mode-keys" aria-label={t('dialog.accessibility.keys')}>
      {dockModes
        .filter((mode) => isOffered(mode, locale))
        .map((mode) => (
          <li key={mode.name}>
            <Press
              className="mode-key"
              intent={{ type: 'preferences.changed', preferences: mode.wish(preferences) }}
              choice={`mode-${mode.name}`}
              pressed={mode.isOn(preferences)}
              label={[mode.group, mode.name].flatMap((word) => (word === undefined ? [] : [t(`dialog.accessibility.${word}`)])).join(', ')}
            >
              {mode.sign}
            </Press>
          </li>
        ))}
    </ul>
  );
}
