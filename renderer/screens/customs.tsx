import type { ReactNode } from 'react';
import type { CustomsCategory } from '../../flows/customs/declaration.ts';
import type { ViewOf } from '../../flows/view.ts';
import { Belongings, ComesBack, Documents, Present, PriceTag, Sample } from '../parts/drawings/contents.tsx';
import { ParcelAndLetter } from '../parts/drawings/items.tsx';
import { Frame } from '../parts/frame.tsx';
import { Press } from '../parts/press.tsx';
import { useWords } from '../parts/words.tsx';
import { CustomsArticleForm } from './customs-article.tsx';
import { CustomsOverview } from './customs-overview.tsx';

type CustomsView = ViewOf<'customs'>;

/** What customs want to know, in three small questions: why it is sent, what is in it one thing at a time, and whether all of it is right. */
export function CustomsScreen({ view }: { readonly view: CustomsView }) {
  switch (view.part) {
    case 'category':
      return <CustomsWhy view={view} />;
    case 'article':
      return <CustomsArticleForm key={view.at} view={view} />;
    case 'overview':
      return <CustomsOverview view={view} />;
  }
}

/** The most frequent first; the form's own order is for the paper. */
const categories: readonly { readonly category: CustomsCategory; readonly drawing: ReactNode }[] = [
  { category: 'gift', drawing: <Present /> },
  { category: 'commercial', drawing: <PriceTag /> },
  { category: 'return', drawing: <ComesBack /> },
  { category: 'documents', drawing: <Documents /> },
  { category: 'sample', drawing: <Sample /> },
  { category: 'other', drawing: <Belongings /> },
];

function CustomsWhy({ view }: { readonly view: CustomsView }) {
  const { t } = useWords();
  return (
    <Frame
      view={view}
      shape="wide"
      title={t('customs.category.title')}
      lead={t('customs.category.lead')}
      look={
        <div className="picture picture-shrinking only-in-landscape">
          <ParcelAndLetter />
        </div>
      }
      act={
        <ul className="reasons-why">
          {categories.map(({ category, drawing }) => (
            <li key={category}>
              <Press className="reason-why" intent={{ type: 'customs.category.chosen', category }} choice={category} pressed={view.category === category}>
                <span className="reason-why-drawing">{drawing}</span>
                <strong>{t(`customs.category.${category}.title`)}</strong>
                <span>{t(`customs.category.${category}.text`)}</span>
              </Press>
            </li>
          ))}
        </ul>
      }
    />
  );
}
