import { gainOf } from './loudness.ts';
import type { Playing } from './voice.ts';

/** Plays what the host made: one sound at a time is the voice's affair, how loud is here. */
export interface Audio {
  play(wav: ArrayBuffer): Promise<Playing>;
  /** Heard at once, in the middle of a word too. */
  setVolume(volume: number): void;
  close(): void;
}

const headBytes = 44;
const sampleRateAt = 24;
/** Of 16 bits with a sign. */
const fullScale = 32_768;

/** The host writes a header of 44 bytes, one channel, 16 bits (`electron/speech/wav.ts`): read here in a millisecond, without waiting. */
export function samplesOf(wav: ArrayBuffer): { readonly rate: number; readonly samples: Float32Array<ArrayBuffer> } {
  const bytes = new DataView(wav);
  const samples = new Float32Array(Math.max(0, Math.floor((wav.byteLength - headBytes) / 2)));
  for (let at = 0; at < samples.length; at += 1) samples[at] = bytes.getInt16(headBytes + at * 2, true) / fullScale;
  return { rate: bytes.getUint32(sampleRateAt, true), samples };
}

/** @param silent a page that a test drives plays without a sound, and takes as long for it. */
export function openAudio({ volume, silent }: { readonly volume: number; readonly silent: boolean }): Audio {
  const context = new AudioContext({ latencyHint: 'interactive' });
  const loudness = context.createGain();
  const level = (wanted: number): number => (silent ? 0 : gainOf(wanted));
  loudness.gain.value = level(volume);
  loudness.connect(context.destination);
  return {
    async play(wav) {
      // A page that nobody has touched yet may not sound before this (the shell's policy lets it).
      if (context.state !== 'running') await context.resume();
      const { rate, samples } = samplesOf(wav);
      const sound = context.createBuffer(1, Math.max(1, samples.length), rate);
      sound.copyToChannel(samples, 0);
      const source = context.createBufferSource();
      source.buffer = sound;
      source.connect(loudness);
      const ended = new Promise<void>((resolve) => {
        source.addEventListener('ended', () => resolve());
      });
      source.start();
      return {
        ended,
        stop() {
          // `ended` comes only with the next block of a running context; silence comes now.
          source.disconnect();
          source.stop();
        },
      };
    },
    setVolume(wanted) {
      loudness.gain.value = level(wanted);
    },
    close: () => void context.close(),
  };
}
