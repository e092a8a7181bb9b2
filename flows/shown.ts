import type { Frame, View } from './view.ts';

/** What one machine contributes to the view; the root adds what every screen carries. */
type WithoutFrame<V> = V extends View ? Omit<V, keyof Frame> : never;

export interface Shown {
  readonly body: WithoutFrame<View>;
  readonly step: Frame['step'];
  readonly money: Frame['money'];
  readonly back: Frame['back'];
}

type StepName = NonNullable<Frame['step']>['name'];
const steps: readonly StepName[] = ['weigh', 'destination', 'choose', 'address', 'customs', 'basket', 'pay', 'labels'];

/** Where the customer is on the way, for the step counter. */
export function stepAt(name: StepName): Frame['step'] {
  return { at: steps.indexOf(name) + 1, of: steps.length, name };
}
