import { MainButton, SecondButton } from '../parts/buttons.tsx';
import { MillEmblem } from '../parts/drawings/mill.tsx';
import { Check, Clock, Info, Warning } from '../parts/drawings/signs.tsx';
import { UsbStick } from '../parts/drawings/stick.tsx';
import { Notice } from '../parts/notice.tsx';
import { Press } from '../parts/press.tsx';
import { useWords } from '../parts/words.tsx';
import { MaintenanceFrame } from './maintenance-frame.tsx';
import type { PageProps } from './maintenance-page.ts';

/** The signed archive goes onto a stick; what went wrong is said, and nothing incomplete stays there. */
export function ExportPage({ view, page }: PageProps<'export'>) {
  const { t } = useWords();
  return (
    <MaintenanceFrame
      view={view}
      title={t('maintenance.page.export')}
      lead={page.phase === 'choosing' ? t(page.media.length === 0 ? 'maintenance.export.none' : 'maintenance.export.choose') : undefined}
      look={
        <div className="picture picture-shrinking">
          <UsbStick />
        </div>
      }
      act={<ExportState page={page} />}
    />
  );
}

function ExportState({ page }: Pick<PageProps<'export'>, 'page'>) {
  const { t, size } = useWords();
  switch (page.phase) {
    case 'choosing':
      return (
        <ul className="rows">
          {page.media.map(({ id, name, freeBytes }) => (
            <li key={id}>
              <Press className="row" intent={{ type: 'maintenance.exported', medium: id }} choice={id}>
                <span className="row-words">
                  <strong>{name}</strong>
                  {freeBytes === null ? null : <span>{t('maintenance.export.free', { size: size(freeBytes) })}</span>}
                </span>
              </Press>
            </li>
          ))}
        </ul>
      );
    case 'writing':
      return (
        <Notice tone="wheat" drawing={<Clock />} live>
          {t('maintenance.export.writing')}
        </Notice>
      );
    case 'done':
      return (
        <Notice tone="sage" drawing={<Check />} live>
          {t('maintenance.export.done')} {page.file}
        </Notice>
      );
    case 'failed':
      return (
        <>
          <Notice tone="brick" drawing={<Warning />} live>
            {t(`maintenance.export.problem.${page.problem}`)}
          </Notice>
          <SecondButton intent={{ type: 'maintenance.opened', page: 'export' }}>{t('maintenance.export.again')}</SecondButton>
        </>
      );
  }
}

export function TrainingPage({ view, page }: PageProps<'training'>) {
  const { t } = useWords();
  return (
    <MaintenanceFrame
      view={view}
      title={t('maintenance.page.training')}
      lead={t(page.training ? 'maintenance.training.on' : 'maintenance.training.off')}
      look={
        <div className="picture picture-shrinking">
          <MillEmblem />
        </div>
      }
      act={
        <>
          <Notice tone={page.openSales ? 'brick' : 'plain'} drawing={page.openSales ? <Warning /> : <Info />}>
            {t(page.openSales ? 'maintenance.training.open-sales' : 'maintenance.training.text')}
          </Notice>
          <MainButton intent={{ type: 'maintenance.training.switched' }} disabled={page.openSales}>
            {t(page.training ? 'maintenance.training.end' : 'maintenance.training.begin')}
          </MainButton>
        </>
      }
    />
  );
}
