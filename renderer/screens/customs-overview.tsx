import type { CustomsArticle } from '../../flows/customs/declaration.ts';
import type { ViewOf } from '../../flows/view.ts';
import { MainButton, SecondButton } from '../parts/buttons.tsx';
import { Pouch } from '../parts/drawings/reader.tsx';
import { Bin, Info, Pen } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { joined } from '../parts/joined.ts';
import { Chip, Notice } from '../parts/notice.tsx';
import { Pages } from '../parts/pages.tsx';
import { Press } from '../parts/press.tsx';
import { useLandscape } from '../parts/shape.ts';
import { useWords } from '../parts/words.tsx';
import { customsSentence } from './customs-problem.ts';

type CustomsView = ViewOf<'customs'>;

const articlesPerPage = { portrait: { standard: 4, large: 3, larger: 3, largest: 3 }, landscape: { standard: 3, large: 2, larger: 2, largest: 2 } } as const;

/** From here on a description is set smaller: it may have sixty-four characters. */
const longName = 44;

/** The whole declaration as it will be printed, its sums, and the sentence that the sender says by going on. */
export function CustomsOverview({ view }: { readonly view: CustomsView }) {
  const words = useWords();
  const { t } = words;
  const perPage = articlesPerPage[useLandscape() ? 'landscape' : 'portrait'][view.preferences.textSize];
  return (
    <Frame
      view={view}
      shape="wide"
      title={t('customs.overview.title')}
      look={
        <>
          <p className="chips">
            <Chip tone="plain">{t('customs.overview.paper', { form: view.form })}</Chip>
            {view.category === null ? null : <Chip tone="wheat">{t(`customs.category.${view.category}.title`)}</Chip>}
          </p>
          <Totals view={view} />
          {view.problems.map((problem) => (
            <Notice key={`${problem.field} ${problem.problem}`} tone="brick" drawing={<Info />} live>
              {customsSentence(problem, words)}
            </Notice>
          ))}
        </>
      }
      act={
        <>
          <Pages items={view.articles} perPage={perPage}>
            {(shown) => (
              <ol className="basket-lines articles-declared">
                {shown.map((article) => (
                  <ArticleLine key={view.articles.indexOf(article)} article={article} at={view.articles.indexOf(article)} />
                ))}
              </ol>
            )}
          </Pages>
          {view.canAdd ? (
            <SecondButton intent={{ type: 'customs.article.added' }} choice="add">
              {t('customs.overview.add')}
            </SecondButton>
          ) : (
            <p className="declared-full">{t('customs.overview.full')}</p>
          )}
          <div className="picture picture-shrinking">
            <Pouch />
          </div>
          <p className="declared">{t('customs.overview.sentence')}</p>
          <MainButton intent={{ type: 'customs.confirmed' }} disabled={view.problems.length > 0}>
            {t('customs.overview.confirm')}
          </MainButton>
        </>
      }
    />
  );
}

function Totals({ view: { totals, itemGrams } }: { readonly view: CustomsView }) {
  const { t, money, weight } = useWords();
  return (
    <p className="declared-totals">
      <span>{t('customs.overview.total', { count: totals.articles })}</span>
      <span>{t('customs.overview.weight', { grams: weight(totals.grams), of: weight(itemGrams) })}</span>
      <strong className="price">{money(totals.value)}</strong>
    </p>
  );
}

function ArticleLine({ article, at }: { readonly article: CustomsArticle; readonly at: number }) {
  const { locale, t, money, weight } = useWords();
  const name = article.description;
  return (
    <li className="basket-line" data-article={at}>
      <span className="basket-words">
        <strong data-long={name.length > longName || undefined}>{t('customs.overview.line', { quantity: article.quantity, description: name })}</strong>
        <span>
          {joined(locale, [weight(article.grams), article.hsCode ?? '', article.origin ?? ''])}
        </span>
      </span>
      <span className="price">{money(article.value)}</span>
      <span className="stepper">
        <Press className="stepper-key" intent={{ type: 'customs.article.reopened', at }} choice="change" label={t('customs.overview.change', { name })}>
          <Pen />
        </Press>
        <Press className="stepper-key" intent={{ type: 'customs.article.removed', at }} choice="remove" label={t('customs.overview.remove', { name })}>
          <Bin />
        </Press>
      </span>
    </li>
  );
}
