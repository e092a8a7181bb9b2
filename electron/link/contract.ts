import { intentSchema, type Intent } from '../../flows/intents.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { viewSchema, type View } from '../../flows/view.ts';
import type { Log } from '../log/entries.ts';

/**
 * What goes over the link, whichever carrier takes it: down, one `View` as JSON text; up, one `Intent` as JSON text.
 * Both pass their schema here, at the door, and nothing else passes (SEC-5).
 */

/** The longest message either way, in bytes of UTF-8. An intent is a few hundred bytes; the longest list of articles that can be configured some fifty thousand. */
export const maximumMessageBytes = 64 * 1024;

/** The part of the terminal that the link needs. */
export interface LinkedTerminal {
  view(): View;
  onView(listener: (view: View) => void): () => void;
  send(intent: Intent): void;
}

/** Why a message was not let in. The list is closed, so that a log line can carry it and never the content. */
export const refusals = ['forged-sender', 'not-text', 'too-large', 'not-json', 'not-an-intent', 'not-a-view', 'terminal-failed'] as const;
export type Refusal = (typeof refusals)[number];

/** Reads one message from the page. Never throws, whatever it is given. */
export function readIntent(message: unknown): Result<Intent, Refusal> {
  if (typeof message !== 'string') return err('not-text');
  // A UTF-16 unit is at least one byte of UTF-8: the cheap test first, so that a huge message is not measured twice.
  if (message.length > maximumMessageBytes || Buffer.byteLength(message) > maximumMessageBytes) return err('too-large');
  let json: unknown;
  try {
    json = JSON.parse(message);
  } catch {
    return err('not-json');
  }
  const intent = intentSchema.safeParse(json);
  return intent.success ? ok(intent.data) : err('not-an-intent');
}

/** Writes one view for the page. What is not a view is a fault of ours; the page keeps the last good one. */
export function writeView(view: unknown): Result<string, Refusal> {
  const checked = viewSchema.safeParse(view);
  if (!checked.success) return err('not-a-view');
  const message = JSON.stringify(checked.data);
  return Buffer.byteLength(message) > maximumMessageBytes ? err('too-large') : ok(message);
}

/** Counts what was refused and says so without the content, which may be a customer's address. */
export interface Door {
  readonly counts: Readonly<Record<Refusal, number>>;
  refuse(reason: Refusal): void;
  /** Lets one message through to the terminal, or counts why not. */
  admit(message: unknown): void;
  /** The current view as JSON text; the last good one when the current one is not a view; null before the first. */
  current(): string | null;
}

/** A flood of bad messages must not fill the disk: the first of each reason is logged, then one in so many. */
const logOneIn = 1_000;

export function openDoor(terminal: LinkedTerminal, log: Log): Door {
  const counts: Record<Refusal, number> = Object.fromEntries(refusals.map((reason) => [reason, 0])) as Record<Refusal, number>;
  let written: { view: View; message: string | null } | null = null;

  const refuse = (reason: Refusal): void => {
    counts[reason] += 1;
    if (counts[reason] % logOneIn === 1) log({ event: 'link.refused', reason, count: counts[reason] });
  };

  return {
    counts,
    refuse,
    admit(message) {
      const intent = readIntent(message);
      if (!intent.ok) return refuse(intent.error);
      try {
        terminal.send(intent.value);
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
