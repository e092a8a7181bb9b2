import type { ViewOf } from '../../flows/view.ts';
import { MillEmblem } from '../parts/drawings/mill.tsx';
import { PersonComing } from '../parts/drawings/scenes.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { useWords } from '../parts/words.tsx';

export function OutOfServiceScreen({ view }: { readonly view: ViewOf<'out-of-service'> }) {
  const { t } = useWords();
  return (
    <Frame
      view={view}
      title={t('out-of-service.title')}
      lead={t(`reason.${view.reason}`)}
      look={
        <div className="picture picture-quiet">
          <MillEmblem />
        </div>
      }
      act={
        <Notice tone="sky" drawing={<PersonComing />}>
          {t('out-of-service.next')}
          {view.helpSince === null ? null : ` ${t('out-of-service.told')}`}
        </Notice>
      }
    />
  );
}
