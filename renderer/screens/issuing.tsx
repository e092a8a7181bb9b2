import type { ViewOf } from '../../flows/view.ts';
import { Machine } from '../parts/drawings/machine.tsx';
import { LabelSlot } from '../parts/drawings/scenes.tsx';
import { Frame } from '../parts/frame.tsx';
import { PieceList } from '../parts/piece-list.tsx';
import { useWords } from '../parts/words.tsx';

export function IssuingScreen({ view }: { readonly view: ViewOf<'issuing'> }) {
  const { t } = useWords();
  const printed = view.pieces.filter((piece) => piece.state === 'printed').length;
  return (
    <Frame
      view={view}
      title={t('issuing.title', { count: view.pieces.length })}
      look={
        <div className="picture">
          <LabelSlot state="printing" />
        </div>
      }
      act={
        <>
          <div className="where where-short">
            <Machine at="label" />
            <div className="where-words">
              <p className="strong">{t('issuing.where', { count: view.pieces.length })}</p>
              <output className="lead">
                {t('issuing.progress', { printed, of: view.pieces.length })}
              </output>
            </div>
          </div>
          <PieceList pieces={view.pieces} perPage={4} />
        </>
      }
    />
  );
}
