import type { OfferView } from '../../flows/view.ts';
import { Check } from '../parts/drawings/signs.tsx';
import { Chip } from '../parts/notice.tsx';
import { Press } from '../parts/press.tsx';
import { ReasonChip } from '../parts/reason-chip.tsx';
import { Said, useWords } from '../parts/words.tsx';

/** One way to send it: its price, when it arrives, and what happens if it does not. */
export function OfferCard({ offer, selected }: { readonly offer: OfferView; readonly selected: boolean }) {
  const { t, money } = useWords();
  const name = t(`product.${offer.product}.name`);
  if (offer.price === null) {
    const why = offer.note === null ? offer.reason === null ? null : t(`reason.${offer.reason}`) : <Said words={offer.note} />;
    return (
      <div className="offer impossible" data-choice={offer.product}>
        <span className="offer-head">
          <strong>{name}</strong>
          {offer.reason === null ? null : <ReasonChip reason={offer.reason} />}
        </span>
        {why === null ? null : <span className="why">{why}</span>}
      </div>
    );
  }
  return (
    <Press className="offer" intent={{ type: 'offer.selected', product: offer.product }} choice={offer.product} pressed={selected}>
      <span className="offer-head">
        <span className="offer-mark" aria-hidden="true">
          {selected ? <Check /> : null}
        </span>
        <strong>{name}</strong>
        <span className="price">{money(offer.price)}</span>
      </span>
      <span className="offer-text">
        <Delay days={offer.days} /> {t(`product.${offer.product}.text`)}
      </span>
      <span className="chips">
        {offer.tracked ? <Chip tone="sage">{t('offers.tracked')}</Chip> : <Chip tone="plain">{t('offers.untracked')}</Chip>}
        {offer.signed ? <Chip tone="sage">{t('offers.signed')}</Chip> : null}
        {offer.pickUp ? <Chip tone="plain">{t('offers.pick-up')}</Chip> : null}
        {offer.cover === null ? null : <Chip tone="sage">{t('offers.cover', { amount: money(offer.cover) })}</Chip>}
        {offer.lateCompensated ? <Chip tone="sage">{t('offers.late-compensated')}</Chip> : null}
      </span>
    </Press>
  );
}

function Delay({ days }: { readonly days: OfferView['days'] }) {
  const { t } = useWords();
  if (days === null) return t('offers.no-promise');
  return days.from === days.to ? t('offers.days', { count: days.to }) : t('offers.days-between', { from: days.from, to: days.to });
}
