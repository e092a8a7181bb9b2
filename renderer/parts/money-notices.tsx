import type { ViewOf } from '../../flows/view.ts';
import { Call, Check } from './drawings/signs.tsx';
import { Notice } from './notice.tsx';
import { useWords } from './words.tsx';

/** After payment the money's fate is on the screen at every moment (experience.md). */
export function ReturnedMoney({ amount }: { readonly amount: number }) {
  const { t, money } = useWords();
  if (amount === 0) return null;
  return (
    <Notice tone="sky" drawing={<Check />}>
      {t('money-notice.returned', { amount: money(amount) })}
    </Notice>
  );
}

/** What a person must settle: the amount, the reference to quote, and what to do. */
export function IncidentCard({ incident }: { readonly incident: ViewOf<'deposit'>['incident'] }) {
  const { t, money } = useWords();
  if (incident === null) return null;
  return (
    <Notice tone="brick" drawing={<Call />}>
      <span className="incident">
        <strong>{t('money-notice.incident', { amount: money(incident.amount) })}</strong>
        <span className="incident-reference">{incident.reference}</span>
        <span>{t(`money-notice.slip-${incident.slip}`)}</span>
      </span>
    </Notice>
  );
}
