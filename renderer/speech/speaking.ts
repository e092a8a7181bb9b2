import type { Action } from '../../flows/actions.ts';
import type { Intent } from '../../flows/intents.ts';
import { locales } from '../../flows/locales.ts';
import type { Preferences } from '../../flows/preferences.ts';
import type { View } from '../../flows/view.ts';
import { onAction } from '../input/actions.ts';
import { isSilent } from '../parts/chime.ts';
import { languages, registerOf } from '../parts/languages.ts';
import { openAudio } from './audio.ts';
import { createMaker, type Asking } from './maker.ts';
import { createReader } from './reader.ts';
import { readPage } from './reading.ts';
import { markSpeaking, tell } from './told.ts';
import { readableOf } from './tree.ts';
import { createVoice } from './voice.ts';

/** The page speaks, from when somebody wants it to until nobody does. Fetched then: whoever reads pays nothing for it. */
export interface Speaking {
  /** The view that is on the screen, or will be in a moment. */
  shows(view: View): void;
  /** Silence, at once; what was said stays for who asks for it again. */
  hush(): void;
  stop(): void;
}

export interface SpeakingOptions {
  readonly view: View;
  readonly link: Asking;
  readonly send: (intent: Intent) => void;
  /** Nothing here can speak this language: whoever listens hears nothing, and must be helped otherwise. */
  readonly onMute: () => void;
}

export function startSpeaking({ view: first, link, send, onMute }: SpeakingOptions): Speaking {
  let view = first;
  const audio = openAudio({ volume: view.preferences.volume, silent: isSilent({ webdriver: navigator.webdriver, search: window.location.search }) });
  const maker = createMaker(link);
  const localeOf = (lang: string | null) => locales.find((known) => known === lang) ?? view.locale;
  const voice = createVoice({
    async make({ text, lang, private: isPrivate }) {
      const made = await maker.make({ text, locale: localeOf(lang), rate: view.preferences.rate, private: isPrivate });
      if (made === 'no-voice' && localeOf(lang) === view.locale) onMute();
      return typeof made === 'string' ? null : made;
    },
    play: (sound) => audio.play(sound),
    told: ({ text, lang, private: isPrivate }) => tell({ text, lang: localeOf(lang), private: isPrivate }),
    unheard: () => undefined,
    speaking: markSpeaking,
  });
  const routeOf = ({ speech }: Preferences) => (speech === 'headphones' ? 'headphones' : 'speaker');
  const page = document.querySelector('.kiosk') ?? document.body;
  const reader = createReader(
    {
      voice,
      read: () => readPage(readableOf(page)),
      spoken: (key, values) => languages[registerOf(view.locale, view.preferences)].t(`spoken.${key}`, { ns: 'screens', ...values }),
    },
    routeOf(view.preferences),
  );

  const changes = new MutationObserver(() => reader.look(view));
  changes.observe(page, { subtree: true, childList: true, characterData: true, attributeFilter: ['aria-pressed', 'aria-disabled', 'aria-label', 'aria-hidden', 'inert', 'value', 'data-lasting'] });
  // What is typed changes no attribute.
  const onInput = (): void => reader.look(view);
  const onFocus = (event: Event): void => {
    const { target } = event;
    if (target instanceof Element) reader.reached(({ source }) => source === target || (source instanceof Element && target.contains(source)));
  };
  const onHand = (): void => reader.acted();
  page.addEventListener('input', onInput);
  page.addEventListener('focusin', onFocus);
  for (const hand of ['keydown', 'pointerdown']) document.addEventListener(hand, onHand, true);
  const stopActions = onAction((action) => {
    reader.acted();
    answer(action);
  });
  const answer = (action: Action): void => {
    const wish = wishOf(action, view.preferences);
    if (wish !== null) send({ type: 'preferences.changed', preferences: wish });
    else if (action === 'Repeat') reader.repeat();
    else if (action === 'Stop') voice.stop();
  };
  reader.look(view);

  return {
    shows(next) {
      const { preferences: before } = view;
      view = next;
      const { preferences: now } = next;
      audio.setVolume(now.volume);
      reader.setRoute(routeOf(now));
      if (now.volume !== before.volume) reader.say('volume', { step: now.volume });
      if (now.rate !== before.rate) reader.say('rate', { step: now.rate });
      if (now.screen !== before.screen) reader.say(now.screen);
    },
    hush: () => voice.stop(),
    stop() {
      voice.stop();
      stopActions();
      changes.disconnect();
      page.removeEventListener('input', onInput);
      page.removeEventListener('focusin', onFocus);
      for (const hand of ['keydown', 'pointerdown']) document.removeEventListener(hand, onHand, true);
      maker.stop();
      audio.close();
    },
  };
}

/** What a key of the voice changes; null when it is none of those. At either end it says where it stands, and stays. */
export function wishOf(action: Action, { volume, rate, screen }: Preferences): Partial<Preferences> | null {
  const step = (value: number, by: number, most: number): number => Math.min(Math.max(value + by, 1), most);
  switch (action) {
    case 'VolumeUp':
      return { volume: step(volume, 1, 10) };
    case 'VolumeDown':
      return { volume: step(volume, -1, 10) };
    case 'RateUp':
      return { rate: step(rate, 1, 5) };
    case 'RateDown':
      return { rate: step(rate, -1, 5) };
    case 'ToggleScreen':
      return { screen: screen === 'blank' ? 'shown' : 'blank' };
    default:
      return null;
  }
}
