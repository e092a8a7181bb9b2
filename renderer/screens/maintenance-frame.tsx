import type { ComponentProps } from 'react';
import type { ViewOf } from '../../flows/view.ts';
import { Warning } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { useWords } from '../parts/words.tsx';

type MaintenanceFrameProps = Omit<ComponentProps<typeof Frame>, 'view'> & { readonly view: ViewOf<'maintenance'> };

/** A page behind the counter; why what was asked last was not done stands under its title. */
export function MaintenanceFrame({ view, look, ...frame }: MaintenanceFrameProps) {
  const { t } = useWords();
  return (
    <Frame
      view={view}
      look={
        <>
          {view.refusal === null ? null : (
            <Notice tone="brick" drawing={<Warning />} live>
              {t(`act-refusal.${view.refusal}`)}
            </Notice>
          )}
          {look}
        </>
      }
      {...frame}
    />
  );
}
