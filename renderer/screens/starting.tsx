import type { ViewOf } from '../../flows/view.ts';
import { MillEmblem } from '../parts/drawings/mill.tsx';
import { Frame } from '../parts/frame.tsx';
import { useWords } from '../parts/words.tsx';

export function StartingScreen({ view }: { readonly view: ViewOf<'starting'> }) {
  const { t } = useWords();
  return (
    <Frame
      view={view}
      title={t(`starting.${view.phase}.title`)}
      lead={t(`starting.${view.phase}.lead`)}
      look={
        <div className="picture">
          <MillEmblem turning />
        </div>
      }
    />
  );
}
