import { useWords } from './words.tsx';

/** While the connection is lost nothing can be decided: the screen stays, quiet, and says so. */
export function LostConnection({ starting }: { readonly starting: boolean }) {
  const { t } = useWords();
  return (
    <div className="veil veil-lost" role="alert">
      <div className="sheet">
        <p className="sheet-title">{t(starting ? 'connection.connecting' : 'connection.lost')}</p>
        {starting ? null : <p className="sheet-text">{t('connection.lost-text')}</p>}
        <p className="waiting" aria-hidden="true">
          <span />
          <span />
          <span />
        </p>
      </div>
    </div>
  );
}
