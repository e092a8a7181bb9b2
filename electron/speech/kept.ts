/** What was said lately, so that a screen that comes back speaks at once. In memory alone, and never more than so many bytes. */
export interface KeptSpeech {
  get(key: string): Buffer | undefined;
  keep(key: string, sound: Buffer): void;
}

export function keepSpeech(mostBytes: number): KeptSpeech {
  // A map remembers in which order its keys came: the first is the one that was not wanted for the longest.
  const kept = new Map<string, Buffer>();
  let bytes = 0;
  const forget = (key: string): void => {
    bytes -= kept.get(key)?.length ?? 0;
    kept.delete(key);
  };
  return {
    get(key) {
      const sound = kept.get(key);
      if (sound === undefined) return undefined;
      kept.delete(key);
      kept.set(key, sound);
      return sound;
    },
    keep(key, sound) {
      forget(key);
      if (sound.length > mostBytes) return;
      kept.set(key, sound);
      bytes += sound.length;
      for (const oldest of kept.keys()) {
        if (bytes <= mostBytes) break;
        forget(oldest);
      }
    },
  };
}
