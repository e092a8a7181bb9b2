import type { ComponentProps } from 'react';
import type { ViewOf } from '../../flows/view.ts';
import { MainButton, SecondButton } from '../parts/buttons.tsx';
import { CardTerminal } from '../parts/drawings/scenes.tsx';
import { Check, Info } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { useWords } from '../parts/words.tsx';

const glasses: Record<ViewOf<'payment-refused'>['reason'], NonNullable<ComponentProps<typeof CardTerminal>['glass']>> = {
  declined: 'refused',
  abandoned: 'refused',
  'timed-out': 'ended',
  'terminal-unavailable': 'dark',
  'not-recorded': 'ended',
};

/** The fact, the money, the next step: in this order (experience.md). */
export function PaymentRefusedScreen({ view }: { readonly view: ViewOf<'payment-refused'> }) {
  const { t, money } = useWords();
  const retriable = view.reason !== 'terminal-unavailable' && view.reason !== 'not-recorded' && view.retryReason === null;
  return (
    <Frame
      view={view}
      title={t(`payment-refused.${view.reason}.title`)}
      look={
        <>
          <Notice tone="sage" drawing={<Check />}>
            {t('payment-refused.money')}
          </Notice>
          <div className="picture">
            <CardTerminal amount="" glass={glasses[view.reason]} />
          </div>
        </>
      }
      act={
        <>
          <Notice tone="plain" drawing={<Info />}>
            {t(`payment-refused.${view.reason}.next`)}
            {view.retryReason === null || view.reason === 'terminal-unavailable' ? null : ` ${t(`reason.${view.retryReason}`)}`}
          </Notice>
          {retriable ? (
            <MainButton intent={{ type: 'payment.retried' }}>{t('payment-refused.retry', { amount: money(view.amount) })}</MainButton>
          ) : (
            <MainButton intent={{ type: 'dialog.opened', dialog: 'call' }} choice="call-now">
              {t('payment-refused.call')}
            </MainButton>
          )}
          <SecondButton intent={{ type: 'basket.reopened' }}>{t('payment-refused.basket')}</SecondButton>
        </>
      }
    />
  );
}
