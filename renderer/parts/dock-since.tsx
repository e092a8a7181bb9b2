import { useNow } from './clock.ts';
import { splitDuration, useWords } from './words.tsx';

/** The dock's key once somebody was called: since when, on every screen. In minutes: what counts seconds hurries whoever waits. */
export function DockSince({ since }: { readonly since: number }) {
  const { t } = useWords();
  const { minutes } = splitDuration(useNow() - since);
  return (
    <span className="dock-since">
      <span>{t('dock.called')}</span> <span>{minutes === 0 ? t('dock.called-just-now') : t('dock.called-minutes', { minutes })}</span>
    </span>
  );
}
