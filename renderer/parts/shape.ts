import { useSyncExternalStore } from 'react';

const landscape = '(orientation: landscape)';

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(landscape);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Whether the display lies on its side: then there are two columns, each half as high. Portrait is the reference. */
export function useLandscape(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(landscape).matches, () => false);
}
