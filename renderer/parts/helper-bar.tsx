import type { HelperView, View } from '../../flows/view.ts';
import { useNow } from './clock.ts';
import { Press } from './press.tsx';
import { useWords } from './words.tsx';

type Helping = Extract<HelperView, { phase: 'helping' }>;

/** From so many seconds on the end is counted. */
const countedFrom = 15;

/** Who is helping, on every screen while somebody is (SEC-24), and how it ends: the badge is taken off, or a key. */
export function HelperBar({ view, helper }: { readonly view: View; readonly helper: Helping }) {
  const { t } = useWords();
  const canAct = view.screen !== 'maintenance' && view.screen !== 'attract' && view.screen !== 'out-of-service';
  return (
    <div className="helper-bar" data-panel={helper.panel.kind}>
      <span className="helper-initial" aria-hidden="true">
        {helper.name.slice(0, 1).toUpperCase()}
      </span>
      <p className="helper-who">
        <strong>{helper.name}</strong> {view.screen === 'maintenance' ? `· ${t(`helper.role.${helper.role}`)}` : t('helper.helps')}
      </p>
      <Ending helper={helper} />
      {canAct && helper.panel.kind === 'closed' ? (
        <Press className="helper-key helper-open" intent={{ type: 'staff.panel.opened' }} choice="open">
          {t('helper.open')}
        </Press>
      ) : null}
      {helper.badge ? null : (
        <Press className="helper-key" intent={{ type: 'staff.left' }} choice="leave">
          {t('helper.leave')}
        </Press>
      )}
    </div>
  );
}

/** Nobody needs a clock that counts from a minute: only the last seconds are said. */
function Ending({ helper: { until, badge } }: { readonly helper: Helping }) {
  const { t } = useWords();
  const seconds = Math.max(0, Math.ceil((until - useNow()) / 1000));
  if (seconds <= countedFrom) {
    return (
      <p className="helper-ending" data-soon>
        {t('helper.ends', { seconds })}
      </p>
    );
  }
  return badge ? <p className="helper-ending">{t('helper.remove-badge')}</p> : null;
}
