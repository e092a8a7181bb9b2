import type { ViewOf } from '../../flows/view.ts';
import { Machine } from './drawings/machine.tsx';
import { Reader, type Held } from './drawings/reader.tsx';
import { Info } from './drawings/signs.tsx';
import { Frame } from './frame.tsx';
import { Notice } from './notice.tsx';
import { ScanNotice } from './scan-words.tsx';
import { useWords } from './words.tsx';

interface ScanStepProps {
  readonly view: ViewOf<'drop-off' | 'copy' | 'tracking'>;
  readonly held: Held;
  readonly title: string;
  readonly lead: string;
  /** How to hold it. */
  readonly hint: string;
}

/** "Hold it under the scanner": what to show, where, and what was wrong with the last one. */
export function ScanStep({ view, held, title, lead, hint }: ScanStepProps) {
  const { t } = useWords();
  return (
    <Frame
      view={view}
      title={title}
      lead={lead}
      look={
        <div className="picture">
          <Reader held={held} />
        </div>
      }
      act={
        <>
          <ScanNotice problem={view.problem} />
          <div className="where where-short">
            <Machine at="scanner" />
            <div className="where-words">
              <p className="strong">{t('scan.where')}</p>
              <Notice tone="plain" drawing={<Info />}>
                {hint}
              </Notice>
            </div>
          </div>
        </>
      }
    />
  );
}
