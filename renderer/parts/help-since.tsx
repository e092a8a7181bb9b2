import { useNow } from './clock.ts';
import { PersonComing } from './drawings/scenes.tsx';
import { Notice } from './notice.tsx';
import { splitDuration, useWords } from './words.tsx';

/** Since when somebody is being called: a wait that is counted is shorter (kiosks.md 2, rank 4). */
export function HelpSince({ since }: { readonly since: number | null }) {
  const { t } = useWords();
  const now = useNow();
  if (since === null) return null;
  return (
    <Notice tone="sky" drawing={<PersonComing />}>
      <span className="help-since">
        <strong>{t('help.called')}</strong>
        <span>{t('help.since', splitDuration(now - since))}</span>
      </span>
    </Notice>
  );
}
