import { spawn } from 'node:child_process';
import { err, ok, type Result } from '../../flows/result.ts';
import type { Speechlessness } from '../../flows/speech.ts';
import type { Locale } from '../../flows/intents.ts';
import { pronounced } from './pronounced.ts';
import type { Voice } from './voice.ts';
import { soundWav } from './wav.ts';

/**
 * A voice that is a program: text on its standard input, WAV on its standard output. espeak-ng unless the operator names
 * another. It is started for every sentence, without a shell, and knows nothing of the environment but where programs are.
 */

/** `{voice}` and `{wordsPerMinute}` are written in. No `-m`: what a customer typed is never read as mark-up. */
export const espeakNg: readonly string[] = ['espeak-ng', '-v', '{voice}', '-s', '{wordsPerMinute}', '-b', '1', '--stdin', '--stdout'];

/** What espeak-ng of Debian 12 (1.51) calls its voices. It has none for Breton, and no other is put in its place (A11Y-24). */
export const espeakVoices: Readonly<Partial<Record<Locale, string>>> = { fr: 'fr-fr', en: 'en-gb', de: 'de', es: 'es', it: 'it', pt: 'pt', nl: 'nl', ar: 'ar', uk: 'uk', zh: 'cmn' };

/** Steps of a quarter, as VotingWorks has them [V S16]; 175 is espeak-ng's own (`espeak-ng --help`). */
const wordsPerMinute = [110, 140, 175, 220, 275] as const;

/** A sentence takes espeak-ng some 40 ms; a program that needs so long has hung. */
export const patienceMilliseconds = 5_000;
/** A sentence of 500 characters at the slowest is some 60 s of sound: 2.7 MB. */
const mostBytes = 8 * 1024 * 1024;

export interface ProgramOptions {
  readonly command?: readonly string[];
  readonly voices?: Readonly<Partial<Record<Locale, string | undefined>>>;
  readonly patience?: number;
}

export function createProgramVoice({ command = espeakNg, voices = espeakVoices, patience = patienceMilliseconds }: ProgramOptions = {}): Voice {
  return {
    async say(utterance) {
      const voice = voices[utterance.locale];
      if (voice === undefined) return err('no-voice');
      const speed = wordsPerMinute[utterance.rate - 1] ?? wordsPerMinute[2];
      const [program = '', ...words] = command.map((word) => word.replaceAll('{voice}', voice).replaceAll('{wordsPerMinute}', String(speed)));
      const said = await run(program, words, pronounced(utterance), patience);
      if (!said.ok) return said;
      const wav = soundWav(said.value);
      return wav === null ? err('failed') : ok(wav);
    },
  };
}

function run(program: string, words: readonly string[], text: string, patience: number): Promise<Result<Buffer, Speechlessness>> {
  return new Promise((resolve) => {
    const { PATH = '' } = process.env;
    const speaking = spawn(program, words, { stdio: ['pipe', 'pipe', 'ignore'], env: { PATH }, timeout: patience, killSignal: 'SIGKILL' });
    const heard: Buffer[] = [];
    let bytes = 0;
    speaking.stdout.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes > mostBytes) speaking.kill('SIGKILL');
      else heard.push(part);
    });
    // It is not there, or may not be run.
    speaking.on('error', () => resolve(err('no-voice')));
    speaking.on('close', (code) => resolve(code === 0 ? ok(Buffer.concat(heard)) : err('failed')));
    // One that ends before it has read its text has its exit code to say so.
    speaking.stdin.on('error', () => undefined);
    speaking.stdin.end(text);
  });
}

