import type { PieceView, ViewOf } from '../../flows/view.ts';
import { Machine } from '../parts/drawings/machine.tsx';
import { Pouch } from '../parts/drawings/reader.tsx';
import { LabelSlot } from '../parts/drawings/scenes.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { isPosted } from '../parts/piece-groups.ts';
import { PieceList } from '../parts/piece-list.tsx';
import { useWords } from '../parts/words.tsx';

export function IssuingScreen({ view }: { readonly view: ViewOf<'issuing'> }) {
  const { t } = useWords();
  const { pieces } = view;
  const printed = pieces.filter((piece) => piece.state === 'printed').length;
  const named = nameOf(pieces);
  const withCustoms = pieces.some((piece) => piece.customs !== null);
  return (
    <Frame
      view={view}
      title={t(`issuing.${named}`, { count: pieces.length })}
      look={
        <div className="picture picture-shrinking">
          <LabelSlot state="printing" />
        </div>
      }
      act={
        <>
          <div className="where where-short">
            <Machine at="label" />
            <div className="where-words">
              <p className="strong">{t(named === 'title' ? 'issuing.where' : 'issuing.where-bought', { count: pieces.length })}</p>
              <output className="lead">{t(named === 'title' ? 'issuing.progress' : 'issuing.progress-bought', { printed, of: pieces.length })}</output>
              {withCustoms ? (
                <Notice tone="sky" drawing={<Pouch />}>
                  {t('issuing.customs')}
                </Notice>
              ) : null}
            </div>
          </div>
          <PieceList pieces={pieces} perPage={4} />
        </>
      }
    />
  );
}

/** What comes out is called by what the customer will do with it; labels are feminine in French, the rest is not. */
function nameOf(pieces: readonly PieceView[]): 'title' | 'stamps' | 'bought' {
  if (pieces.some(isPosted)) return 'title';
  return pieces.every((piece) => piece.kind === 'stamp') ? 'stamps' : 'bought';
}
