import type { Reason } from '../../flows/view.ts';
import { Chip } from './notice.tsx';
import { useWords } from './words.tsx';

/** What the counter does instead is information; the rest cannot be had. */
const atTheCounter: ReadonlySet<Reason> = new Set(['at-the-counter', 'not-yet']);

export function ReasonChip({ reason }: { readonly reason: Reason }) {
  const { t } = useWords();
  return atTheCounter.has(reason) ? <Chip tone="sky">{t('reason-chip.counter')}</Chip> : <Chip tone="brick">{t('reason-chip.impossible')}</Chip>;
}
