import type { ViewOf } from '../../flows/view.ts';
import { useNow } from '../parts/clock.ts';
import { MillEmblem } from '../parts/drawings/mill.tsx';
import { PersonComing } from '../parts/drawings/scenes.tsx';
import { Clock } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { isSameDay, useWords } from '../parts/words.tsx';

export function OutOfServiceScreen({ view }: { readonly view: ViewOf<'out-of-service'> }) {
  const { t, time, dayAndTime } = useWords();
  const now = useNow();
  const { closed } = view;
  const until = closed?.until ?? null;
  return (
    <Frame
      view={view}
      title={t('out-of-service.title')}
      lead={closed === null ? t(`reason.${view.reason}`) : t(`closing-message.${closed.message}`)}
      look={
        <div className="picture picture-quiet">
          <MillEmblem />
        </div>
      }
      act={
        <>
          {until === null ? null : (
            <Notice tone="wheat" drawing={<Clock />}>
              <strong>{isSameDay(until, now) ? t('out-of-service.until', { time: time(until) }) : t('out-of-service.until-day', { time: dayAndTime(until) })}</strong>
            </Notice>
          )}
          <Notice tone="sky" drawing={<PersonComing />}>
            {t('out-of-service.next')}
            {view.helpSince === null ? null : ` ${t('out-of-service.told')}`}
          </Notice>
        </>
      }
    />
  );
}
