import type { MaintenancePage } from '../../flows/view.ts';
import { useNow } from '../parts/clock.ts';
import { useCauseWords } from '../parts/cause-words.ts';
import { FactsList } from '../parts/facts-list.tsx';
import { joined } from '../parts/joined.ts';
import { Chip, type Tone } from '../parts/notice.tsx';
import { Pages } from '../parts/pages.tsx';
import { Press } from '../parts/press.tsx';
import { TestResult } from '../parts/test-result.tsx';
import { isSameDay, useWords } from '../parts/words.tsx';
import { MaintenanceFrame } from './maintenance-frame.tsx';
import type { PageOf, PageProps } from './maintenance-page.ts';

type Device = PageOf<'devices'>['devices'][number];
type State = Device['state'];

const tones: Record<State, Tone> = { online: 'sage', busy: 'wheat', 'user-error': 'brick', 'consumable-out': 'brick', 'hardware-error': 'brick', offline: 'brick', 'not-fitted': 'plain' };

/** What the screen holds of a device's past, beside its keys. */
const historyAtOnce = 4;

/** Every device with its state and first cause; one of them with its past, its test, and a restart. */
export function DevicesPage({ view, page }: PageProps<'devices'>) {
  const { t } = useWords();
  const said = useCauseWords();
  const chosen = page.devices.find(({ device }) => device === page.chosen);
  if (chosen !== undefined) return <DevicePage view={view} page={page} device={chosen} />;
  return (
    <MaintenanceFrame
      view={view}
      shape="wide"
      title={t('maintenance.page.devices')}
      lead={t('maintenance.devices.choose')}
      act={
        <ul className="rows">
          {page.devices.map(({ device, state, cause, since }) => (
            <li key={device}>
              <Press className="row" intent={{ type: 'maintenance.device.chosen', device }} choice={device}>
                <span className="row-words">
                  <strong>{t(`maintenance.device.${device}`)}</strong>
                  <span>
                    {cause === null ? null : <bdi>{said(cause)}</bdi>}
                    {cause === null || state === 'not-fitted' ? null : ' · '}
                    {state === 'not-fitted' ? null : <bdi><Since at={since} /></bdi>}
                  </span>
                </span>
                <StateChip state={state} />
              </Press>
            </li>
          ))}
        </ul>
      }
    />
  );
}

export function StateChip({ state }: { readonly state: State }) {
  const { t } = useWords();
  return <Chip tone={tones[state]}>{t(`maintenance.state.${state}`)}</Chip>;
}

function Since({ at }: { readonly at: number }) {
  const { t, time, dayAndTime } = useWords();
  const now = useNow();
  return t('maintenance.since', { since: isSameDay(at, now) ? time(at) : dayAndTime(at) });
}

function DevicePage({ view, page, device }: PageProps<'devices'> & { readonly device: Device }) {
  const { t } = useWords();
  const said = useCauseWords();
  const about = [
    [t('maintenance.devices.cause'), device.cause === null ? null : said(device.cause)],
    [t('maintenance.devices.driver'), device.driver],
    [t('maintenance.devices.identity'), device.identity],
  ] as const;
  return (
    <MaintenanceFrame
      view={view}
      shape="wide"
      title={t(`maintenance.device.${device.device}`)}
      look={
        <>
          <p className="chips">
            <StateChip state={device.state} />
            {device.state === 'not-fitted' ? null : (
              <Chip tone="plain">
                <Since at={device.since} />
              </Chip>
            )}
            {device.warnings.map((warning) => (
              <Chip key={warning} tone="wheat">
                {said(warning)}
              </Chip>
            ))}
          </p>
          <FactsList facts={about.filter(([, value]) => value !== null && value !== '')} />
        </>
      }
      act={
        <>
          <History history={page.history} />
          <span className="push" />
          <TestResult busy={page.busy} result={page.result} />
          <div className="key-row">
            {page.test === null ? null : (
              <Press className="help-act help-act-first" intent={{ type: 'maintenance.device.tested' }} choice="test" disabled={page.busy}>
                {t(`maintenance.devices.test.${page.test}`)}
              </Press>
            )}
            {page.restart ? (
              <Press className="help-act" intent={{ type: 'maintenance.device.restarted' }} choice="restart" disabled={page.busy}>
                {t('maintenance.devices.restart')}
              </Press>
            ) : null}
            <Press className="help-act" intent={{ type: 'maintenance.device.chosen', device: null }} choice="all">
              {t('maintenance.devices.all')}
            </Press>
          </div>
        </>
      }
    />
  );
}

function History({ history }: { readonly history: Extract<MaintenancePage, { page: 'devices' }>['history'] }) {
  const { t, locale, dayAndTime } = useWords();
  const said = useCauseWords();
  return (
    <div className="part">
      <h2>{t('maintenance.devices.history')}</h2>
      {history.length === 0 ? (
        <p>{t('maintenance.devices.no-history')}</p>
      ) : (
        <Pages items={history} perPage={historyAtOnce}>
          {(shown) => <FactsList facts={shown.map(({ at, state, cause }) => [dayAndTime(at), joined(locale, [t(`maintenance.state.${state}`), ...(cause === null ? [] : [said(cause)])])] as const)} />}
        </Pages>
      )}
    </div>
  );
}
