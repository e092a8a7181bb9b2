import type { ScanProblem } from '../../flows/view.ts';
import { Warning } from './drawings/signs.tsx';
import { Notice } from './notice.tsx';
import { useWords } from './words.tsx';

export interface ScanWords {
  /** The fact. */
  readonly title: string;
  /** What it means. */
  readonly text: string;
  /** What to do now. */
  readonly next: string;
}

/** A code that was not what the screen asked for: the fact, what it means, what to do, in this order. */
export function useScanWords(): (problem: ScanProblem) => ScanWords {
  const { t, dayAndTime } = useWords();
  return ({ problem, carrier, at }) => ({
    title: t(`scan.${problem}.title`, { carrier: carrier ?? t('scan.another-carrier') }),
    text: problem === 'already-deposited' && at !== null ? t('scan.already-deposited.text-at', { when: dayAndTime(at) }) : t(`scan.${problem}.text`),
    next: t(`scan.${problem}.next`),
  });
}

/** The same beside a question that stays. */
export function ScanNotice({ problem }: { readonly problem: ScanProblem | null }) {
  const words = useScanWords();
  if (problem === null) return null;
  const { title, next } = words(problem);
  return (
    <Notice tone="brick" drawing={<Warning />} live>
      <strong>{title}</strong> {next}
    </Notice>
  );
}
