import type { ViewOf } from '../../flows/view.ts';
import { Machine } from '../parts/drawings/machine.tsx';
import { MoneyBack } from '../parts/drawings/scenes.tsx';
import { Clock } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { PieceList } from '../parts/piece-list.tsx';
import { useWords } from '../parts/words.tsx';

export function RefundingScreen({ view }: { readonly view: ViewOf<'refunding'> }) {
  const { t, money } = useWords();
  return (
    <Frame
      view={view}
      title={t('refunding.title', { amount: money(view.amount) })}
      lead={t('refunding.lead')}
      look={
        <div className="picture">
          <MoneyBack />
        </div>
      }
      act={
        <>
          <PieceList pieces={view.pieces} perPage={4} />
          <div className="where where-short">
            <Machine at="card" />
            <div className="where-words">
              <Notice tone="sky" drawing={<Clock />} live>
                {t('refunding.next')}
              </Notice>
            </div>
          </div>
        </>
      }
    />
  );
}
