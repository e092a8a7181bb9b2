import type { Clock } from '../../devices/clock.ts';

/** What a worker asks to begin anew: whoever shows the screen does it, for only that one can. */
export type Restart =
  | { readonly what: 'screen' }
  /** In school mode or out of it, whatever the configuration says. */
  | { readonly what: 'program'; readonly training: boolean };

export type AskRestart = (asked: Restart) => void;

/** Asked in the middle of a transition: what that one records and shows comes first, ms. */
export const restartAfter = 500;

export interface RestartBell {
  readonly ask: AskRestart;
  /** Whoever can begin it anew: one shell, for the life of the terminal. */
  readonly onAsked: (listener: AskRestart) => void;
  readonly stop: () => void;
}

export function createRestartBell(clock: Pick<Clock, 'after'>): RestartBell {
  let listener: AskRestart = () => {};
  let callOff = (): void => {};
  return {
    ask(asked) {
      // The last word counts: a program that begins anew has a new screen.
      callOff();
      callOff = clock.after(restartAfter, () => listener(asked));
    },
    onAsked: (given) => void (listener = given),
    stop: () => callOff(),
  };
}
