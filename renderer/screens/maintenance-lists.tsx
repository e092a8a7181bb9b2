import { FactsList } from '../parts/facts-list.tsx';
import { causeKey } from '../parts/cause-words.ts';
import { joined } from '../parts/joined.ts';
import { Pages } from '../parts/pages.tsx';
import { useLandscape } from '../parts/shape.ts';
import { useWords } from '../parts/words.tsx';
import { MaintenanceFrame } from './maintenance-frame.tsx';
import type { PageOf, PageProps } from './maintenance-page.ts';

/** What is only read behind the counter: ranges of numbers, technical events, versions. */

export function NumbersPage({ view, page }: PageProps<'numbers'>) {
  const { t, number, dayAndTime } = useWords();
  return (
    <MaintenanceFrame
      view={view}
      shape="wide"
      title={t('maintenance.page.numbers')}
      act={
        <table className="table">
          <thead>
            <tr>
              <th>{t('maintenance.tile.numbers')}</th>
              <th>{t('maintenance.numbers.left')}</th>
              <th>{t('maintenance.numbers.per-day')}</th>
            </tr>
          </thead>
          <tbody>
            {page.series.map(({ series, remaining, perDay, until }) => (
              <tr key={series}>
                <th scope="row">
                  <strong>{t(`maintenance.numbers.series.${series}`)}</strong>
                  <span>{until === null ? t('maintenance.numbers.never') : `${t('maintenance.numbers.until')} ${dayAndTime(until)}`}</span>
                </th>
                <td>{number(remaining)}</td>
                <td>{number(perDay)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}

/** Where the words of a value stand in the locale files. */
function pathOf(key: string, value: string): string {
  switch (key) {
    case 'device':
      return `maintenance.device.${value}`;
    case 'state':
      return `maintenance.state.${value}`;
    case 'reason':
      return `reason.${value}`;
    case 'service':
      return `attract.service.${value}`;
    case 'cause': {
      const cause = causeKey(value);
      return `cause.${cause}`;
    }
    default:
      return `event-value.${value}`;
  }
}

/** A name of the journal, `device.changed`, is one step of a path in the locale files; what they do not know is shown as it is written there. */
function useEventWords(): (event: PageOf<'events'>['events'][number]) => readonly [name: string, details: string] {
  const { known, locale } = useWords();
  const either = (path: string, written: string) => (known(path) === path ? written : known(path));
  return ({ event, values }) => {
    const name = event.replace('.', '-');
    const details = Object.entries(values).flatMap(([key, value]) => (value === null || value === '' ? [] : [either(pathOf(key, String(value)), String(value))]));
    return [either(`event.${name}`, event), joined(locale, details)];
  };
}

export function EventsPage({ view, page }: PageProps<'events'>) {
  const { t, dayAndTime } = useWords();
  const said = useEventWords();
  const perPage = useLandscape() ? 6 : view.preferences.textSize === 'large' ? 6 : 11;
  return (
    <MaintenanceFrame
      view={view}
      shape="wide"
      title={t('maintenance.page.events')}
      lead={page.events.length === 0 ? t('maintenance.events.none') : undefined}
      act={
        <Pages items={page.events.map((event, at) => ({ at, event }))} perPage={perPage}>
          {(shown) => (
            <ol className="past-events">
              {shown.map(({ at, event }) => {
                const [name, details] = said(event);
                return (
                  <li key={at}>
                    <time>{dayAndTime(event.at)}</time>
                    <strong>{name}</strong>
                    <span>{details}</span>
                  </li>
                );
              })}
            </ol>
          )}
        </Pages>
      }
    />
  );
}

export function VersionsPage({ view, page }: PageProps<'versions'>) {
  const { t } = useWords();
  return (
    <MaintenanceFrame view={view} shape="wide" title={t('maintenance.page.versions')} act={<FactsList facts={page.versions.map(({ what, value }) => [t(`maintenance.version.${what}`), value] as const)} />} />
  );
}
