import type { ProductId } from '../../flows/facts.ts';
import type { ViewOf } from '../../flows/view.ts';
import type { Grams } from '../../flows/weight.ts';
import { Stamps as StampsDrawing } from '../parts/drawings/goods.tsx';
import { Check } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { Pages } from '../parts/pages.tsx';
import { Press } from '../parts/press.tsx';
import { useLandscape } from '../parts/shape.ts';
import { Stepper } from '../parts/stepper.tsx';
import { WayOn } from '../parts/way-on.tsx';
import { useWords } from '../parts/words.tsx';

type Stamps = ViewOf<'stamps'>;

/** What people ask for at the counter: one, a few, a strip, a sheet. */
const usualQuantities = [1, 5, 10, 20];

/** So few stand below one another, each as wide as the screen. */
const fewChoices = 4;
/** Large letters on a low display: half of them at a time. */
const perPageWithLessRoom = 4;

/** Stamps by the number: for what, how many, pay. */
export function StampsScreen({ view }: { readonly view: Stamps }) {
  const { t } = useWords();
  const landscape = useLandscape();
  const large = view.preferences.textSize === 'large';
  const choices = (
    <Pages items={view.choices} perPage={landscape && large ? perPageWithLessRoom : view.choices.length} follow={view.choices.findIndex(({ product, grams }) => isChosen(view, product, grams))}>
      {(shown) => <StampChoices view={view} shown={shown} />}
    </Pages>
  );
  const picture = (
    <div className="picture picture-shrinking">
      <StampsDrawing />
    </div>
  );
  return (
    <Frame
      view={view}
      title={t('stamps.title')}
      lead={landscape ? undefined : t('stamps.lead')}
      look={landscape ? choices : picture}
      act={
        <>
          {landscape ? picture : choices}
          <Quantity view={view} />
          <WayOn view={view} nothing={view.selected === null} intent={(next) => ({ type: 'stamps.confirmed', next })} />
        </>
      }
    />
  );
}

function isChosen({ selected }: Stamps, product: ProductId, grams: Grams): boolean {
  return selected?.product === product && selected.grams === grams;
}

function StampChoices({ view, shown }: { readonly view: Stamps; readonly shown: readonly Stamps['choices'][number][] }) {
  const { t, money, weight } = useWords();
  return (
    <ul className="stamp-choices" data-few={view.choices.length <= fewChoices || undefined}>
      {shown.map(({ product, grams, price, reason }) => {
        const chosen = isChosen(view, product, grams);
        const name = <strong>{t(`product.${product}.name`)}</strong>;
        const text = <span>{t('kind.stamp-up-to', { grams: weight(grams) })}</span>;
        const choice = `${product}-${grams}`;
        return (
          <li key={choice}>
            {reason !== null || price === null ? (
              <div className="stamp-choice impossible" data-choice={choice}>
                {name}
                {text}
                {reason === null ? null : <span className="why">{t(`reason.${reason}`)}</span>}
              </div>
            ) : (
              <Press className="stamp-choice" intent={{ type: 'stamps.chosen', product, grams }} choice={choice} pressed={chosen}>
                {chosen ? (
                  <span className="stamp-mark">
                    <Check />
                  </span>
                ) : null}
                {name}
                {text}
                <span className="price">{money(price)}</span>
              </Press>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Quantity({ view: { quantity, most, selected } }: { readonly view: Stamps }) {
  const { t } = useWords();
  const name = selected === null ? t('kind.stamp') : t('kind.stamp-of', { product: t(`product.${selected.product}.name`) });
  const change = (count: number) => ({ type: 'stamps.quantity.changed', quantity: count }) as const;
  return (
    <fieldset className="quantities" aria-label={t('stamps.how-many')}>
      <Stepper name={name} quantity={quantity} least={1} most={most} change={change} />
      <span className="presets">
        {usualQuantities.map((count) => (
          <Press key={count} className="preset" intent={change(count)} choice={`quantity-${count}`} pressed={count === quantity} disabled={count > most}>
            {count}
          </Press>
        ))}
      </span>
    </fieldset>
  );
}
