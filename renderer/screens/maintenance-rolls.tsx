import { useState, type ComponentProps } from 'react';
import { cents, type Cents } from '../../flows/money.ts';
import { withDigit, withoutLastDigit, amountOf } from '../parts/amount-typing.ts';
import { MainButton } from '../parts/buttons.tsx';
import { useCauseWords } from '../parts/cause-words.ts';
import { Machine } from '../parts/drawings/machine.tsx';
import { RollChange } from '../parts/drawings/roll.tsx';
import { Clock, Warning } from '../parts/drawings/signs.tsx';
import { Keyboard } from '../parts/keyboard.tsx';
import { Notice } from '../parts/notice.tsx';
import { Press } from '../parts/press.tsx';
import { useWords } from '../parts/words.tsx';
import { StateChip } from './maintenance-devices.tsx';
import { MaintenanceFrame } from './maintenance-frame.tsx';
import type { PageOf, PageProps } from './maintenance-page.ts';

type Step = PageOf<'rolls'>['step'];

const pictures: Readonly<Record<Exclude<Step, 'choose'>, ComponentProps<typeof RollChange>['step']>> = { open: 'open', replace: 'replace', close: 'close', count: 'closed', testing: 'printed', done: 'printed', failed: 'stuck' };

/** A roll is changed by pictures: cover, roll, paper, cover, count, test; and what to do when the test does not come out. */
export function RollsPage({ view, page }: PageProps<'rolls'>) {
  const { t, number } = useWords();
  const { roll, step } = page;
  if (step === 'choose' || roll === null) return <ChooseRoll view={view} page={page} />;
  return (
    <MaintenanceFrame
      view={view}
      title={t(`maintenance.rolls.${step}.title`)}
      lead={t(`maintenance.rolls.${step}.text`, { capacity: number(page.capacity) })}
      look={
        <>
          <p className="chips">
            <StateChip state={page.state} />
          </p>
          <div className="picture picture-steps roll-picture">
            <Machine at={roll === 'labels' ? 'label' : 'receipt'} />
            <RollChange step={pictures[step]} kind={roll} />
          </div>
        </>
      }
      act={step === 'count' ? <Count capacity={page.capacity} /> : <StepKeys page={page} step={step} />}
    />
  );
}

function StepKeys({ page, step }: Pick<PageProps<'rolls'>, 'page'> & { readonly step: Exclude<Step, 'choose' | 'count'> }) {
  const { t } = useWords();
  const said = useCauseWords();
  if (step === 'testing') {
    return (
      <Notice tone="wheat" drawing={<Clock />} live>
        {t('maintenance.devices.busy')}
      </Notice>
    );
  }
  return (
    <>
      {step === 'failed' && page.cause !== null ? (
        <Notice tone="brick" drawing={<Warning />} live>
          {said(page.cause)}
        </Notice>
      ) : null}
      <MainButton intent={{ type: 'maintenance.roll.next' }} choice="next">
        {t(`maintenance.rolls.${step}.next`)}
      </MainButton>
    </>
  );
}

function ChooseRoll({ view, page }: PageProps<'rolls'>) {
  const { t, number } = useWords();
  const rest = page.labelsLeft === null ? t('maintenance.rolls.choose.unknown') : t('maintenance.rolls.choose.next', { left: number(page.labelsLeft), capacity: number(page.capacity) });
  return (
    <MaintenanceFrame
      view={view}
      shape="wide"
      title={t('maintenance.rolls.choose.title')}
      act={
        <ul className="choices choices-two">
          {(['labels', 'receipts'] as const).map((roll) => (
            <li key={roll}>
              <Press className="choice" intent={{ type: 'maintenance.roll.chosen', roll }} choice={roll}>
                <span className="choice-drawing">
                  <Machine at={roll === 'labels' ? 'label' : 'receipt'} />
                </span>
                <span className="choice-words">
                  <strong>{t(`maintenance.rolls.${roll}`)}</strong>
                  {roll === 'labels' ? <span>{rest}</span> : null}
                </span>
              </Press>
            </li>
          ))}
        </ul>
      }
    />
  );
}

/** A new roll at one touch; a used one is counted. */
function Count({ capacity }: { readonly capacity: number }) {
  const { t, number } = useWords();
  const [typed, setTyped] = useState<Cents>(cents(0));
  return (
    <div className="help-value">
      <Press className="help-act help-act-first" intent={{ type: 'maintenance.roll.counted', left: String(capacity) }} choice="full">
        {t('maintenance.rolls.count.full', { capacity: number(capacity) })}
      </Press>
      <label className="amount">
        <span className="unseen">{t('maintenance.rolls.count.field')}</span>
        <input name="left" value={number(typed)} inputMode="none" autoComplete="off" onChange={(event) => setTyped(amountOf(event.target.value))} />
      </label>
      <Keyboard kind="digits" capital={false} onText={(digit) => setTyped(withDigit(typed, digit))} onDelete={() => setTyped(withoutLastDigit(typed))} />
      <Press className="help-act" intent={{ type: 'maintenance.roll.counted', left: String(typed) }} choice="counted" disabled={typed === 0}>
        {t('maintenance.rolls.count.next')}
      </Press>
    </div>
  );
}
