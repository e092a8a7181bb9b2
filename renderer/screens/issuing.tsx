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
      lead={t('issuing.lead')}
      look={
        <div className="picture picture-pair">
          <LabelSlot state="printing" />
          <Machine at="label" />
        </div>
      }
      act={
        <>
          <PieceList pieces={view.pieces} />
          <p className="strong" role="status">
            {t('issuing.progress', { printed, of: view.pieces.length })}
          </p>
        </>
      }
    />
  );
}
