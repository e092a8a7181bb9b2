import type { Intent } from '../../flows/intents.ts';
import type { ViewOf } from '../../flows/view.ts';
import { MainButton, SecondButton } from './buttons.tsx';
import { ImpossibleKey } from './impossible-key.tsx';
import { useWords } from './words.tsx';

interface WayOnProps {
  readonly view: ViewOf<'stamps' | 'articles'>;
  /** Nothing is chosen yet: both keys wait. */
  readonly nothing: boolean;
  readonly intent: (next: 'pay' | 'basket') => Intent;
}

/** What is chosen goes into the basket, or straight to the card. What the basket holds already is paid with it, and said. */
export function WayOn({ view: { money: plate, total, payReason }, nothing, intent }: WayOnProps) {
  const { t, money } = useWords();
  const due = plate?.state === 'to-pay' ? plate.amount : total;
  return (
    <>
      <SecondButton intent={intent('basket')} choice="basket" disabled={nothing}>
        {t('basket.put')}
      </SecondButton>
      {payReason === null ? (
        <MainButton intent={intent('pay')} choice="pay" disabled={nothing}>
          {nothing ? t('basket.pay-nothing') : t('basket.pay', { amount: money(due) })}
        </MainButton>
      ) : (
        <ImpossibleKey name={t('basket.pay-nothing')} reason={payReason} />
      )}
    </>
  );
}
