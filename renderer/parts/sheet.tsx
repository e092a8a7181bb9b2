import { useEffect, useRef, type ReactNode } from 'react';
import { Scroll } from './scroll.tsx';

interface SheetProps {
  readonly title: string;
  readonly alert?: boolean;
  /** `veil`: what lies behind is dimmed; `closed`: it is not to be seen; `over`: the lower part is covered, and the rest can be read. */
  readonly place?: 'veil' | 'closed' | 'over';
  /** Stands before the title, and beside it. */
  readonly before?: ReactNode;
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

const places = { veil: 'veil', closed: 'veil veil-closed', over: 'over' } as const;

/** A question that stands before the screen. */
export function Sheet({ title, alert = false, place = 'veil', before, beside, children }: SheetProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const words = (
    <h1 id="sheet-title" className="sheet-title" ref={heading} tabIndex={-1}>
      {title}
    </h1>
  );
  return (
    <div className={places[place]}>
      <div className="sheet" role={alert ? 'alertdialog' : 'dialog'} aria-modal="true" aria-labelledby="sheet-title">
        {before === undefined && beside === undefined ? (
          words
        ) : (
          <div className="sheet-head">
            {before}
            {words}
            {beside}
          </div>
        )}
        <Scroll className="sheet-body">{children}</Scroll>
      </div>
    </div>
  );
}
