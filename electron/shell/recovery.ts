import type { Log } from '../log/entries.ts';

/**
 * SEC-10: a page that crashes, hangs or does not load comes back within ten seconds, to the same screen of the same
 * session (the state is not in the page). One that keeps crashing is replaced by a static screen, and tried again later.
 */

/** Time for the operating system to free what the crashed page held; far inside the ten seconds. */
export const reloadAfterMilliseconds = 500;

/** A page that does not react for this long after Chromium noticed is ended. Chromium notices after a few seconds. */
export const hangGraceMilliseconds = 3_000;

/** So many crashes within the window are a loop, not an accident. */
export const crashesToLoop = 4;
export const loopWindowMilliseconds = 60_000;

/** How long the static screen stays before the page is tried again. */
export const retryAfterMilliseconds = 60_000;

export interface Recovery {
  /** The page's process ended, or the page did not load. */
  crashed(reason: string): void;
  hung(): void;
  responsive(): void;
  stop(): void;
}

export interface RecoveryOptions {
  /** Loads the page from the start. */
  readonly reload: () => void;
  readonly showCrashed: () => void;
  /** Ends a hung page's process; `crashed` follows. */
  readonly end: () => void;
  readonly log: Log;
  readonly now: () => number;
  /** Calls back after the delay; returns how to forget it. */
  readonly after: (milliseconds: number, action: () => void) => () => void;
}

export function createRecovery(options: RecoveryOptions): Recovery {
  const { reload, showCrashed, end, log, now, after } = options;
  let crashes: number[] = [];
  let forgetReload = (): void => {};
  let forgetHang = (): void => {};
  let stopped = false;

  const reloadAfter = (milliseconds: number): void => {
    forgetReload();
    forgetReload = after(milliseconds, reload);
  };

  return {
    crashed(reason) {
      if (stopped) return;
      forgetHang();
      const at = now();
      crashes = [...crashes.filter((crash) => at - crash < loopWindowMilliseconds), at];
      if (crashes.length < crashesToLoop) {
        log({ event: 'page.ended', told: reason, crashes: crashes.length, next: 'again' });
        return reloadAfter(reloadAfterMilliseconds);
      }
      log({ event: 'page.ended', told: reason, crashes: crashes.length, next: 'static-screen' });
      crashes = [];
      showCrashed();
      return reloadAfter(retryAfterMilliseconds);
    },
    hung() {
      if (stopped) return;
      log({ event: 'page.hung' });
      forgetHang();
      forgetHang = after(hangGraceMilliseconds, end);
    },
    responsive() {
      forgetHang();
    },
    stop() {
      stopped = true;
      forgetReload();
      forgetHang();
    },
  };
}
