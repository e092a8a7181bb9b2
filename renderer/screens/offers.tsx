import type { OfferView, ViewOf } from '../../flows/view.ts';
import { MainButton } from '../parts/buttons.tsx';
import { Item } from '../parts/drawings/items.tsx';
import { Check, Info } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { Chip, Notice } from '../parts/notice.tsx';
import { Press } from '../parts/press.tsx';
import { ReasonChip } from '../parts/reason-chip.tsx';
import { useWords } from '../parts/words.tsx';

export function OffersScreen({ view }: { readonly view: ViewOf<'offers'> }) {
  const { t, money, weight } = useWords();
  const selected = view.offers.find((offer) => offer.product === view.selected);
  // A price that jumps is explained (experience.md): what it was before, and what a little less would save.
  const said = [
    view.priceBefore === null || selected?.price == null ? [] : [t('offers.price-before', { before: money(view.priceBefore), now: money(selected.price) })],
    view.saving === null ? [] : [t(`offers.saving-${view.kind}`, { grams: weight(view.saving.grams), cents: money(view.saving.cents) })],
  ].flat();
  return (
    <Frame
      view={view}
      title={t('offers.title')}
      look={
        <>
          <p className="chips">
            <Chip tone="plain">{t(`kind.${view.kind}`)}</Chip>
            <Chip tone="plain">{weight(view.grams)}</Chip>
          </p>
          <div className="picture picture-shrinking">
            <Item kind={view.kind} />
          </div>
          {said.length === 0 ? null : (
            <Notice tone="sky" drawing={<Info />} live>
              {said.join(' ')}
            </Notice>
          )}
        </>
      }
      act={
        <>
          <ul className="offers">
            {view.offers.map((offer) => (
              <li key={offer.product}>
                <OfferCard offer={offer} selected={offer.product === view.selected} />
              </li>
            ))}
          </ul>
          <MainButton intent={{ type: 'offer.confirmed' }} disabled={view.selected === null}>
            {t('offers.continue')}
          </MainButton>
        </>
      }
    />
  );
}

function OfferCard({ offer, selected }: { readonly offer: OfferView; readonly selected: boolean }) {
  const { t, money } = useWords();
  const name = t(`product.${offer.product}.name`);
  if (offer.price === null) {
    return (
      <div className="offer impossible" data-choice={offer.product}>
        <span className="offer-head">
          <strong>{name}</strong>
          {offer.reason === null ? null : <ReasonChip reason={offer.reason} />}
        </span>
        {offer.reason === null ? null : <span className="why">{t(`reason.${offer.reason}`)}</span>}
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
        {offer.days === null ? t('offers.no-promise') : t('offers.days', { count: offer.days })} {t(`product.${offer.product}.text`)}
      </span>
      <span className="chips">
        {offer.tracked ? <Chip tone="sage">{t('offers.tracked')}</Chip> : <Chip tone="plain">{t('offers.untracked')}</Chip>}
        {offer.cover === null ? null : <Chip tone="sage">{t('offers.cover', { amount: money(offer.cover) })}</Chip>}
        {offer.lateCompensated ? <Chip tone="sage">{t('offers.late-compensated')}</Chip> : null}
      </span>
    </Press>
  );
}
