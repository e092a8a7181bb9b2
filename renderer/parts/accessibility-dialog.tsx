import type { ReactNode } from 'react';
import { standardPreferences, type Preferences } from '../../flows/preferences.ts';
import { SecondButton } from './buttons.tsx';
import { CloseButton } from './close-button.tsx';
import { Check, Minus, Plus, Undo } from './drawings/signs.tsx';
import { blank, colours, easy, isAsForEverybody, isOffered, low, sizes, speech, still, unhurried, type Mode, type Wish } from './modes.tsx';
import { Press } from './press.tsx';
import { Sheet } from './sheet.tsx';
import { useWords } from './words.tsx';

interface Preferring {
  readonly preferences: Preferences;
}

/** Every mode there is, in words: what is on stands there with a tick, and whatever is touched holds at once, on this sheet too. */
export function AccessibilityDialog({ preferences }: Preferring) {
  const { t, locale } = useWords();
  const listens = speech.isOn(preferences);
  return (
    <Sheet title={t('dialog.accessibility.title')}>
      <Group name="text">
        <Toggles modes={sizes} preferences={preferences} />
      </Group>
      <Group name="theme">
        <Toggles modes={colours} preferences={preferences} />
      </Group>
      <Group name="hear">
        <Toggles modes={listens ? [speech, blank] : [speech]} preferences={preferences} />
        {listens ? <Levels preferences={preferences} /> : null}
      </Group>
      <Group name="reach">
        <Toggles modes={[low, still, easy, unhurried].filter((mode) => isOffered(mode, locale))} preferences={preferences} />
      </Group>
      <div className="sheet-keys">
        <SecondButton intent={{ type: 'dialog.opened', dialog: 'modes' }} choice="modes">
          {t('dialog.modes.open')}
        </SecondButton>
        <Press className="second-button" intent={{ type: 'preferences.changed', preferences: standardPreferences }} choice="as-before" disabled={isAsForEverybody(preferences)}>
          <Undo />
          <span>{t('dialog.accessibility.as-before')}</span>
        </Press>
        <CloseButton />
      </div>
    </Sheet>
  );
}

function Group({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const { t } = useWords();
  return (
    <section className="mode-group">
      <h2>{t(`dialog.accessibility.${name}`)}</h2>
      {children}
    </section>
  );
}

/** Drawing, word, and the tick of what is on; the state is told to assistive technology as well (EN 301 549 5.6). */
function Toggles({ modes, preferences }: Preferring & { readonly modes: readonly Mode[] }) {
  const { t } = useWords();
  return (
    <ul className="modes">
      {modes.map((mode) => (
        <li key={mode.name}>
          <Press className="toggle mode" intent={{ type: 'preferences.changed', preferences: mode.wish(preferences) }} choice={mode.name} pressed={mode.isOn(preferences)}>
            <span className="toggle-sign">{mode.sign}</span>
            <span className="mode-name">{t(`dialog.accessibility.${mode.name}`)}</span>
            <span className="toggle-state">{mode.isOn(preferences) ? <Check /> : null}</span>
          </Press>
        </li>
      ))}
    </ul>
  );
}

/** 5 and 10 steps (flows/preferences.ts). */
const levels = { volume: { least: 1, most: 10 }, rate: { least: 1, most: 5 } } as const;

function Levels({ preferences }: Preferring) {
  return (
    <ul className="modes">
      {(['volume', 'rate'] as const).map((of) => (
        <li key={of}>
          <Level of={of} value={preferences[of]} wish={(value) => ({ [of]: value })} />
        </li>
      ))}
    </ul>
  );
}

function Level({ of, value, wish }: { readonly of: keyof typeof levels; readonly value: number; readonly wish: (value: number) => Wish }) {
  const { t } = useWords();
  const { least, most } = levels[of];
  const key = (step: -1 | 1, sign: ReactNode) => (
    <Press
      className="stepper-key"
      intent={{ type: 'preferences.changed', preferences: wish(Math.min(most, Math.max(least, value + step))) }}
      choice={`${of}-${step === 1 ? 'up' : 'down'}`}
      disabled={value + step < least || value + step > most}
      label={t(`dialog.accessibility.${of}-${step === 1 ? 'up' : 'down'}`)}
    >
      {sign}
    </Press>
  );
  return (
    <fieldset className="level" aria-label={t(`dialog.accessibility.${of}`)}>
      {key(-1, <Minus />)}
      <span className="level-name">
        {t(`dialog.accessibility.${of}`)} <output>{value}</output>
      </span>
      {key(1, <Plus />)}
    </fieldset>
  );
}
