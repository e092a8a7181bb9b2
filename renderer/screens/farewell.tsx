import type { ComponentProps } from 'react';
import type { ViewOf } from '../../flows/view.ts';
import { MainButton } from '../parts/buttons.tsx';
import { Bought } from '../parts/drawings/goods.tsx';
import { Machine } from '../parts/drawings/machine.tsx';
import { Sent } from '../parts/drawings/scenes.tsx';
import { Check, Info } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { IncidentCard, ReturnedMoney } from '../parts/money-notices.tsx';
import { Notice } from '../parts/notice.tsx';
import { useWords } from '../parts/words.tsx';

const signs: Record<ViewOf<'farewell'>['outcome'], ComponentProps<typeof Sent>['sign']> = {
  sent: 'done',
  franked: 'done',
  bought: 'done',
  deposited: 'done',
  'partly-returned': 'done',
  returned: 'back',
  cancelled: 'back',
  incident: 'ask',
};

export function FarewellScreen({ view }: { readonly view: ViewOf<'farewell'> }) {
  const { t } = useWords();
  const { proof, receipt } = view.papers;
  const printedPapers = proof === 'printed' && receipt === 'printed' ? 'both' : proof === 'printed' ? 'proof' : receipt === 'printed' ? 'receipt' : null;
  const failed = proof === 'failed' || receipt === 'failed';
  return (
    <Frame
      view={view}
      title={t(`farewell.${view.outcome}.title`)}
      lead={t(`farewell.${view.outcome}.lead`, { count: view.printed })}
      look={
        <div className="picture">
          {view.outcome === 'bought' ? <Bought /> : <Sent sign={signs[view.outcome]} />}
        </div>
      }
      act={
        <>
          <ReturnedMoney amount={view.returned} />
          <IncidentCard incident={view.incident} />
          {printedPapers === null ? null : (
            <div className="where where-short">
              <Machine at="receipt" />
              <div className="where-words">
                <Notice tone="sage" drawing={<Check />}>
                  {t(`farewell.papers-${printedPapers}`)}
                </Notice>
              </div>
            </div>
          )}
          {failed ? (
            <Notice tone="brick" drawing={<Info />}>
              {t('farewell.papers-failed')}
            </Notice>
          ) : null}
          <MainButton intent={{ type: 'session.finished' }}>{t('farewell.finish')}</MainButton>
        </>
      }
    />
  );
}
