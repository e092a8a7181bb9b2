import { useState } from 'react';
import type { IncidentView, ViewOf } from '../../flows/view.ts';
import { Call, Check, Clock } from './drawings/signs.tsx';
import { Notice } from './notice.tsx';
import { isSameDay, useWords } from './words.tsx';

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

type Unsettled = Pick<ViewOf<'deposit' | 'farewell'>, 'incident' | 'money'>;

/** What is not settled yet: the amount, the reference to quote, and who settles it until when. */
export function IncidentCard({ view: { incident, money } }: { readonly view: Unsettled }) {
  if (incident === null) return null;
  return incident.retryUntil === null ? <ForStaff incident={incident} /> : <StillTrying incident={incident} until={incident.retryUntil} known={money !== null} />;
}

/** Nobody knows whether the card was debited: nothing was printed, and the money has no plate. */
export function isPaymentUnknown({ incident, money }: Unsettled): boolean {
  return incident !== null && money === null;
}

function ForStaff({ incident: { amount, reference, slip } }: { readonly incident: IncidentView }) {
  const { t, money } = useWords();
  return (
    <Notice tone="brick" drawing={<Call />}>
      <span className="incident">
        <strong>{t('money-notice.incident', { amount: money(amount) })}</strong>
        <span className="incident-reference">{reference}</span>
        <span>{t(`money-notice.slip-${slip}`)}</span>
      </span>
    </Notice>
  );
}

interface StillTryingProps {
  readonly incident: IncidentView;
  readonly until: number;
  /** That the card was debited. */
  readonly known: boolean;
}

/** The terminal works on it by itself: nothing is wrong for now, and one hour divides what it does from what the counter does. */
function StillTrying({ incident: { amount, reference, slip }, until, known }: StillTryingProps) {
  const { t, money, time, dayAndTime } = useWords();
  const [now] = useState(() => Date.now());
  const said = isSameDay(now, until) ? { day: 'today', when: time(until) } : { day: 'day', when: dayAndTime(until) };
  const words = { amount: money(amount), when: said.when };
  return (
    <Notice tone="sky" drawing={<Clock />}>
      <span className="incident">
        <strong>{known ? t(`money-notice.retry-${said.day}`, words) : t(`money-notice.retry-unsure-${said.day}`, words)}</strong>
        <span className="incident-reference">{reference}</span>
        <span>{t(`money-notice.retry-slip-${slip}-${said.day}`, { when: said.when })}</span>
      </span>
    </Notice>
  );
}
