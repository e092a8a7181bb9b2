import { useNow } from '../parts/clock.ts';
import { FactsList } from '../parts/facts-list.tsx';
import { Check, Info, Warning } from '../parts/drawings/signs.tsx';
import { Chip, Notice } from '../parts/notice.tsx';
import { Pages } from '../parts/pages.tsx';
import { Press } from '../parts/press.tsx';
import { useLandscape } from '../parts/shape.ts';
import { isSameDay, useWords } from '../parts/words.tsx';
import { MaintenanceFrame } from './maintenance-frame.tsx';
import type { PageOf, PageProps } from './maintenance-page.ts';

type Incident = PageOf<'incidents'>['incidents'][number];

/** Money whose fate a person settles: which, why, where to look, and how it ended. */
export function IncidentsPage({ view, page }: PageProps<'incidents'>) {
  const { t, money, dayAndTime } = useWords();
  const landscape = useLandscape();
  const chosen = page.incidents.find(({ incident }) => incident === page.chosen);
  if (chosen !== undefined) return <IncidentPage view={view} page={page} incident={chosen} />;
  return (
    <MaintenanceFrame
      view={view}
      shape="wide"
      title={t('maintenance.page.incidents')}
      lead={page.incidents.length === 0 ? undefined : t('maintenance.incidents.choose')}
      act={
        page.incidents.length === 0 ? (
          <Notice tone="sage" drawing={<Check />}>
            {t('maintenance.incidents.none')}
          </Notice>
        ) : (
          <Pages items={page.incidents} perPage={landscape ? 4 : 7}>
            {(shown) => (
              <ul className="rows">
                {shown.map(({ incident, at, amount, cause }) => (
                  <li key={incident}>
                    <Press className="row" intent={{ type: 'maintenance.incident.chosen', incident }} choice={incident}>
                      <span className="row-words">
                        <strong>{t(`maintenance.incidents.cause.${cause}`)}</strong>
                        <span>
                          <bdi>{incident}</bdi> · <bdi>{dayAndTime(at)}</bdi>
                        </span>
                      </span>
                      <span className="price">{money(amount)}</span>
                    </Press>
                  </li>
                ))}
              </ul>
            )}
          </Pages>
        )
      }
      look={page.more === 0 ? null : <p className="lead">{t('maintenance.incidents.more', { count: page.more })}</p>}
    />
  );
}

function IncidentPage({ view, page, incident }: PageProps<'incidents'> & { readonly incident: Incident }) {
  const { t, money, time, dayAndTime } = useWords();
  const now = useNow();
  const { retryUntil } = incident;
  const about = [
    [t('maintenance.incidents.number'), incident.incident],
    [t('maintenance.incidents.sale'), incident.sale],
    [t('maintenance.incidents.at'), dayAndTime(incident.at)],
  ] as const;
  return (
    <MaintenanceFrame
      view={view}
      shape="wide"
      title={`${t(`maintenance.incidents.cause.${incident.cause}`)}, ${money(incident.amount)}`}
      look={
        <>
          <FactsList facts={about} />
          {retryUntil === null ? null : (
            <p className="chips">
              <Chip tone="wheat">{t('maintenance.incidents.retry', { time: isSameDay(retryUntil, now) ? time(retryUntil) : dayAndTime(retryUntil) })}</Chip>
            </p>
          )}
        </>
      }
      act={
        <>
          <Notice tone="sky" drawing={<Info />}>
            {t(`maintenance.incidents.look.${incident.cause}`)}
          </Notice>
          <span className="push" />
          {page.refusal === null ? null : (
            <Notice tone="brick" drawing={<Warning />} live>
              {t(`maintenance.incidents.refusal.${page.refusal}`)}
            </Notice>
          )}
          <div className="part">
            <h2>{t(page.permitted ? 'maintenance.incidents.how' : 'maintenance.incidents.not-permitted')}</h2>
            <ul className="help-acts">
              {(page.permitted ? incident.ways : []).map((how) => (
                <li key={how}>
                  <Press className="help-act" intent={{ type: 'maintenance.incident.settled', how }} choice={how}>
                    {t(`maintenance.incidents.way.${how}`)}
                  </Press>
                </li>
              ))}
              <li>
                <Press className="help-act help-act-quiet" intent={{ type: 'maintenance.incident.chosen', incident: null }} choice="all">
                  {t('maintenance.incidents.all')}
                </Press>
              </li>
            </ul>
          </div>
        </>
      }
    />
  );
}
