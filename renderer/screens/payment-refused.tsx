import type { ViewOf } from '../../flows/view.ts';
import { MainButton, SecondButton } from '../parts/buttons.tsx';
import { CardTerminal } from '../parts/drawings/scenes.tsx';
import { Check, Info } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { useWords } from '../parts/words.tsx';

/** The fact, the money, the next step: in this order (experience.md). */
export function PaymentRefusedScreen({ view }: { readonly view: ViewOf<'payment-refused'> }) {
  const { t, money } = useWords();
  const retriable = view.reason !== 'terminal-unavailable' && view.reason !== 'not-recorded';
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
            <CardTerminal amount={retriable ? '—' : '×'} busy />
          </div>
        </>
      }
      act={
        <>
          <Notice tone="plain" drawing={<Info />}>
            {t(`payment-refused.${view.reason}.next`)}
          </Notice>
          {retriable ? <MainButton intent={{ type: 'payment.retried' }}>{t('payment-refused.retry', { amount: money(view.amount) })}</MainButton> : null}
          <SecondButton intent={{ type: 'basket.reopened' }}>{t('payment-refused.basket')}</SecondButton>
        </>
      }
    />
  );
}
