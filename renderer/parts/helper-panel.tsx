import type { HelpPanel, Target } from '../../flows/view.ts';
import { useActWords } from './act-words.ts';
import { Sold } from './drawings/goods.tsx';
import { Info, Warning } from './drawings/signs.tsx';
import { HelpReason } from './help-reason.tsx';
import { HelpValue } from './help-value.tsx';
import { joined } from './joined.ts';
import { Notice } from './notice.tsx';
import { Pages } from './pages.tsx';
import { PanelFrame, type OpenPanel } from './panel-frame.tsx';
import { PinKeypad } from './pin-keypad.tsx';
import { Press } from './press.tsx';
import { useThingWords } from './thing-words.ts';
import { useWords } from './words.tsx';

type PanelOf<K extends HelpPanel['kind']> = Extract<HelpPanel, { kind: K }>;

/** As many keys as two columns hold beside the customer's screen. */
const actsAtOnce = 6;
const targetsAtOnce = 4;

/** What a worker does here, in place of the customer's keys; above it the customer's screen stays (look.md: look up, act below). */
export function HelperPanel({ panel }: { readonly panel: OpenPanel }) {
  switch (panel.kind) {
    case 'acts':
      return <Acts panel={panel} />;
    case 'target':
      return <Targets panel={panel} />;
    case 'value':
      return <HelpValue key={`${panel.act} ${panel.unit}`} panel={panel} />;
    case 'reason':
      return <HelpReason key={panel.act} panel={panel} />;
    case 'second':
      return <Second panel={panel} />;
    case 'refused':
      return <Refused panel={panel} />;
  }
}

/** The most fitting first, as the terminal says; what cannot be yet stays there, quiet, with its reason, and nothing else takes its place. */
function Acts({ panel: { acts } }: { readonly panel: PanelOf<'acts'> }) {
  const { t } = useWords();
  const said = useActWords();
  const [first] = acts;
  return (
    <PanelFrame kind="acts" title={t('helper.acts')}>
      {acts.length === 0 ? (
        <Notice tone="plain" drawing={<Info />}>
          {t('helper.nothing')}
        </Notice>
      ) : (
        <Pages items={acts} perPage={actsAtOnce}>
          {(shown) => (
            <ul className="help-acts">
              {shown.map(({ act, refusal, amount }) => (
                <li key={act}>
                  {refusal === null ? (
                    <Press className={act === first?.act ? 'help-act help-act-first' : 'help-act'} intent={{ type: 'staff.act.chosen', act }} choice={act}>
                      {said(act, amount)}
                    </Press>
                  ) : (
                    <div className="help-act impossible" data-choice={act}>
                      <strong>{said(act)}</strong>
                      <span className="why">{t(`act-refusal.${refusal}`)}</span>
                    </div>
                  )}
                </li>
              ))}
            </ul>
          )}
        </Pages>
      )}
    </PanelFrame>
  );
}

function Targets({ panel }: { readonly panel: PanelOf<'target'> }) {
  const { t } = useWords();
  const said = useActWords();
  const short = panel.targets.every(({ thing: { kind } }) => kind === 'step' || kind === 'document');
  return (
    <PanelFrame kind="target" title={said(panel.act)} lead={t('helper.which')}>
      <Pages items={panel.targets} perPage={short ? actsAtOnce + 2 : targetsAtOnce}>
        {(shown) => (
          <ul className={short ? 'help-acts' : 'help-targets'}>
            {shown.map((target) => (
              <li key={target.id}>
                <Press className={short ? 'help-act' : 'help-target'} intent={{ type: 'staff.target.chosen', target: target.id }} choice={target.id}>
                  <Thing thing={target.thing} />
                </Press>
              </li>
            ))}
          </ul>
        )}
      </Pages>
    </PanelFrame>
  );
}

function Thing({ thing }: Pick<Target, 'thing'>) {
  const { t } = useWords();
  switch (thing.kind) {
    case 'step':
      return t(`helper.step.${thing.step}`);
    case 'document':
      return t(`helper.document.${thing.document}`);
    case 'line':
      return <SoldThing thing={thing.line} />;
    case 'piece':
      return <SoldThing thing={thing.piece} state={thing.piece.state} />;
  }
}

/** An item as the basket and the list of labels name it: what it is, where it goes, what it costs. */
function SoldThing({ thing, state = null }: { readonly thing: Parameters<ReturnType<typeof useThingWords>>[0] & { readonly price: number }; readonly state?: string | null }) {
  const { locale, t, money } = useWords();
  const { name, details } = useThingWords()(thing);
  return (
    <>
      <span className="basket-drawing">
        <Sold kind={thing.kind} labelled={state === 'printed'} />
      </span>
      <span className="basket-words">
        <strong>{name}</strong>
        <span>{joined(locale, [details, state === null ? '' : t(`piece.${state}`)])}</span>
      </span>
      <span className="price">{money(thing.price)}</span>
    </>
  );
}

function Second({ panel }: { readonly panel: PanelOf<'second'> }) {
  const { t, money } = useWords();
  const said = useActWords();
  const lead = panel.ask === 'badge' ? t('sign-in.badge-text') : t(`sign-in.${panel.ask}`);
  return (
    <PanelFrame kind="second" title={panel.amount === 0 ? said(panel.act) : t('sign-in.second-amount', { amount: money(panel.amount) })} lead={lead}>
      <PinKeypad keypad={panel} refusal={panel.refusal} />
    </PanelFrame>
  );
}

function Refused({ panel: { act, refusal } }: { readonly panel: PanelOf<'refused'> }) {
  const { t } = useWords();
  const said = useActWords();
  return (
    <PanelFrame kind="refused" title={said(act)}>
      <Notice tone="brick" drawing={<Warning />} live>
        {t(`act-refusal.${refusal}`)}
      </Notice>
      <Press className="help-act" intent={{ type: 'staff.panel.opened' }} choice="acts">
        {t('helper.back')}
      </Press>
    </PanelFrame>
  );
}
