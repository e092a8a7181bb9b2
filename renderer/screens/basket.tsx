import type { LineView, ViewOf } from '../../flows/view.ts';
import { MainButton, SecondButton } from '../parts/buttons.tsx';
import { Item } from '../parts/drawings/items.tsx';
import { Basket } from '../parts/drawings/scenes.tsx';
import { Bin, Minus, Plus } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { ImpossibleKey } from '../parts/impossible-key.tsx';
import { Pages } from '../parts/pages.tsx';
import { Press } from '../parts/press.tsx';
import { useLandscape } from '../parts/shape.ts';
import { useWords } from '../parts/words.tsx';

/** Seven lines of 20 mm keys fit beside the total and the two buttons; a longer basket is turned like pages. */
const linesPerPage = 7;
const linesPerPageWithLessRoom = 4;
/** With more lines than this the list needs the room of the picture. */
const linesBesideThePicture = 4;
const largestQuantity = 99;

export function BasketScreen({ view }: { readonly view: ViewOf<'basket'> }) {
  return view.lines.length === 0 ? <EmptyBasketScreen view={view} /> : <FullBasketScreen view={view} />;
}

function FullBasketScreen({ view }: { readonly view: ViewOf<'basket'> }) {
  const { t, money } = useWords();
  const landscape = useLandscape();
  const items = view.lines.reduce((count, line) => count + line.quantity, 0);
  const list = (
    <Pages items={view.lines} perPage={landscape || view.preferences.textSize === 'large' ? linesPerPageWithLessRoom : linesPerPage} follow={view.lines.length - 1}>
      {(shown) => (
        <ul className="basket-lines">
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
      title={t('basket.title', { count: items })}
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
          {view.payReason === null ? (
            <MainButton intent={{ type: 'basket.paid' }}>{t('basket.pay', { amount: money(view.total) })}</MainButton>
          ) : (
            <ImpossibleKey name={t('basket.pay', { amount: money(view.total) })} reason={view.payReason} more={t('basket.kept')} />
          )}
        </>
      }
    />
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
  const { t, money, weight } = useWords();
  const name = t(`product.${line.product}.name`);
  const change = (quantity: number) => ({ type: 'basket.quantity.changed', line: line.line, quantity }) as const;
  return (
    <li className="basket-line" data-line={line.line}>
      <span className="basket-drawing">
        <Item kind={line.kind} />
      </span>
      <span className="basket-words">
        <strong>{name}</strong>
        <span>
          {weight(line.grams)}
          {line.town === null ? null : ` · ${line.town}`}
        </span>
      </span>
      <span className="stepper">
        <Press className="stepper-key" intent={change(line.quantity - 1)} choice="less" label={t(line.quantity === 1 ? 'basket.remove' : 'basket.less', { name })}>
          {line.quantity === 1 ? <Bin /> : <Minus />}
        </Press>
        <span className="quantity">
          <span className="unseen">{t('basket.quantity')} </span>
          {line.quantity}
        </span>
        <Press className="stepper-key" intent={change(line.quantity + 1)} choice="more" label={t('basket.more', { name })} disabled={line.quantity >= largestQuantity}>
          <Plus />
        </Press>
      </span>
      <span className="price">{money(line.price)}</span>
    </li>
  );
}
