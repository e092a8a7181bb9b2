import { useEffect } from 'react';
import type { View } from '../../flows/view.ts';
import { operator } from '../operator.ts';
import { isSpeaking } from '../speech/told.ts';

/** Somebody is called: two soft notes at once, and again as long as nobody has come, ms. */
export const chimeEveryMs = 30_000;

/** While something is said no other sound is made (A11Y-20): the notes wait, and are asked again so often, ms. */
export const againMs = 500;

/** A fourth that falls, as of a door: heard across a room, and no alarm. Hertz, seconds. */
export const notes = [
  { pitch: 784, from: 0 },
  { pitch: 587, from: 0.28 },
] as const;
export const noteSeconds = 0.6;
/** A quarter of what the loudspeaker could do: its own volume is set by the office. */
const loudness = 0.25;

/** Whether the room should hear it: somebody is called, and no worker is there. */
export function isCalling({ helpSince, helper }: Pick<View, 'helpSince' | 'helper'>): boolean {
  return helpSince !== null && helper?.phase !== 'helping';
}

/** A page that a test drives makes no sound unless it is asked for with `?sound=yes`. */
export function isSilent(page: { readonly webdriver: boolean; readonly search: string }): boolean {
  return page.webdriver && new URLSearchParams(page.search).get('sound') !== 'yes';
}

/** One note, softer than a call: somebody is asked whether they are still there (A11Y-3). Hertz, seconds. */
const warning = [{ pitch: 659, from: 0 }] as const;

interface Note {
  readonly pitch: number;
  readonly from: number;
}

/** Told on the window too, so that a test hears what a person would. */
function sound(name: 'moulin-chime' | 'moulin-warning', played: readonly Note[]): void {
  window.dispatchEvent(new Event(name));
  if (isSilent({ webdriver: navigator.webdriver, search: window.location.search })) return;
  const context = new AudioContext();
  const volume = context.createGain();
  volume.connect(context.destination);
  volume.gain.value = loudness;
  for (const { pitch, from } of played) {
    const note = context.createOscillator();
    const fading = context.createGain();
    note.type = 'sine';
    note.frequency.value = pitch;
    fading.gain.setValueAtTime(1, context.currentTime + from);
    fading.gain.exponentialRampToValueAtTime(0.001, context.currentTime + from + noteSeconds);
    note.connect(fading).connect(volume);
    note.start(context.currentTime + from);
    note.stop(context.currentTime + from + noteSeconds);
  }
  setTimeout(() => void context.close(), 2_000);
}

/** The call can be heard as well as seen, until a worker is there. */
export function useChime(view: View): void {
  const calling = isCalling(view);
  useEffect(() => {
    if (!calling) return undefined;
    let waiting: ReturnType<typeof setTimeout>;
    const chimeInTurn = (): void => {
      clearTimeout(waiting);
      if (isSpeaking()) waiting = setTimeout(chimeInTurn, againMs);
      else sound('moulin-chime', operator().callNotes ?? notes);
    };
    chimeInTurn();
    const timer = setInterval(chimeInTurn, chimeEveryMs);
    return () => {
      clearInterval(timer);
      clearTimeout(waiting);
    };
  }, [calling]);
}

/** Whether the time of whoever is there runs out. */
export function isRunningOut({ dialog }: Pick<View, 'dialog'>): boolean {
  return dialog?.kind === 'idle';
}

/** The question is seen, and heard: once, for whoever looks elsewhere. Where the terminal speaks, its voice asks it. */
export function useWarning(view: View): void {
  const asked = isRunningOut(view) && view.preferences.speech === 'off';
  useEffect(() => {
    if (asked) sound('moulin-warning', warning);
  }, [asked]);
}
