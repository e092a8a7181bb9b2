import { z } from 'zod';
import { intentSchema, type Intent } from '../../flows/intents.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { hostSaysSchema, speechAskedSchema, type HostSays, type SpeechAsked } from '../../flows/speech.ts';
import { viewSchema, type View } from '../../flows/view.ts';
import type { Log } from '../log/entries.ts';
import type { Speech } from '../speech/speech.ts';

/**
 * What goes over the link, whichever carrier takes it, as JSON text: down, one `View`, and up, one `Intent`; beside them a
 * sentence that is asked for, up, and its sound, down. All pass their schema here, at the door, and nothing else passes (SEC-5).
 */

/** The longest message either way, in bytes of UTF-8. An intent is a few hundred bytes; the longest list of articles that can be configured some fifty thousand. */
export const maximumMessageBytes = 64 * 1024;

/** The part of the terminal that the link needs. */
export interface LinkedTerminal {
  view(): View;
  onView(listener: (view: View) => void): () => void;
  send(intent: Intent): void;
  /** Left out where nothing can speak: then every sentence is answered so. */
  readonly speech?: Pick<Speech, 'ask' | 'onHeadphones'>;
}

/** Why a message was not let in. The list is closed, so that a log line can carry it and never the content. */
export const refusals = ['forged-sender', 'not-text', 'too-large', 'not-json', 'not-an-intent', 'not-a-view', 'not-speech', 'terminal-failed'] as const;
export type Refusal = (typeof refusals)[number];

const messageSchema = z.discriminatedUnion('type', [...intentSchema.options, speechAskedSchema]);

/** Reads one message from the page. Never throws, whatever it is given. */
export function readMessage(message: unknown): Result<Intent | SpeechAsked, Refusal> {
  if (typeof message !== 'string') return err('not-text');
  // A UTF-16 unit is at least one byte of UTF-8: the cheap test first, so that a huge message is not measured twice.
  if (message.length > maximumMessageBytes || Buffer.byteLength(message) > maximumMessageBytes) return err('too-large');
  let json: unknown;
  try {
    json = JSON.parse(message);
  } catch {
    return err('not-json');
  }
  const read = messageSchema.safeParse(json);
  return read.success ? ok(read.data) : err('not-an-intent');
}

/** Writes one view for the page. What is not a view is a fault of ours; the page keeps the last good one. */
export function writeView(view: unknown): Result<string, Refusal> {
  const checked = viewSchema.safeParse(view);
  if (!checked.success) return err('not-a-view');
  const message = JSON.stringify(checked.data);
  return Buffer.byteLength(message) > maximumMessageBytes ? err('too-large') : ok(message);
}

/** The longest sound, in characters of base64: a minute of speech. Views have their own limit, for they come at every change. */
export const maximumSpeechCharacters = 12 * 1024 * 1024;

/** Writes what the host says besides views. `type` stands first in it: by that the page knows it. */
export function writeSaid(said: HostSays): Result<string, Refusal> {
  if (said.type === 'speech.made' && said.wav.length > maximumSpeechCharacters) return err('too-large');
  const checked = hostSaysSchema.safeParse(said);
  return checked.success ? ok(JSON.stringify(checked.data)) : err('not-speech');
}

/** Counts what was refused and says so without the content, which may be a customer's address. */
export interface Door {
  readonly counts: Readonly<Record<Refusal, number>>;
  refuse(reason: Refusal): void;
  /** Lets one message through to the terminal, or counts why not. What is to be spoken is answered when it has been made. */
  admit(message: unknown, answer: Answer): void;
  /** Word of the headphones, for one page; returns how to stop. */
  onHeadphones(answer: Answer): () => void;
  /** The current view as JSON text; the last good one when the current one is not a view; null before the first. */
  current(): string | null;
}

/** Takes one message down to the page that asked; one that has gone since gets nothing. */
export type Answer = (message: string) => void;

/** A flood of bad messages must not fill the disk: the first of each reason is logged, then one in so many. */
const logOneIn = 1_000;

export function openDoor(terminal: LinkedTerminal, log: Log): Door {
  const counts: Record<Refusal, number> = Object.fromEntries(refusals.map((reason) => [reason, 0])) as Record<Refusal, number>;
  let written: { view: View; message: string | null } | null = null;

  const refuse = (reason: Refusal): void => {
    counts[reason] += 1;
    if (counts[reason] % logOneIn === 1) log({ event: 'link.refused', reason, count: counts[reason] });
  };

  const tell = (said: HostSays, answer: Answer): void => {
    const message = writeSaid(said);
    if (message.ok) answer(message.value);
    else refuse(message.error);
  };
  const speak = async (asked: SpeechAsked, answer: Answer): Promise<void> => {
    const mute = (why: 'no-voice' | 'failed'): HostSays => ({ type: 'speech.not-made', id: asked.id, why });
    tell((await terminal.speech?.ask(asked).catch(() => mute('failed'))) ?? mute('no-voice'), answer);
  };

  return {
    counts,
    refuse,
    onHeadphones: (answer) => terminal.speech?.onHeadphones((plugged) => tell({ type: 'headphones', plugged }, answer)) ?? (() => undefined),
    admit(message, answer) {
      const read = readMessage(message);
      if (!read.ok) return refuse(read.error);
      if (read.value.type === 'speech.asked') return void speak(read.value, answer);
      try {
        terminal.send(read.value);
      } catch {
        // The carrier must outlive a fault behind it; the terminal reports its own faults.
        refuse('terminal-failed');
      }
    },
    current() {
      const view = terminal.view();
      // Every connection shows the same view: it is checked and written once.
      if (written?.view === view) return written.message;
      const message = writeView(view);
      if (!message.ok) refuse(message.error);
      written = { view, message: message.ok ? message.value : (written?.message ?? null) };
      return written.message;
    },
  };
}
