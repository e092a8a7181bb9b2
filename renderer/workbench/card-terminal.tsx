import { useEffect, useState } from 'react';
import { Choice, Switch } from './controls.tsx';
import { answers, type DeviceAs } from './devices.ts';
import { useDrag } from './drag.ts';
import type { Turn } from './turn.ts';
import { useWords } from './words.tsx';

interface Props {
  readonly card: DeviceAs<'payment-terminal'>;
  readonly turn: Turn;
}

type Gesture = 'contactless' | 'chip' | null;

/** How long the drawn card stays at the terminal. */
const gestureMs = 1_100;

export function CardTerminal({ card, turn }: Props) {
  const { t, money } = useWords();
  const [gesture, setGesture] = useState<Gesture>(null);
  useEffect(() => {
    if (gesture === null) return undefined;
    const timer = setTimeout(() => setGesture(null), gestureMs);
    return () => clearTimeout(timer);
  }, [gesture]);
  const present = (how: 'contactless' | 'chip'): void => {
    setGesture(how);
    void turn('payment-terminal', { present: how });
  };
  const drag = useDrag({ drop: (target) => (target === 'contactless' || target === 'chip') && present(target), tap: () => present('contactless') });
  const phase = card.plugged ? card.state.phase : 'off';
  const { amount } = card.state;
  return (
    <fieldset className="card-terminal device" aria-label={t('devices.payment-terminal')}>
      <div className="pad" data-phase={phase}>
        <div className="near" data-drop="contactless">
          <svg viewBox="0 0 40 40" aria-hidden="true" fill="none" stroke="var(--wheat)" strokeWidth="3.4" strokeLinecap="round">
            <path d="M8 16a8 8 0 0 1 0 8M15 11a16 16 0 0 1 0 18M22 6a25 25 0 0 1 0 28M29 2a33 33 0 0 1 0 36" />
          </svg>
          <output className="pad-display" aria-label={t('card.display')}>
            <span>{t(`card.phases.${phase}`)}</span>
            <b>{amount === null || phase === 'off' ? '' : money(amount)}</b>
          </output>
        </div>
        <div className="keys" aria-hidden="true">
          {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((key) => (
            <i key={key}>{key}</i>
          ))}
        </div>
        <div className="colour-keys">
          <button type="button" className="red" aria-label={t('card.red')} title={t('card.red')} onClick={() => void turn('payment-terminal', { press: 'red' })}>
            <svg viewBox="0 0 20 20" aria-hidden="true" stroke="currentColor" strokeWidth="3" strokeLinecap="round">
              <path d="m5 5 10 10M15 5 5 15" />
            </svg>
          </button>
          <i className="yellow" aria-hidden="true" />
          <i className="green" aria-hidden="true" />
        </div>
        <div className="slot" data-drop="chip" aria-hidden="true" />
        {gesture === null ? null : <BankCard className={`presented ${gesture}`} />}
      </div>
      <div className="wallet">
        <button type="button" className="bank-card-button" aria-label={t('card.hold')} data-away={gesture !== null} {...drag}>
          <BankCard />
        </button>
        <button type="button" className="main" onClick={() => present('contactless')}>
          {t('card.hold')}
        </button>
        <button type="button" onClick={() => present('chip')}>
          {t('card.insert')}
        </button>
      </div>
    </fieldset>
  );
}

function BankCard({ className = '' }: { readonly className?: string }) {
  return (
    <svg className={`bank-card ${className}`} viewBox="0 0 100 64" aria-hidden="true" fill="none" stroke="var(--shade)" strokeWidth="3" strokeLinejoin="round">
      <rect x="2" y="2" width="96" height="60" rx="8" fill="var(--sky)" />
      <path d="M2 46c20-16 40 8 96-18v26a8 8 0 0 1-8 8H10a8 8 0 0 1-8-8z" fill="var(--wheat)" />
      <rect x="14" y="18" width="20" height="16" rx="3" fill="var(--wheat-2)" />
      <path d="M14 26h20M24 18v16" strokeWidth="2" />
      <path d="M78 14a9 9 0 0 1 0 10M84 10a17 17 0 0 1 0 18" stroke="var(--sheet)" strokeLinecap="round" />
    </svg>
  );
}

export function CardPanel({ card, turn }: Props) {
  const { t, money } = useWords();
  const { knobs, state } = card;
  const set = (patch: object): void => void turn('payment-terminal', patch);
  const { approved, cancelled, refunded } = state.totals;
  return (
    <section className="panel card-panel" aria-label={t('devices.payment-terminal')}>
      <Choice title={t('card.outcome')} value={knobs.answer} onChange={(answer) => set({ answer })} options={answers.map((value) => ({ value, label: t(`card.${value}`) }))} />
      <p className="explain">{t(`card.explain.${knobs.answer}`)}</p>
      <Choice
        inline
        title={t('card.bank')}
        value={knobs.bank}
        onChange={(bank) => set({ bank })}
        options={[
          { value: 'approve', label: t('card.yes') },
          { value: 'decline', label: t('card.no') },
        ]}
      />
      <h2>{t('card.nasty')}</h2>
      <div className="switches">
        <Switch on={knobs.silent} onChange={(silent) => set({ silent })} means={t('card.silentMeans')}>
          {t('card.silent')}
        </Switch>
        <Switch on={knobs.lateAnswer !== 'never'} onChange={(on) => set({ lateAnswer: on ? 'on-connect' : 'never' })} means={t('card.lateMeans')}>
          {t('card.late')}
        </Switch>
        <Switch on={knobs.resetAfterApproval} onChange={(resetAfterApproval) => set({ resetAfterApproval })} means={t('card.resetMeans')}>
          {t('card.reset')}
        </Switch>
        <Switch on={knobs.wrongEcho !== 'none'} onChange={(on) => set({ wrongEcho: on ? 'amount' : 'none' })} means={t('card.echoMeans')}>
          {t('card.echo')}
        </Switch>
        <Switch on={knobs.contradictory} onChange={(contradictory) => set({ contradictory })} means={t('card.contradictoryMeans')}>
          {t('card.contradictory')}
        </Switch>
      </div>
      <p className="totals">{t('card.totals', { approved: money(approved), cancelled: money(cancelled), refunded: money(refunded) })}</p>
    </section>
  );
}
