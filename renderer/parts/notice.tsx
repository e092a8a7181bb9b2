import type { ReactNode } from 'react';

export type Tone = 'sage' | 'brick' | 'sky' | 'wheat' | 'plain';

/** One sentence that explains, with a sign of its meaning: never colour alone. */
export function Notice({ tone, drawing, children, live = false }: { readonly tone: Tone; readonly drawing?: ReactNode; readonly children: ReactNode; readonly live?: boolean }) {
  return (
    <div className="notice" data-tone={tone} role={live ? 'status' : undefined}>
      {drawing === undefined ? null : <span className="notice-drawing">{drawing}</span>}
      <div className="notice-text">{children}</div>
    </div>
  );
}

export function Chip({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className="chip" data-tone={tone}>
      {children}
    </span>
  );
}
