import type { ViewOf } from '../../flows/view.ts';
import { Article, OpenBox } from '../parts/drawings/goods.tsx';
import { Info } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { Pages } from '../parts/pages.tsx';
import { useLandscape } from '../parts/shape.ts';
import { Stepper } from '../parts/stepper.tsx';
import { WayOn } from '../parts/way-on.tsx';
import { Said, useWords } from '../parts/words.tsx';

/** Rows with a drawing and two keys that fit beside the total and the ways on; a pager takes the room of one. */
const perPage = 5;
const perPageWithPager = 4;
/** With no more than these there is room for the picture. */
const fewArticles = 3;
const perPageWithLessRoom = 3;
const perPageWithLeastRoom = 2;
const largestQuantity = 99;

/** Envelopes with postage and packaging, from the operator's list. */
export function ArticlesScreen({ view }: { readonly view: ViewOf<'articles'> }) {
  const { t, money } = useWords();
  const landscape = useLandscape();
  const large = view.preferences.textSize === 'large';
  const chosen = view.articles.reduce((count, article) => count + article.quantity, 0);
  const list = (
    <Pages items={view.articles} perPage={landscape && large ? perPageWithLeastRoom : landscape || large ? perPageWithLessRoom : view.articles.length > perPage || view.full ? perPageWithPager : perPage}>
      {(shown) => (
        <ul className="basket-lines">
          {shown.map((article) => (
            <ArticleRow key={article.article} article={article} full={view.full} />
          ))}
        </ul>
      )}
    </Pages>
  );
  const picture = (
    <div className="picture picture-shrinking">
      <OpenBox />
    </div>
  );
  return (
    <Frame
      view={view}
      title={t('articles.title')}
      lead={t('articles.lead')}
      look={landscape ? list : view.articles.length > fewArticles ? undefined : picture}
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
          <WayOn view={view} nothing={chosen === 0} intent={(next) => ({ type: 'articles.confirmed', next })} />
        </>
      }
    />
  );
}

function ArticleRow({ article, full }: { readonly article: ViewOf<'articles'>['articles'][number]; readonly full: boolean }) {
  const { money, said } = useWords();
  const name = said(article.name);
  return (
    <li className="basket-line article" data-article={article.article} data-chosen={article.quantity > 0 || undefined}>
      <span className="basket-drawing">
        <Article kind={article.kind} />
      </span>
      <span className="basket-words">
        <strong>
          <Said words={article.name} />
        </strong>
        {article.text === null ? null : (
          <span>
            <Said words={article.text} />
          </span>
        )}
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
