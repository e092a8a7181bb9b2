import type { ViewOf } from '../../flows/view.ts';
import { Article } from '../parts/drawings/goods.tsx';
import { Info } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { Pages } from '../parts/pages.tsx';
import { useLandscape } from '../parts/shape.ts';
import { Stepper } from '../parts/stepper.tsx';
import { WayOn } from '../parts/way-on.tsx';
import { useWords } from '../parts/words.tsx';

/** Rows with a drawing and two 20 mm keys that fit beside the total and the ways on. */
const perPage = 5;
const perPageWithLessRoom = 3;
const largestQuantity = 99;

/** Envelopes with postage and packaging, from the operator's list. */
export function ArticlesScreen({ view }: { readonly view: ViewOf<'articles'> }) {
  const { t, money } = useWords();
  const landscape = useLandscape();
  const chosen = view.articles.reduce((count, article) => count + article.quantity, 0);
  const list = (
    <Pages items={view.articles} perPage={landscape || view.preferences.textSize === 'large' ? perPageWithLessRoom : perPage}>
      {(shown) => (
        <ul className="basket-lines">
          {shown.map((article) => (
            <ArticleRow key={article.article} article={article} full={view.full} />
          ))}
        </ul>
      )}
    </Pages>
  );
  return (
    <Frame
      view={view}
      title={t('articles.title')}
      lead={t('articles.lead')}
      look={landscape ? list : undefined}
      act={
        <>
          {landscape ? null : list}
          {view.full ? (
            <Notice tone="sky" drawing={<Info />}>
              {t('reason.basket-full')}
            </Notice>
          ) : null}
          <p className="total">
            <span>{t('articles.chosen', { count: chosen })}</span>
            <span className="price">{money(view.total)}</span>
          </p>
          <WayOn total={view.total} nothing={chosen === 0} payReason={view.payReason} intent={(then) => ({ type: 'articles.confirmed', then })} />
        </>
      }
    />
  );
}

function ArticleRow({ article, full }: { readonly article: ViewOf<'articles'>['articles'][number]; readonly full: boolean }) {
  const { locale, money } = useWords();
  const name = article.name[locale];
  return (
    <li className="basket-line article" data-article={article.article} data-chosen={article.quantity > 0 || undefined}>
      <span className="basket-drawing">
        <Article kind={article.kind} />
      </span>
      <span className="basket-words">
        <strong>{name}</strong>
        {article.text === null ? null : <span>{article.text[locale]}</span>}
        <span className="price">{money(article.price)}</span>
      </span>
      <Stepper
        name={name}
        quantity={article.quantity}
        least={0}
        most={full ? article.quantity : largestQuantity}
        change={(quantity) => ({ type: 'article.quantity.changed', article: article.article, quantity })}
      />
    </li>
  );
}
