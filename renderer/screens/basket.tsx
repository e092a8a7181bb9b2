import type { LineView, ViewOf } from '../../flows/view.ts';
import { MainButton, SecondButton } from '../parts/buttons.tsx';
import { Sold } from '../parts/drawings/goods.tsx';
import { Basket } from '../parts/drawings/scenes.tsx';
import { Plus, Warning } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { ImpossibleKey } from '../parts/impossible-key.tsx';
import { Notice } from '../parts/notice.tsx';
import { Pages } from '../parts/pages.tsx';
import { Press } from '../parts/press.tsx';
import { useLandscape } from '../parts/shape.ts';
import { Stepper } from '../parts/stepper.tsx';
import { useThingWords } from '../parts/thing-words.ts';
import { useWords } from '../parts/words.tsx';

/** How many lines fit beside the total and the keys, of few words each or of many; a longer basket is turned like pages. */
const linesPerPage = { roomy: { short: 6, wordy: 5 }, tight: { short: 4, wordy: 3 } } as const;
/** Where nothing need be turned there is room for one more. */
const withoutTurning = 1;
/** A town of more letters takes a second line, and so does what was added to the product. */
const shortTown = 16;
/** With more lines than this the list needs the room of the picture. */
const linesBesideThePicture = 4;
const largestQuantity = 99;

export function BasketScreen({ view }: { readonly view: ViewOf<'basket'> }) {
  return view.lines.length === 0 ? <EmptyBasketScreen view={view} /> : <FullBasketScreen view={view} />;
}

function FullBasketScreen({ view }: { readonly view: ViewOf<'basket'> }) {
  const { t, money } = useWords();
  const landscape = useLandscape();
  const room = landscape || view.preferences.textSize === 'large' ? 'tight' : 'roomy';
  const words = view.lines.some(({ town, options }) => (town ?? '').length > shortTown || options.length > 0) ? 'wordy' : 'short';
  const perPage = linesPerPage[room][words];
  const items = view.lines.reduce((count, line) => count + line.quantity, 0);
  const onlyItems = view.lines.every(({ kind }) => kind === 'letter' || kind === 'parcel');
  const list = (
    <Pages items={view.lines} perPage={view.lines.length === perPage + withoutTurning ? view.lines.length : perPage} follow={view.lines.length - 1}>
      {(shown) => (
        <ul className="basket-lines" data-words={words}>
          {shown.map((line) => (
            <BasketLine key={line.line} line={line} />
          ))}
        </ul>
      )}
    </Pages>
  );
  const picture =
    view.lines.length > linesBesideThePicture && !landscape ? null : (
      <div className="picture">
        <Basket kinds={view.lines.map((line) => line.kind)} />
      </div>
    );
  return (
    <Frame
      view={view}
      title={t(onlyItems ? 'basket.title' : 'basket.title-mixed', { count: items })}
      look={landscape ? list : picture}
      act={
        <>
          {landscape ? picture : list}
          <p className="total">
            <span>{t('basket.total')}</span>
            <span className="price">{money(view.total)}</span>
          </p>
          {view.addReason === null ? (
            <SecondButton intent={{ type: 'basket.item.added' }}>{t('basket.add')}</SecondButton>
          ) : (
            <ImpossibleKey name={t('basket.add')} reason={view.addReason} />
          )}
          <OtherSales others={view.others} />
          <WithoutPapers view={view} />
          <Pay view={view} />
        </>
      }
    />
  );
}

/** What will be missing at the end is told before anything is paid. */
function WithoutPapers({ view: { withoutPapers, payReason } }: { readonly view: ViewOf<'basket'> }) {
  const { t } = useWords();
  if (!withoutPapers || payReason !== null) return null;
  return (
    <Notice tone="wheat" drawing={<Warning />}>
      {t('basket.without-papers')}
    </Notice>
  );
}

/** Of labels that do not suffice the number is said: the customer can take something out, or go to the counter with it all. */
function Pay({ view: { total, payReason, labelsLeft } }: { readonly view: ViewOf<'basket'> }) {
  const { t, money } = useWords();
  const name = t('basket.pay', { amount: money(total) });
  if (payReason === null) return <MainButton intent={{ type: 'basket.paid' }}>{name}</MainButton>;
  const short = payReason === 'labels-low' && labelsLeft !== null;
  return <ImpossibleKey name={name} reason={payReason} {...(short ? { said: t('basket.labels-left', { count: labelsLeft }) } : {})} more={t(short ? 'basket.take-out' : 'basket.kept')} />;
}

/** Quieter than another item, which most come for: what is bought without being weighed. */
function OtherSales({ others }: Pick<ViewOf<'basket'>, 'others'>) {
  const { t } = useWords();
  if (others.length === 0) return null;
  return (
    <ul className="other-ways other-sales">
      {others.map((service) => (
        <li key={service}>
          <Press className="second-button" intent={{ type: 'service.started', service }} choice={service}>
            <Plus />
            <span>{t(`basket.other.${service}`)}</span>
          </Press>
        </li>
      ))}
    </ul>
  );
}

function EmptyBasketScreen({ view }: { readonly view: ViewOf<'basket'> }) {
  const { t } = useWords();
  return (
    <Frame
      view={view}
      title={t('basket.empty.title')}
      lead={t('basket.empty.lead')}
      look={
        <div className="picture">
          <Basket kinds={[]} />
        </div>
      }
      act={
        view.addReason === null ? (
          <MainButton intent={{ type: 'basket.item.added' }}>{t('basket.empty.add')}</MainButton>
        ) : (
          <ImpossibleKey name={t('basket.empty.add')} reason={view.addReason} />
        )
      }
    />
  );
}

function BasketLine({ line }: { readonly line: LineView }) {
  const { money } = useWords();
  const { name, details } = useThingWords()(line);
  return (
    <li className="basket-line" data-line={line.line}>
      <span className="basket-drawing">
        <Sold kind={line.kind} />
      </span>
      <span className="basket-words">
        <strong>{name}</strong>
        {details === '' ? null : <span>{details}</span>}
      </span>
      <Stepper
        name={name}
        quantity={line.quantity}
        least={0}
        most={largestQuantity}
        change={(quantity) => ({ type: 'basket.quantity.changed', line: line.line, quantity })}
        removes
      />
      <span className="price">{money(line.price)}</span>
    </li>
  );
}
