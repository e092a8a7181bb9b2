import type { Result } from '../../flows/result.ts';
import type { SpeechAsked, Speechlessness } from '../../flows/speech.ts';

/** What is to be heard, in which language and how fast. */
export type Utterance = Pick<SpeechAsked, 'text' | 'locale' | 'rate'>;

/** Makes sound of a sentence on this machine: no text leaves it (A11Y-79). */
export interface Voice {
  /** WAV, 16 bits, mono (A11Y-7). */
  say(utterance: Utterance): Promise<Result<Buffer, Speechlessness>>;
}
