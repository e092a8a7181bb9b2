/**
 * Whether headphones are in, from whoever notices: the switch in the jack (told by the host) and the sound outputs that the browser
 * counts. Any one suffices (A11Y-76). That they go out is told at once, so that nobody else hears another word; what follows from
 * it waits until a plug that is being pushed in has stopped rattling.
 */
export interface HeadphonesListener {
  /** At once, before anything is certain. */
  onLoosened(): void;
  /** It has stayed so for a moment. */
  onChanged(plugged: boolean): void;
}

/** [D]: A11Y-76. */
export const settledMs = 300;

export interface Headphones {
  heard(plugged: boolean): void;
  stop(): void;
}

export function createHeadphones(listener: HeadphonesListener, after: (milliseconds: number, action: () => void) => () => void): Headphones {
  let known: boolean | null = null;
  let callOff = (): void => {};
  return {
    heard(plugged) {
      callOff();
      if (!plugged && known !== false) listener.onLoosened();
      callOff = after(settledMs, () => {
        if (known === plugged) return;
        known = plugged;
        listener.onChanged(plugged);
      });
    },
    stop: () => callOff(),
  };
}

/**
 * A browser does not say which output is a pair of headphones without the right to the microphone, which a kiosk never has. It says
 * that there is one more than before, or one less: with a keypad that brings its own jack that is the headphones.
 */
export function watchOutputs(media: MediaDevices | undefined, heard: (plugged: boolean) => void): () => void {
  if (media === undefined) return () => undefined;
  let before: number | null = null;
  const count = async (): Promise<void> => {
    const outputs = (await media.enumerateDevices()).filter(({ kind }) => kind === 'audiooutput').length;
    if (before !== null && outputs !== before) heard(outputs > before);
    before = outputs;
  };
  const look = (): void => void count().catch(() => undefined);
  look();
  media.addEventListener('devicechange', look);
  return () => media.removeEventListener('devicechange', look);
}
