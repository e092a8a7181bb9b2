import type { Action } from '../../flows/actions.ts';

/**
 * One door for everything that is meant without touch: whoever reads a device says the action here, whoever can do something about it
 * listens. A DOM event, so that a journey in a browser can listen too.
 */
const named = 'moulin:action';

export function act(action: Action): void {
  document.dispatchEvent(new CustomEvent<Action>(named, { detail: action }));
}

/** Calls back at every action; returns how to stop. */
export function onAction(listener: (action: Action) => void): () => void {
  const heard = (event: Event): void => listener((event as CustomEvent<Action>).detail);
  document.addEventListener(named, heard);
  return () => document.removeEventListener(named, heard);
}
