import type { ViewOf } from '../../flows/view.ts';
import { MillEmblem } from '../parts/drawings/mill.tsx';
import { Frame } from '../parts/frame.tsx';
import { useWords } from '../parts/words.tsx';

export function StoppingScreen({ view }: { readonly view: ViewOf<'stopping'> }) {
  const { t } = useWords();
  return (
    <Frame
      view={view}
      title={t('stopping.title')}
      lead={t('stopping.lead')}
      look={
        <div className="picture picture-quiet">
          <MillEmblem />
        </div>
      }
    />
  );
}
