import type { Clock } from '../devices/clock.ts';
import type { HealthDoor } from './health-door.ts';
import type { Log } from './log/entries.ts';
import { within } from './within.ts';

/**
 * The end of a terminal, the same under every shell: the screen says so before anything is let go, the devices end while it
 * stands there, and the page's link closes last. Within five seconds in all, whatever hangs; what was in a device's hands is
 * left to the next start.
 */
export interface Ending {
  readonly terminal: { stop(): Promise<void> };
  /** Whatever shows the screen. */
  readonly pages: {
    /** Resolves when each page has been given what is to be shown now. */
    told(): Promise<void>;
    close(): Promise<void>;
  };
  readonly health: HealthDoor | null;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
}

/** A page that takes nothing for so long hangs, and nobody reads it. */
const pagesPatience = 1_000;

/** Never rejects. */
export async function endInOrder({ terminal, pages, health, clock, log }: Ending): Promise<void> {
  const stopped = terminal.stop().catch((error: unknown) => log({ event: 'fault', where: 'stop', told: error instanceof Error ? error.message : String(error) }));
  if (!(await within(clock, pagesPatience, pages.told()))) log({ event: 'stop.overdue', what: 'pages', milliseconds: pagesPatience });
  await stopped;
  if (!(await within(clock, pagesPatience, Promise.all([pages.close(), health?.close()])))) log({ event: 'stop.overdue', what: 'pages', milliseconds: pagesPatience });
}

/** So soon after the first, a second signal is the same one: npm hands on what the terminal's group has had already. */
const sameSignal = 1_000;

/** The signals by which an operating system, or a person at a console, ends a program. */
export const endingSignals = ['SIGINT', 'SIGTERM'] as const;

/** The whole terminal has stopped within five seconds of a signal: then the process ends, whatever still holds on. */
export const stopMilliseconds = 4_500;

/** What the kernel of a device driver, or a module that somebody forgot, still holds open keeps no stopped terminal alive. */
const lingerMilliseconds = 250;

/** The process ends soon after the terminal, even if something still holds it. */
export function leaveAfter(running: { readonly stopped: Promise<void> } | null): void {
  void running?.stopped.then(() => setTimeout(() => process.exit(), lingerMilliseconds).unref());
}

export interface SignalledEnd {
  /** Ends in order, once, however often it is asked; settles when it has. */
  readonly stop: () => Promise<void>;
  /** Settles when it has ended, whoever asked. */
  readonly ended: Promise<void>;
}

/** What ends the process, and by which time. */
export interface EndingProcess {
  readonly clock: Pick<Clock, 'after'>;
  readonly elapsed: () => number;
  readonly exit: (code: number) => void;
  readonly log: Log;
}

/** Ends in order when the process is told to; leaves at once what does not end, and when somebody asks twice. */
export function endWhenSignalled(end: () => Promise<void>, { clock, elapsed, exit, log }: EndingProcess): SignalledEnd {
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  let ending: Promise<void> | null = null;
  let askedAt = 0;
  const stop = (): Promise<void> => {
    askedAt = ending === null ? elapsed() : askedAt;
    ending ??= (async () => {
      const callOff = clock.after(stopMilliseconds, () => {
        log({ event: 'stop.overdue', what: 'all', milliseconds: stopMilliseconds });
        exit(1);
      });
      await end();
      callOff();
      for (const signal of endingSignals) process.removeListener(signal, onSignal);
      resolve();
    })();
    return ending;
  };
  const onSignal = (): void => {
    if (ending !== null && elapsed() - askedAt > sameSignal) exit(1);
    void stop();
  };
  for (const signal of endingSignals) process.on(signal, onSignal);
  return { stop, ended };
}
