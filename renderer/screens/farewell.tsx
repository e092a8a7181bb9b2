import type { ComponentProps } from 'react';
import type { IncidentView, ViewOf } from '../../flows/view.ts';
import { MainButton } from '../parts/buttons.tsx';
import { Bought } from '../parts/drawings/goods.tsx';
import { Machine } from '../parts/drawings/machine.tsx';
import { Sent } from '../parts/drawings/scenes.tsx';
import { Check, Info } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { IncidentCard, ReturnedMoney, isPaymentUnknown } from '../parts/money-notices.tsx';
import { Notice } from '../parts/notice.tsx';
import { ReceiptKey } from '../parts/receipt-dialog.tsx';
import { useWords } from '../parts/words.tsx';

type Farewell = ViewOf<'farewell'>;

const signs: Record<Farewell['outcome'], ComponentProps<typeof Sent>['sign']> = {
  sent: 'done',
  franked: 'done',
  bought: 'done',
  deposited: 'done',
  'partly-returned': 'done',
  returned: 'back',
  cancelled: 'back',
  incident: 'ask',
};

export function FarewellScreen({ view }: { readonly view: Farewell }) {
  const { t } = useWords();
  const { proof, receipt } = view.papers;
  const printedPapers = proof === 'printed' && receipt === 'printed' ? 'both' : proof === 'printed' ? 'proof' : receipt === 'printed' ? 'receipt' : null;
  const failed = proof === 'failed' || receipt === 'failed';
  const { title, lead } = useFate(view);
  return (
    <Frame
      view={view}
      title={title}
      lead={lead}
      look={
        <div className="picture">
          {view.outcome === 'bought' ? <Bought /> : <Sent sign={stillTried(view) === null || isPaymentUnknown(view) ? signs[view.outcome] : 'back'} />}
        </div>
      }
      act={
        <>
          <ReturnedMoney amount={view.returned} />
          <IncidentCard view={view} />
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
          <ReceiptKey view={view} />
          <MainButton intent={{ type: 'session.finished' }}>{t('farewell.finish')}</MainButton>
        </>
      }
    />
  );
}

/** What the terminal still tries to put right by itself; null when nobody, or a person, settles it. */
function stillTried({ outcome, incident }: Farewell): IncidentView | null {
  return outcome === 'incident' && incident !== null && incident.retryUntil !== null ? incident : null;
}

function useFate(view: Farewell): { readonly title: string; readonly lead: string } {
  const { t, money } = useWords();
  const { outcome, printed, incident } = view;
  const tried = stillTried(view);
  if (incident !== null && isPaymentUnknown(view)) return { title: t('farewell.incident-retry.title-unsure'), lead: t(`farewell.incident-retry.lead-unsure-${incident.slip}`) };
  if (tried !== null) return { title: t('farewell.incident-retry.title', { amount: money(tried.amount) }), lead: t(`farewell.incident-retry.lead-${tried.slip}`) };
  return { title: t(`farewell.${outcome}.title`), lead: t(`farewell.${outcome}.lead`, { count: printed }) };
}
