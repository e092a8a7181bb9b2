import type { MaintenancePage } from '../../flows/view.ts';
import { Check, Clock, Warning } from './drawings/signs.tsx';
import { Notice } from './notice.tsx';
import { useWords } from './words.tsx';

type Result = Extract<MaintenancePage, { page: 'devices' }>['result'];

/** How a test or a restart went, with the device's own words where it said some. */
export function TestResult({ busy, result }: { readonly busy: boolean; readonly result: Result }) {
  const { t } = useWords();
  if (busy) {
    return (
      <Notice tone="wheat" drawing={<Clock />} live>
        {t('maintenance.devices.busy')}
      </Notice>
    );
  }
  if (result === null) return null;
  const what = t(`maintenance.result.${result.what}`);
  return (
    <Notice tone={result.ok ? 'sage' : 'brick'} drawing={result.ok ? <Check /> : <Warning />} live>
      {t(result.ok ? 'maintenance.result.ok' : 'maintenance.result.failed', { what })} {result.what === 'weighing' ? t(`maintenance.finding.${result.detail}`) : result.detail}
    </Notice>
  );
}
