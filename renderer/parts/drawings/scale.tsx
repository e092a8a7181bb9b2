import type { ReactNode } from 'react';
import { LetterShape, ParcelShape } from './items.tsx';

interface ScaleProps {
  /** What the display says; null leaves it dark. */
  readonly display: string | null;
  readonly tone: 'quiet' | 'moving' | 'good' | 'bad';
  readonly load: 'none' | 'settling' | 'still' | 'leaving' | 'invited';
  readonly children?: ReactNode;
}

const displayColour = { quiet: 'var(--metal)', moving: 'var(--wheat)', good: 'var(--sage-2)', bad: 'var(--brick-2)' } as const;

/** The scale of the terminal: a flat pan at the front left, its display below; the item settles on it, or lifts off. */
export function Scale({ display, tone, load }: ScaleProps) {
  return (
    <svg className="scale" viewBox="0 0 760 620" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <ellipse cx="380" cy="590" rx="330" ry="22" fill="var(--paper-2)" />
      {/* the pan is seen a little from above, as the parcel is: its front corner stands on it, not on the rim */}
      <path d="M90 411 182 338h396l92 73z" fill="var(--metal)" stroke="var(--ink)" strokeWidth="7" />
      {load === 'none' ? null : (
        <g className={`load-${load}`}>
          <g transform="translate(204 56) scale(1.76)">
            <ParcelShape />
          </g>
          <g transform="translate(452 262) rotate(6) scale(0.8)">{load === 'invited' ? <LetterShape /> : null}</g>
        </g>
      )}
      {load === 'invited' ? (
        <g className="nudge" stroke="var(--ink)" strokeWidth="12">
          <path d="M70 190V324M70 324 34 286M70 324l36-38" />
          <path d="M690 190V324M690 324l-36-38M690 324l36-38" />
        </g>
      ) : null}
      {load === 'leaving' ? (
        <g className="nudge-up" stroke="var(--ink)" strokeWidth="12">
          <path d="M96 324V190M96 190 60 228M96 190l36 38" />
          <path d="M664 324V190M664 190l-36 38M664 190l36 38" />
        </g>
      ) : null}
      <rect x="90" y="394" width="580" height="34" rx="17" fill="var(--metal)" stroke="var(--ink)" strokeWidth="7" />
      <path d="M230 430h300l34 44H196z" fill="var(--shade)" stroke="var(--ink)" strokeWidth="6" />
      <path d="M150 474h460a26 26 0 0 1 26 26v56a26 26 0 0 1-26 26H150a26 26 0 0 1-26-26v-56a26 26 0 0 1 26-26z" fill="var(--shade)" stroke="var(--ink)" strokeWidth="6" />
      <rect x="228" y="492" width="304" height="72" rx="14" fill={displayColour[tone]} />
      {display === null ? (
        <path d="M350 528h60" stroke="var(--shade)" strokeWidth="8" />
      ) : (
        <text className="scale-display" x="380" y="547" textAnchor="middle" fill={tone === 'good' ? 'var(--sage)' : tone === 'bad' ? 'var(--brick)' : 'var(--on-wheat)'}>
          {display}
        </text>
      )}
    </svg>
  );
}
