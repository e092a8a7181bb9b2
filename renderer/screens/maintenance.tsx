import type { ViewOf } from '../../flows/view.ts';
import { Spanner, Warning } from '../parts/drawings/signs.tsx';
import { Chip } from '../parts/notice.tsx';
import { Press } from '../parts/press.tsx';
import { useWords } from '../parts/words.tsx';
import { ClosingPage, SalesPage } from './maintenance-day.tsx';
import { DevicesPage } from './maintenance-devices.tsx';
import { ExportPage, TrainingPage } from './maintenance-export.tsx';
import { IncidentsPage } from './maintenance-incidents.tsx';
import { EventsPage, NumbersPage, VersionsPage } from './maintenance-lists.tsx';
import { MaintenanceFrame } from './maintenance-frame.tsx';
import type { PageOf, PageProps } from './maintenance-page.ts';
import { RollsPage } from './maintenance-rolls.tsx';
import { ScalePage } from './maintenance-scale.tsx';
import { ServicePage } from './maintenance-service.tsx';

/** Behind the counter: one page at a time, for a worker who stands and knows the machine. Denser than a customer's screen, no smaller to touch. */
export function MaintenanceScreen({ view }: { readonly view: ViewOf<'maintenance'> }) {
  return <Page key={view.content.page} view={view} />;
}

function Page({ view }: { readonly view: ViewOf<'maintenance'> }) {
  const { content } = view;
  switch (content.page) {
    case 'home':
      return <HomePage view={view} page={content} />;
    case 'devices':
      return <DevicesPage view={view} page={content} />;
    case 'rolls':
      return <RollsPage view={view} page={content} />;
    case 'scale':
      return <ScalePage view={view} page={content} />;
    case 'service':
      return <ServicePage view={view} page={content} />;
    case 'incidents':
      return <IncidentsPage view={view} page={content} />;
    case 'numbers':
      return <NumbersPage view={view} page={content} />;
    case 'sales':
      return <SalesPage view={view} page={content} />;
    case 'closing':
      return <ClosingPage view={view} page={content} />;
    case 'training':
      return <TrainingPage view={view} page={content} />;
    case 'export':
      return <ExportPage view={view} page={content} />;
    case 'events':
      return <EventsPage view={view} page={content} />;
    case 'versions':
      return <VersionsPage view={view} page={content} />;
  }
}

function HomePage({ view, page }: PageProps<'home'>) {
  const { t } = useWords();
  return (
    <MaintenanceFrame
      view={view}
      shape="wide"
      title={t('maintenance.page.home')}
      lead={t('maintenance.home-lead')}
      look={
        <div className="picture picture-shrinking only-in-landscape maintenance-sign">
          <Spanner />
        </div>
      }
      act={
        <ul className="tiles">
          {page.pages.map((one) => (
            <li key={one.page}>
              <Tile tile={one} />
            </li>
          ))}
        </ul>
      }
    />
  );
}

function Tile({ tile: { page, alert, permitted } }: { readonly tile: PageOf<'home'>['pages'][number] }) {
  const { t } = useWords();
  if (!permitted) {
    return (
      <div className="tile impossible" data-choice={page}>
        <strong>{t(`maintenance.page.${page}`)}</strong>
        <span className="why">{t('maintenance.not-permitted')}</span>
      </div>
    );
  }
  return (
    <Press className={alert ? 'tile tile-alert' : 'tile'} intent={{ type: 'maintenance.opened', page }} choice={page}>
      <strong>{t(`maintenance.page.${page}`)}</strong>
      {alert ? (
        <Chip tone="brick">
          <Warning /> {t('maintenance.alert')}
        </Chip>
      ) : (
        <span>{t(`maintenance.tile.${page}`)}</span>
      )}
    </Press>
  );
}
