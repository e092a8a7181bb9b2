import { useState } from 'react';
import type { ClosingMessage } from '../../flows/view.ts';
import { MainButton } from '../parts/buttons.tsx';
import { useNow } from '../parts/clock.ts';
import { Check, Warning } from '../parts/drawings/signs.tsx';
import { Notice } from '../parts/notice.tsx';
import { Press } from '../parts/press.tsx';
import { isSameDay, useWords } from '../parts/words.tsx';
import { MaintenanceFrame } from './maintenance-frame.tsx';
import type { PageOf, PageProps } from './maintenance-page.ts';

/** When it is back, in minutes; null: nobody knows. */
const returns = [15, 30, 60, 120, 240, null] as const;
const minutesInHour = 60;

/** Out of service with a sentence for the customer and an hour of return, and back; the screen and the program can be started anew. */
export function ServicePage({ view, page }: PageProps<'service'>) {
  const { t } = useWords();
  return (
    <MaintenanceFrame
      view={view}
      shape="wide"
      title={t('maintenance.page.service')}
      look={<ServiceState closed={page.closed} />}
      act={
        <>
          {page.closed === null ? <Closing messages={page.messages} /> : <MainButton intent={{ type: 'maintenance.service.opened' }}>{t('maintenance.service.reopen')}</MainButton>}
          <span className="push" />
          <div className="key-row">
            <Press className="help-act" intent={{ type: 'maintenance.screen.restarted' }} choice="screen">
              {t('maintenance.service.screen')}
            </Press>
            {page.canRestartProgram ? (
              <Press className="help-act" intent={{ type: 'maintenance.program.restarted' }} choice="program">
                {t('maintenance.service.program')}
              </Press>
            ) : null}
          </div>
        </>
      }
    />
  );
}

function ServiceState({ closed }: Pick<PageOf<'service'>, 'closed'>) {
  const { t, time, dayAndTime } = useWords();
  const now = useNow();
  if (closed === null) {
    return (
      <Notice tone="sage" drawing={<Check />}>
        {t('maintenance.service.open')}
      </Notice>
    );
  }
  const { message, until } = closed;
  const when = until === null ? t('maintenance.service.no-until') : t('maintenance.service.until', { time: isSameDay(until, now) ? time(until) : dayAndTime(until) });
  return (
    <Notice tone="brick" drawing={<Warning />}>
      {t('maintenance.service.closed', { message: t(`closing-message.${message}`) })} {when}.
    </Notice>
  );
}

function Closing({ messages }: Pick<PageOf<'service'>, 'messages'>) {
  const { t } = useWords();
  const [message, setMessage] = useState<ClosingMessage | null>(messages[0] ?? null);
  const [minutes, setMinutes] = useState<number | null>(null);
  const inWords = (one: number | null) => (one === null ? t('maintenance.service.unknown') : one < minutesInHour ? t('maintenance.service.minutes', { minutes: one }) : t('maintenance.service.hours', { count: one / minutesInHour }));
  return (
    <>
      <div className="part">
        <h2>{t('maintenance.service.message')}</h2>
        <ul className="options">
          {messages.map((one) => (
            <li key={one}>
              <Press className="option" onPress={() => setMessage(one)} choice={one} pressed={one === message}>
                {t(`closing-message.${one}`)}
              </Press>
            </li>
          ))}
        </ul>
      </div>
      <div className="part">
        <h2>{t('maintenance.service.when')}</h2>
        <ul className="options options-short">
          {returns.map((one) => (
            <li key={one}>
              <Press className="option" onPress={() => setMinutes(one)} choice={`minutes-${one ?? 'unknown'}`} pressed={one === minutes}>
                {inWords(one)}
              </Press>
            </li>
          ))}
        </ul>
      </div>
      {message === null ? null : <MainButton intent={{ type: 'maintenance.service.closed', message, minutes }}>{t('maintenance.service.close')}</MainButton>}
    </>
  );
}
