import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Intent } from '../../flows/intents.ts';
import type { HostSays } from '../../flows/speech.ts';
import type { View } from '../../flows/view.ts';
import { onAction } from '../input/actions.ts';
import { keyboard } from '../input/bindings.ts';
import { createHeadphones, watchOutputs } from './headphones.ts';
import type { Asking } from './maker.ts';
import type { Speaking } from './speaking.ts';

const inOwnTime = (milliseconds: number, action: () => void): (() => void) => {
  const timer = setTimeout(action, milliseconds);
  return () => clearTimeout(timer);
};

/**
 * Speech of the page: begins with headphones or one key, follows the view, ends with the preference (and so with the session).
 * Gives whether it was wanted and cannot be had: then the screen says so, and somebody can be called.
 */
export function useSpeech(view: View | null, link: Asking, send: (intent: Intent) => void): { readonly mute: boolean } {
  const now = useRef(view);
  const speaking = useRef<Speaking | null>(null);
  const lastKey = useRef('');
  const [mute, setMute] = useState(false);
  useLayoutEffect(() => {
    now.current = view;
    if (view !== null) speaking.current?.shows(view);
  }, [view]);

  useEffect(() => watchHeadphones(link, send, () => now.current, () => speaking.current?.hush()), [link, send]);
  useEffect(
    () =>
      onAction((action) => {
        const { current } = now;
        if (current === null) return;
        const isOff = current.preferences.speech === 'off';
        const begins = isOff && current.screen === 'attract' && isOfKeypad(lastKey.current);
        if (action === 'ToggleSpeech' || begins) send({ type: 'preferences.changed', preferences: { speech: isOff ? 'speaker' : 'off' } });
      }),
    [send],
  );
  useEffect(() => {
    const note = ({ code }: KeyboardEvent): void => {
      lastKey.current = code;
    };
    // Before the action that is made of it.
    window.addEventListener('keydown', note, true);
    return () => window.removeEventListener('keydown', note, true);
  }, []);

  const wanted = view !== null && view.preferences.speech !== 'off';
  useEffect(() => {
    if (!wanted) return undefined;
    let over = false;
    const begin = async (): Promise<void> => {
      const { startSpeaking } = await import('./speaking.ts');
      const { current } = now;
      if (over || current === null) return;
      setMute(false);
      speaking.current = startSpeaking({
        view: current,
        link,
        send,
        onMute() {
          setMute(true);
          send({ type: 'preferences.changed', preferences: { speech: 'off' } });
          send({ type: 'dialog.opened', dialog: 'call' });
        },
      });
    };
    void begin();
    return () => {
      over = true;
      speaking.current?.stop();
      speaking.current = null;
    };
  }, [wanted, link, send]);
  return { mute: mute && view?.dialog?.kind === 'call' };
}

/**
 * Whoever finds the tactile keypad with their fingers need not find a key that starts the voice: on the first screen any of its keys
 * does (A11Y-6). A keyboard's keys do not, for who uses one may see.
 */
function isOfKeypad(code: string): boolean {
  return code !== '' && !Object.hasOwn(keyboard, code);
}

/** In: the page speaks into them. Out, while it did: silence at once, then the question how to go on (A11Y-77). */
function watchHeadphones(link: Asking, send: (intent: Intent) => void, view: () => View | null, hush: () => void): () => void {
  const speaksThere = (): boolean => view()?.preferences.speech === 'headphones';
  const headphones = createHeadphones(
    {
      onLoosened() {
        if (speaksThere()) hush();
      },
      onChanged(plugged) {
        if (plugged) {
          send({ type: 'preferences.changed', preferences: { speech: 'headphones' } });
          if (view()?.dialog?.kind === 'headphones') send({ type: 'dialog.closed' });
        } else if (speaksThere()) {
          send({ type: 'preferences.changed', preferences: { speech: 'speaker' } });
          send({ type: 'dialog.opened', dialog: 'headphones' });
        }
      },
    },
    inOwnTime,
  );
  const stopHost = link.onSaid((said: HostSays) => {
    if (said.type === 'headphones') headphones.heard(said.plugged);
  });
  const stopOutputs = watchOutputs(navigator.mediaDevices, (plugged) => headphones.heard(plugged));
  return () => {
    stopHost();
    stopOutputs();
    headphones.stop();
  };
}
