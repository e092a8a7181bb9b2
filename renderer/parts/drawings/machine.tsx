export type Place = 'scale' | 'card' | 'scanner' | 'label' | 'receipt' | 'drop' | 'none';

/**
 * The terminal seen from the front, with the place or the places that matter lit: the scale's shelf at the left; at the right, from
 * above, the scanner's window, the card terminal and, at elbow height, the label slot; papers in the middle, the drop at
 * the bottom.
 */
export function Machine({ at }: { readonly at: Place | readonly Place[] }) {
  const isLit = (place: Place) => (typeof at === 'string' ? place === at : at.includes(place));
  const lit = (place: Place) => (isLit(place) ? 'machine-part machine-lit' : 'machine-part');
  return (
    <svg className="machine" viewBox="0 0 420 560" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <ellipse cx="214" cy="540" rx="170" ry="12" fill="var(--paper-2)" />
      <path d="M84 24h240a24 24 0 0 1 24 24v488H60V48a24 24 0 0 1 24-24z" fill="var(--card)" stroke="var(--ink)" strokeWidth="6" />
      <path d="M84 24h240a24 24 0 0 1 24 24v24H60V48a24 24 0 0 1 24-24z" fill="var(--wheat)" stroke="var(--ink)" strokeWidth="6" />
      <rect x="92" y="96" width="152" height="206" rx="10" fill="var(--sky-2)" stroke="var(--ink)" strokeWidth="6" />
      <path d="M112 126h86M112 144h58" stroke="var(--sky)" strokeWidth="7" />
      <rect x="112" y="226" width="112" height="22" rx="6" fill="var(--sky)" opacity="0.35" />
      <rect x="112" y="258" width="112" height="22" rx="6" fill="var(--ink)" />
      <g className={lit('scanner')}>
        <rect x="264" y="100" width="66" height="40" rx="9" />
        <rect className="machine-glass" x="276" y="112" width="42" height="16" rx="4" />
        {isLit('scanner') ? <path className="machine-beam" d="M286 132 268 160M308 132l18 28" /> : null}
      </g>
      <g className={lit('card')}>
        <rect x="268" y="168" width="58" height="92" rx="9" />
        <rect className="machine-glass" x="277" y="178" width="40" height="22" rx="3" />
        <path className="machine-mark" d="M281 214h.1M297 214h.1M313 214h.1M281 230h.1M297 230h.1M313 230h.1M281 246h.1M297 246h.1M313 246h.1" />
      </g>
      <g className={lit('label')}>
        <rect x="260" y="292" width="74" height="26" rx="8" />
        <path className="machine-mark" d="M272 305h50" />
        {isLit('label') ? <path className="machine-paper" d="M274 306h46v48l-8-6-8 6-7-6-8 6-7-6-8 6z" /> : null}
      </g>
      <g className={lit('receipt')}>
        <rect x="122" y="322" width="92" height="24" rx="8" />
        <path className="machine-mark" d="M134 334h68" />
        {isLit('receipt') ? <path className="machine-paper" d="M140 335h56v58l-8-7-8 7-8-7-8 7-8-7-8 7-8-7z" /> : null}
      </g>
      <g className={lit('scale')}>
        <path d="M6 378h196v18H6z" />
        <path d="M38 396h132l-14 26H52z" />
      </g>
      <g className={lit('drop')}>
        <rect x="92" y="446" width="224" height="66" rx="12" />
        <path className="machine-mark" d="M112 466h184" />
        {isLit('drop') ? <path className="machine-mark" d="M204 476v22M204 498l-9-9M204 498l9-9" /> : null}
      </g>
    </svg>
  );
}
