import type { Intent } from '../../flows/intents.ts';
import { Bin, Minus, Plus } from './drawings/signs.tsx';
import { Press } from './press.tsx';
import { useWords } from './words.tsx';

interface StepperProps {
  /** What is counted, for who hears the keys instead of seeing where they stand. */
  readonly name: string;
  readonly quantity: number;
  readonly least: number;
  readonly most: number;
  readonly change: (quantity: number) => Intent;
  /** At one, the left key takes the line away. */
  readonly removes?: boolean;
}

/** One less, how many, one more. */
export function Stepper({ name, quantity, least, most, change, removes = false }: StepperProps) {
  const { t } = useWords();
  const bin = removes && quantity === 1;
  return (
    <span className="stepper">
      <Press className="stepper-key" intent={change(quantity - 1)} choice="less" label={t(bin ? 'basket.remove' : 'basket.less', { name })} disabled={quantity <= least}>
        {bin ? <Bin /> : <Minus />}
      </Press>
      <output className="quantity">
        <span className="unseen">{t('basket.quantity')} </span>
        {quantity}
      </output>
      <Press className="stepper-key" intent={change(quantity + 1)} choice="more" label={t('basket.more', { name })} disabled={quantity >= most}>
        <Plus />
      </Press>
    </span>
  );
}
