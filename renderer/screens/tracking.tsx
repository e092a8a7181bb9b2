import type { ViewOf } from '../../flows/view.ts';
import { MainButton, SecondButton } from '../parts/buttons.tsx';
import { Check, Cross, Info } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { ItemNumber } from '../parts/item-number.tsx';
import { Notice } from '../parts/notice.tsx';
import { QrCode } from '../parts/qr-code.tsx';
import { ScanStep } from '../parts/scan-step.tsx';
import { useWords } from '../parts/words.tsx';

type Tracking = ViewOf<'tracking'>;

/** What this terminal knows of an item, and the operator's own tracking on the customer's phone. */
export function TrackingScreen({ view }: { readonly view: Tracking }) {
  const { t } = useWords();
  return view.phase === 'scan' ? <ScanStep view={view} held="letter" title={t('tracking.scan.title')} lead={t('tracking.scan.lead')} hint={t('scan.hint')} /> : <FoundScreen view={view} />;
}

function FoundScreen({ view }: { readonly view: Tracking }) {
  const { t } = useWords();
  return (
    <Frame
      view={view}
      title={t('tracking.found.title')}
      look={
        <>
          {view.number === null ? null : <ItemNumber number={view.number} />}
          <Events events={view.events} />
        </>
      }
      act={
        <>
          {view.link === null ? (
            <Notice tone="plain" drawing={<Info />}>
              {t('tracking.no-link')}
            </Notice>
          ) : (
            <div className="tracking-link">
              <QrCode text={view.link} />
              <div className="where-words">
                <p className="strong">{t('tracking.phone.title')}</p>
                <p>{t('tracking.phone.text')}</p>
              </div>
            </div>
          )}
          <SecondButton intent={{ type: 'scan.again' }}>{t('tracking.another')}</SecondButton>
          <MainButton intent={{ type: 'session.finished' }}>{t('farewell.finish')}</MainButton>
        </>
      }
    />
  );
}

function Events({ events }: { readonly events: Tracking['events'] }) {
  const { t, dayAndTime } = useWords();
  if (events.length === 0) {
    return (
      <Notice tone="plain" drawing={<Info />}>
        {t('tracking.nothing-known')}
      </Notice>
    );
  }
  return (
    <ol className="events">
      {events.map(({ what, at }) => (
        <li key={`${what}-${at}`} className="event" data-event={what}>
          <span className="event-mark">
            {what === 'voided' ? <Cross /> : <Check />}
          </span>
          <strong>{t(`tracking.event.${what}`)}</strong>
          <span>{dayAndTime(at)}</span>
        </li>
      ))}
    </ol>
  );
}
