import type { Clock } from '../devices/clock.ts';

/** Whether something ended in its time, however it ended: for what must not be waited for longer. */
export async function within(clock: Pick<Clock, 'after'>, milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  const { promise: overdue, resolve } = Promise.withResolvers<false>();
  const callOff = clock.after(milliseconds, () => resolve(false));
  const ended = work.then(
    () => true as const,
    () => true as const,
  );
  const outcome = await Promise.race([ended, overdue]);
  callOff();
  return outcome;
}
