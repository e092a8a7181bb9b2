import { writeFile } from 'node:fs/promises';
import type { Clock } from '../../devices/clock.ts';
import type { Lamp } from '../../flows/ports.ts';
import type { Log } from '../log/entries.ts';

/**
 * A lamp over the terminal, switched by a file that takes `1` and `0`: the `brightness` of a sysfs LED
 * (Documentation/leds/leds-class.rst of Linux), or the `value` of a GPIO. Blinking: somebody is called; steady: somebody helps.
 */

/** On for so long, and off for so long: once a second, which is seen from afar, and far below what may harm (WCAG 2.3.1: three flashes). */
export const blinkMilliseconds = 500;

export interface FittedLamp extends Lamp {
  /** Off, for good. */
  close(): Promise<void>;
}

export function createLamp({ file, clock, log }: { readonly file: string; readonly clock: Pick<Clock, 'after'>; readonly log: Log }): FittedLamp {
  let wanted = '0';
  let writing: Promise<void> | null = null;
  let callOff = (): void => {};
  let failed = false;
  let closed = false;

  /** One write at a time: a lamp that hangs keeps nobody waiting, and the newest state is what it is given next. */
  const write = async (): Promise<void> => {
    let given: string | null = null;
    while (given !== wanted) {
      given = wanted;
      try {
        // Not made when it is missing: a lamp is there, or its path is wrong.
        await writeFile(file, given, { flag: 'r+' });
        failed = false;
      } catch (error) {
        if (!failed) log({ event: 'lamp.failed', told: `the lamp cannot be switched (${(error as Error).message}): mend lamp.file in terminal.json` });
        failed = true;
      }
    }
    writing = null;
  };
  const light = (on: boolean): void => {
    wanted = on ? '1' : '0';
    writing ??= write();
  };
  const blink = (on: boolean): void => {
    light(on);
    callOff = clock.after(blinkMilliseconds, () => blink(!on));
  };

  return {
    show(state) {
      if (closed) return;
      callOff();
      if (state === 'called') blink(true);
      else light(state === 'helping');
    },
    async close() {
      callOff();
      light(false);
      closed = true;
      await writing;
    },
  };
}
