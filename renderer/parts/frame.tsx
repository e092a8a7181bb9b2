import { useEffect, useRef, type ReactNode } from 'react';
import type { Frame as FrameView, View } from '../../flows/view.ts';
import { DockSince } from './dock-since.tsx';
import { Back, Call, Cross, Globe, Person } from './drawings/signs.tsx';
import { ModeKeys } from './mode-keys.tsx';
import { there } from '../presence.ts';
import type { OpenPanel } from './panel-frame.tsx';
import { Press } from './press.tsx';
import { Scroll } from './scroll.tsx';
import { useWords } from './words.tsx';

interface FrameProps {
  readonly view: View;
  /** The question or the fact, one sentence. */
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  /** What explains: above in portrait, on the left in landscape. */
  readonly look?: ReactNode;
  /** What is touched: below in portrait, on the right in landscape. */
  readonly act?: ReactNode;
  /** `wide`: the touched part is the screen itself (a list, a keyboard) and takes what room there is. */
  readonly shape?: 'open' | 'wide';
}

/** Look up, act below (look.md): the same places on every screen for the step, the money, and the dock's four keys. */
export function Frame({ view, title, lead, look, act, shape = 'open' }: FrameProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // A screen is announced from its title; the pointer's focus is not on it, so nothing moves for the eye.
    heading.current?.focus({ preventScroll: true });
  }, []);
  const panel = panelOf(view);
  const { later } = there;
  return (
    <div className="frame" data-shape={shape} data-helped={panel === null ? undefined : panel.kind}>
      <header className="frame-head">
        <Steps step={view.step} />
        <MoneyPlate view={view} />
      </header>
      <Scroll as="main" className="frame-body" inert={panel !== null}>
        <section className="look">
          <div className="look-words">
            <h1 ref={heading} tabIndex={-1}>
              {title}
            </h1>
            {lead === undefined ? null : <p className="lead">{lead}</p>}
          </div>
          {look}
        </section>
        {act === undefined ? null : <section className="act">{act}</section>}
      </Scroll>
      {later === null || panel === null ? null : <later.HelperPanel panel={panel} />}
      <Dock view={view} />
    </div>
  );
}

/** What a worker is doing takes the place of the customer's keys; the dock's four stay. */
function panelOf({ helper }: View): OpenPanel | null {
  return helper?.phase !== 'helping' || helper.panel.kind === 'closed' ? null : helper.panel;
}

function Steps({ step }: { readonly step: FrameView['step'] }) {
  const { t } = useWords();
  if (step === null) return <div className="steps" />;
  const name = t(`step.${step.name}`);
  return (
    <div className="steps">
      <span className="steps-dashes" aria-hidden="true">
        {Array.from({ length: step.of }, (_, index) => (
          <span key={index} className="dash" data-state={index + 1 < step.at ? 'done' : index + 1 === step.at ? 'now' : 'next'} />
        ))}
      </span>
      <span className="steps-name">
        <span className="unseen">{t('step.position', { at: step.at, of: step.of })} </span>
        {name}
      </span>
    </div>
  );
}

/** The one place of the money: ink = to pay, wheat = nobody knows yet, sage = paid, sky = given back; the word says it too. */
function MoneyPlate({ view }: { readonly view: View }) {
  const words = useWords();
  const { money } = view;
  if (money === null) return <div className="money-plate-place" />;
  // "To pay" beside "do not pay a second time" would be the wrong one of the two to believe.
  const state = view.screen === 'pay' && view.phase === 'checking' ? 'checking' : money.state;
  return (
    <p className="money-plate" data-state={state}>
      <span className="money-plate-word">{words.t(`money.${state}`)}</span> <span className="money-plate-amount">{words.money(money.amount)}</span>
    </p>
  );
}

export function Dock({ view }: { readonly view: Pick<FrameView, 'back' | 'helpSince' | 'preferences'> }) {
  const { t } = useWords();
  return (
    <nav className="dock" aria-label={t('dock.name')}>
      {view.back === null ? (
        <span className="dock-key dock-empty" />
      ) : view.back === 'back' ? (
        <Press className="dock-key" intent={{ type: 'back' }} choice="back">
          <Back />
          <span>{t('dock.back')}</span>
        </Press>
      ) : (
        <Press className="dock-key" intent={{ type: 'dialog.opened', dialog: 'cancel' }} choice="cancel">
          <Cross />
          <span>{t('dock.cancel')}</span>
        </Press>
      )}
      <Press className={view.helpSince === null ? 'dock-key' : 'dock-key dock-called'} intent={{ type: 'dialog.opened', dialog: 'call' }} choice="call">
        <Call />
        {view.helpSince === null ? <span>{t('dock.call')}</span> : <DockSince since={view.helpSince} />}
      </Press>
      <Press className="dock-key" intent={{ type: 'dialog.opened', dialog: 'languages' }} choice="languages">
        <Globe />
        <span>{t('dock.language')}</span>
      </Press>
      <Press className="dock-key" intent={{ type: 'dialog.opened', dialog: 'accessibility' }} choice="accessibility">
        <Person />
        <span>{t('dock.accessibility')}</span>
      </Press>
      <ModeKeys view={view} />
    </nav>
  );
}
