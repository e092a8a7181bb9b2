import type { OfferView, ViewOf } from '../../flows/view.ts';
import { MainButton } from '../parts/buttons.tsx';
import { Item } from '../parts/drawings/items.tsx';
import { Info } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { Chip, Notice } from '../parts/notice.tsx';
import { Pages } from '../parts/pages.tsx';
import { Press } from '../parts/press.tsx';
import { useLandscape } from '../parts/shape.ts';
import { useWords } from '../parts/words.tsx';
import { OfferCard } from './offer-card.tsx';
import { OfferOptions } from './offer-options.tsx';

type OffersView = ViewOf<'offers'>;

/** The best three, however many there are (look.md); all of them are turned like pages. */
const offersPerPage = 3;
/** In landscape and in large letters the keys that turn the pages take the room of the third. */
const offersPerPageBesideKeys = 2;

export function OffersScreen({ view }: { readonly view: OffersView }) {
  const { t, weight, place } = useWords();
  const landscape = useLandscape();
  const selected = view.offers.find((offer) => offer.product === view.selected);
  // Two columns are half as high each: what is touched less stands under the picture there.
  const aside = (
    <>
      {selected === undefined ? null : <OfferOptions offer={selected} chosen={view.chosen} named={view.all} />}
      <OtherWays view={view} />
    </>
  );
  return (
    <Frame
      view={view}
      title={t(view.supplement ? 'offers.title-supplement' : 'offers.title')}
      {...(view.supplement ? { lead: t('offers.lead-supplement') } : {})}
      look={
        <>
          <p className="chips">
            <Chip tone="plain">{t(`kind.${view.kind}`)}</Chip>
            <Chip tone="plain">{weight(view.grams)}</Chip>
            <Chip tone="plain">{place(view.destination)}</Chip>
          </p>
          <div className="picture picture-shrinking">
            <Item kind={view.kind} />
          </div>
          <PriceSaid view={view} selected={selected} />
          {landscape ? aside : null}
        </>
      }
      act={
        <>
          {/* Who asks for the others finds them first, without turning a page. */}
          <Pages key={String(view.all)} items={view.offers} perPage={(landscape || view.preferences.textSize === 'large') && view.offers.length > offersPerPage ? offersPerPageBesideKeys : offersPerPage} follow={Math.max(view.all ? offersPerPage : 0, view.offers.findIndex((offer) => offer.product === view.selected))}>
            {(shown) => (
              <ul className="offers">
                {shown.map((offer) => (
                  <li key={offer.product}>
                    <OfferCard offer={offer} selected={offer.product === view.selected} />
                  </li>
                ))}
              </ul>
            )}
          </Pages>
          {landscape ? null : aside}
          <MainButton intent={{ type: 'offer.confirmed' }} disabled={view.selected === null}>
            {t('offers.continue')}
          </MainButton>
        </>
      }
    />
  );
}

/** A price that jumps is explained (experience.md): what it was before, and what a little less would save. */
function PriceSaid({ view, selected }: { readonly view: OffersView; readonly selected: OfferView | undefined }) {
  const { t, money, weight } = useWords();
  const said = [
    view.priceBefore === null || selected?.price == null ? [] : [t('offers.price-before', { before: money(view.priceBefore), now: money(selected.price) })],
    view.saving === null ? [] : [t(`offers.saving-${view.kind}`, { grams: weight(view.saving.grams), cents: money(view.saving.cents) })],
  ].flat();
  if (said.length === 0) return null;
  return (
    <Notice tone="sky" drawing={<Info />} live>
      {said.join(' ')}
    </Notice>
  );
}

/** The rest behind "more", and the way out for who was taken for a letter. */
function OtherWays({ view }: { readonly view: OffersView }) {
  const { t } = useWords();
  const more = view.all || view.more > 0;
  if (!more && !view.assumedLetter) return null;
  return (
    <div className="other-ways">
      {more ? (
        <Press className="second-button" intent={{ type: 'offer.all.shown', all: !view.all }} choice={view.all ? 'best' : 'more'}>
          <span>{view.all ? t('offers.best') : t('offers.more', { count: view.more })}</span>
        </Press>
      ) : null}
      {view.assumedLetter ? (
        <Press className="second-button" intent={{ type: 'format.reopened' }} choice="thick">
          <span>{t('offers.thick')}</span>
        </Press>
      ) : null}
    </div>
  );
}
