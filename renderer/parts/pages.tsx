import { useState, type ReactNode } from 'react';
import { Back, Arrow } from './drawings/signs.tsx';
import { Press } from './press.tsx';
import { useWords } from './words.tsx';

interface PagesProps<T> {
  readonly items: readonly T[];
  readonly perPage: number;
  readonly children: (shown: readonly T[]) => ReactNode;
  /** Opens at the page of this item, until the customer turns the page. */
  readonly follow?: number;
}

/** A long list is turned like pages: nothing on a kiosk scrolls (kiosks.md 6). */
export function Pages<T>({ items, perPage, children, follow = 0 }: PagesProps<T>) {
  const { t } = useWords();
  const [turned, setTurned] = useState<number | null>(null);
  const last = Math.max(0, Math.ceil(items.length / perPage) - 1);
  const page = Math.min(last, turned ?? Math.floor(Math.max(0, follow) / perPage));
  return (
    <>
      {children(items.slice(page * perPage, (page + 1) * perPage))}
      {last === 0 ? null : (
        <div className="pager">
          <Press className="pager-key" onPress={() => setTurned(page - 1)} disabled={page === 0} label={t('pages.previous')}>
            <Back />
          </Press>
          <output>{t('pages.position', { at: page + 1, of: last + 1 })}</output>
          <Press className="pager-key" onPress={() => setTurned(page + 1)} disabled={page === last} label={t('pages.next')}>
            <Arrow />
          </Press>
        </div>
      )}
    </>
  );
}
