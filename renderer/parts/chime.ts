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

/** Told on the window too, so that a test hears what a person would. */
function chime(): void {
  window.dispatchEvent(new Event('moulin-chime'));
  if (isSilent({ webdriver: navigator.webdriver, search: window.location.search })) return;
  const sound = new AudioContext();
  const volume = sound.createGain();
  volume.connect(sound.destination);
  volume.gain.value = loudness;
  for (const { pitch, from } of operator().callNotes ?? notes) {
    const note = sound.createOscillator();
    const fading = sound.createGain();
    note.type = 'sine';
    note.frequency.value = pitch;
    fading.gain.setValueAtTime(1, sound.currentTime + from);
    fading.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + from + noteSeconds);
    note.connect(fading).connect(volume);
    note.start(sound.currentTime + from);
    note.stop(sound.currentTime + from + noteSeconds);
  }
  setTimeout(() => void sound.close(), 2_000);
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
      else chime();
    };
    chimeInTurn();
    const timer = setInterval(chimeInTurn, chimeEveryMs);
    return () => {
      clearInterval(timer);
      clearTimeout(waiting);
    };
  }, [calling]);
}
