import type { Intent } from '../../flows/intents.ts';
import type { Reason } from '../../flows/view.ts';
import { MainButton, SecondButton } from './buttons.tsx';
import { ImpossibleKey } from './impossible-key.tsx';
import { useWords } from './words.tsx';

interface WayOnProps {
  readonly total: number;
  /** Nothing is chosen yet: both keys wait. */
  readonly nothing: boolean;
  readonly payReason: Reason | null;
  readonly intent: (then: 'pay' | 'basket') => Intent;
}

/** What is chosen goes into the basket, or straight to the card. */
export function WayOn({ total, nothing, payReason, intent }: WayOnProps) {
  const { t, money } = useWords();
  const pay = t('basket.pay', { amount: money(total) });
  return (
    <>
      <SecondButton intent={intent('basket')} choice="basket" disabled={nothing}>
        {t('basket.put')}
      </SecondButton>
      {payReason === null ? (
        <MainButton intent={intent('pay')} choice="pay" disabled={nothing}>
          {nothing ? t('basket.pay-nothing') : pay}
        </MainButton>
      ) : (
        <ImpossibleKey name={t('basket.pay-nothing')} reason={payReason} />
      )}
    </>
  );
}
