import { useState, type ReactNode } from 'react';
import { cents, type Cents } from '../../flows/money.ts';
import type { ViewOf } from '../../flows/view.ts';
import { amountAfter, withDigit, withoutLastDigit } from '../parts/amount-typing.ts';
import { MainButton } from '../parts/buttons.tsx';
import { ChoiceCard } from '../parts/choice-card.tsx';
import { Supplement, Till } from '../parts/drawings/goods.tsx';
import { Scale } from '../parts/drawings/scale.tsx';
import { Check, Info, Warning } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { Keyboard } from '../parts/keyboard.tsx';
import { useSend } from '../parts/kiosk.tsx';
import { Notice, type Tone } from '../parts/notice.tsx';
import { Press } from '../parts/press.tsx';
import { useWords } from '../parts/words.tsx';

/** What is often missing on an envelope; of a weighed item only the customer can read what it bears. */
const usualAmounts = [10, 20, 50, 100, 200].map(cents);

/** Already stamped: the rest is bought, either because the machine weighs the item or because the customer knows it. */
export function SupplementScreen({ view }: { readonly view: ViewOf<'supplement'> }) {
  return view.part === 'way' ? <WayScreen view={view} /> : <AmountScreen view={view} />;
}

function WayScreen({ view }: { readonly view: ViewOf<'supplement'> }) {
  const { t } = useWords();
  return (
    <Frame
      view={view}
      title={t('supplement.way.title')}
      lead={t('supplement.way.lead')}
      look={
        <div className="picture">
          <Supplement />
        </div>
      }
      act={
        <ul className="choices choices-two">
          <ChoiceCard
            choice="weighed"
            drawing={<Scale display={null} tone="quiet" load="still" />}
            title={t('supplement.way.weighed.title')}
            text={t('supplement.way.weighed.text')}
            reason={view.weighReason}
            intent={{ type: 'supplement.way.chosen', way: 'weighed' }}
          />
          <ChoiceCard
            choice="amount"
            drawing={<Till />}
            title={t('supplement.way.amount.title')}
            text={t('supplement.way.amount.text')}
            reason={null}
            intent={{ type: 'supplement.way.chosen', way: 'amount' }}
          />
        </ul>
      }
    />
  );
}

function AmountScreen({ view }: { readonly view: ViewOf<'supplement'> }) {
  const { t, money } = useWords();
  const send = useSend();
  const [typed, setTyped] = useState<Cents>(view.entered ?? cents(0));
  const way = view.way ?? 'amount';
  const enter = (amount: Cents) => {
    setTyped(amount);
    send({ type: 'supplement.amount.entered', amount });
  };
  const shown = money(typed);
  const known = view.entered === typed;
  return (
    <Frame
      view={view}
      title={t(`supplement.${way}.title`)}
      lead={t(`supplement.${way}.lead`)}
      look={
        <>
          <div className="picture picture-shrinking">
            <Supplement />
          </div>
          <label className="amount">
            <span className="unseen">{t(`supplement.${way}.field`)}</span>
            <input name="amount" value={shown} inputMode="none" autoComplete="off" onChange={(event) => enter(amountAfter(typed, shown, event.target.value))} />
          </label>
          <Outcome view={view} known={known} />
        </>
      }
      act={
        <>
          {way === 'weighed' ? null : (
            <span className="presets">
              {usualAmounts.map((amount) => (
                <Press key={amount} className="preset" choice={`amount-${amount}`} onPress={() => enter(amount)} pressed={amount === typed}>
                  {money(amount)}
                </Press>
              ))}
            </span>
          )}
          <Keyboard kind="digits" capital={false} onText={(digit) => enter(withDigit(typed, digit))} onDelete={() => enter(withoutLastDigit(typed))} />
          <MainButton intent={{ type: 'supplement.confirmed' }} disabled={!known || view.rest === null || view.problem !== null}>
            {t('supplement.confirm')}
          </MainButton>
        </>
      }
    />
  );
}

/** Too little is where every amount begins: it is said, not blamed. */
const looks: Record<NonNullable<ViewOf<'supplement'>['problem']>, { readonly tone: Tone; readonly drawing: ReactNode }> = {
  'nothing-missing': { tone: 'sage', drawing: <Check /> },
  'too-much': { tone: 'brick', drawing: <Warning /> },
  'too-little': { tone: 'plain', drawing: <Info /> },
};

/** What it comes to: said at every digit, so that nobody pays to find out. */
function Outcome({ view, known }: { readonly view: ViewOf<'supplement'>; readonly known: boolean }) {
  const { t, money } = useWords();
  if (view.problem !== null && known) {
    return (
      <Notice {...looks[view.problem]} live>
        {t(`supplement.problem.${view.problem}`, { most: money(view.most) })}
      </Notice>
    );
  }
  if (view.price === null) return null;
  return (
    <Notice tone={view.rest === null ? 'plain' : 'wheat'} drawing={<Info />} live>
      {view.rest === null || !known ? t('supplement.costs', { price: money(view.price) }) : t('supplement.missing', { price: money(view.price), rest: money(view.rest) })}
    </Notice>
  );
}
