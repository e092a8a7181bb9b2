/**
 * How a device command ended: exactly one of four, and `unknown` is never turned into failure. Payment, printing and
 * zeroing all have a real "I cannot know" (`devices.md`, decision of section 0).
 *
 * - `ok`: done, and the device said so.
 * - `refused`: the device understood and said no, or began and failed in a way it reported.
 * - `not-done`: it is certain that nothing happened (not connected, not sent).
 * - `unknown`: sent, and no answer that decides.
 */
export type Outcome<T = void, R extends string = string> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'refused'; readonly reason: R; readonly detail: string }
  | { readonly kind: 'not-done'; readonly reason: R; readonly detail: string }
  | { readonly kind: 'unknown'; readonly reason: R; readonly detail: string };

export const done = { kind: 'ok', value: undefined } as const satisfies Outcome;

export function okWith<T>(value: T): { readonly kind: 'ok'; readonly value: T } {
  return { kind: 'ok', value };
}

export function refused<R extends string>(reason: R, detail: string): { readonly kind: 'refused'; readonly reason: R; readonly detail: string } {
  return { kind: 'refused', reason, detail };
}

export function notDone<R extends string>(reason: R, detail: string): { readonly kind: 'not-done'; readonly reason: R; readonly detail: string } {
  return { kind: 'not-done', reason, detail };
}

export function unknown<R extends string>(reason: R, detail: string): { readonly kind: 'unknown'; readonly reason: R; readonly detail: string } {
  return { kind: 'unknown', reason, detail };
}
