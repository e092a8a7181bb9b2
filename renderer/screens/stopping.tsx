import type { ViewOf } from '../../flows/view.ts';
import { MillEmblem } from '../parts/drawings/mill.tsx';
import { PersonComing } from '../parts/drawings/scenes.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { useWords } from '../parts/words.tsx';

/** For the seconds until the glass is dark: what becomes of the money, and what to take along. */
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
      act={
        <Notice tone="sky" drawing={<PersonComing />}>
          {t('stopping.next')}
        </Notice>
      }
    />
  );
}
