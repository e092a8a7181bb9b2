import type { PieceView, ViewOf } from '../../flows/view.ts';
import { Machine } from '../parts/drawings/machine.tsx';
import { Pouch } from '../parts/drawings/reader.tsx';
import { LabelSlot } from '../parts/drawings/scenes.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { PieceList } from '../parts/piece-list.tsx';
import { useWords } from '../parts/words.tsx';

export function IssuingScreen({ view }: { readonly view: ViewOf<'issuing'> }) {
  const { t } = useWords();
  const { pieces } = view;
  const printed = pieces.filter((piece) => piece.state === 'printed').length;
  const stamps = pieces.every((piece) => piece.kind === 'stamp');
  const withCustoms = pieces.some((piece) => piece.customs !== null);
  return (
    <Frame
      view={view}
      title={t(stamps ? 'issuing.stamps' : 'issuing.title', { count: pieces.length })}
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
              <p className="strong">{t(stamps ? 'issuing.where-stamps' : 'issuing.where', { count: pieces.length })}</p>
              <output className="lead">{t(progressKey(pieces), { printed, of: pieces.length })}</output>
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

/** Labels are feminine in French, stamps are not. */
function progressKey(pieces: readonly PieceView[]): string {
  return pieces.every((piece) => piece.kind === 'stamp') ? 'issuing.progress-stamps' : 'issuing.progress';
}
