import { useEffect, useRef, type ReactNode } from 'react';
import type { HelpPanel } from '../../flows/view.ts';
import { Press } from './press.tsx';
import { Scroll } from './scroll.tsx';
import { useWords } from './words.tsx';

export type OpenPanel = Exclude<HelpPanel, { kind: 'closed' }>;

/** Questions that lead back to the list of acts. */
const backFrom: ReadonlySet<OpenPanel['kind']> = new Set(['target', 'value', 'reason', 'second']);

/** Its heading says what is being done; the key beside it leaves without doing it. */
export function PanelFrame({ kind, title, lead, children }: { readonly kind: OpenPanel['kind']; readonly title: string; readonly lead?: string | undefined; readonly children: ReactNode }) {
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <section className="helper-panel" data-panel={kind} aria-labelledby="helper-panel-title">
      <div className="helper-panel-head">
        <div className="helper-panel-words">
          <h2 id="helper-panel-title" ref={heading} tabIndex={-1}>
            {title}
          </h2>
          {lead === undefined ? null : <p>{lead}</p>}
        </div>
        {backFrom.has(kind) ? (
          <Press className="sheet-close" intent={{ type: 'staff.panel.opened' }} choice="acts">
            {t('helper.other-act')}
          </Press>
        ) : null}
        <Press className="sheet-close" intent={{ type: 'staff.panel.closed' }} choice="close">
          {t('helper.close')}
        </Press>
      </div>
      <Scroll className="helper-panel-body">{children}</Scroll>
    </section>
  );
}
