import type { View } from '../flows/view.ts';

export interface Views {
  readonly current: () => View;
  /** Calls back at every change from now on; returns how to stop. */
  readonly listen: (listener: (view: View) => void) => () => void;
  /** Something that the view is made of may have changed. */
  readonly changed: () => void;
}

/** Tells listeners of the newest view, once for all changes of one turn, and only when something is different. */
export function publish(compute: () => View): Views {
  const listeners = new Set<(view: View) => void>();
  let last: { view: View; text: string } | null = null;
  let scheduled = false;
  const refresh = (): View => {
    const view = compute();
    const text = JSON.stringify(view);
    if (last?.text !== text) {
      last = { view, text };
      for (const listener of listeners) listener(view);
    }
    return last.view;
  };
  return {
    current: () => last?.view ?? refresh(),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changed() {
      if (scheduled) return;
      scheduled = true;
      queueMicrotask(() => {
        scheduled = false;
        refresh();
      });
    },
  };
}
