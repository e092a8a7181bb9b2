import type { OfferView, ViewOf } from '../../flows/view.ts';
import { Check, Plus } from '../parts/drawings/signs.tsx';
import { Press } from '../parts/press.tsx';
import { useWords } from '../parts/words.tsx';

interface OptionsProps {
  readonly offer: OfferView;
  readonly chosen: ViewOf<'offers'>['chosen'];
  /** Where the offer itself may be on another page, the option says whose it is. */
  readonly named: boolean;
}

/** What can be added to the chosen offer, each with its own price; touched again it is taken away. */
export function OfferOptions({ offer, chosen, named }: OptionsProps) {
  const { t, money } = useWords();
  if (offer.options.length === 0) return null;
  return (
    <ul className="offer-options">
      {offer.options.map(({ option, price }) => {
        const taken = chosen.includes(option);
        return (
          <li key={option}>
            <Press className="offer-option" intent={{ type: 'offer.option.chosen', option, chosen: !taken }} choice={option} pressed={taken}>
              <span className="offer-option-mark" aria-hidden="true">
                {taken ? <Check /> : <Plus />}
              </span>
              <span className="offer-option-words">
                <strong>{named ? t('offers.option-of', { product: t(`product.${offer.product}.name`), option: t(`option.${option}.name`) }) : t(`option.${option}.name`)}</strong>{' '}
                <span>{t(`option.${option}.text`)}</span>
              </span>
              <span className="price">{t('offers.option-price', { price: money(price) })}</span>
            </Press>
          </li>
        );
      })}
    </ul>
  );
}
