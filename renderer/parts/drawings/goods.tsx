import type { ComponentType } from 'react';
import type { SoldKind, ViewOf } from '../../../flows/view.ts';
import { Letter, LetterShape, Parcel } from './items.tsx';

/** The things that are only bought: stamps, the rest of a postage, what an item is packed in. All on a grid of 200. */

/** One stamp: a label with a perforated edge and a mill's sails, 84 x 100. */
export function StampShape() {
  return (
    <g strokeLinejoin="round" strokeLinecap="round">
      <rect x="4" y="4" width="76" height="92" rx="3" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="5" strokeDasharray="0.1 9" />
      <rect x="4" y="4" width="76" height="92" rx="3" fill="var(--sheet)" />
      <rect x="13" y="14" width="58" height="72" rx="4" fill="var(--wheat)" stroke="var(--shade)" strokeWidth="3.5" />
      <path d="M42 30v40M22 50h40" stroke="var(--shade)" strokeWidth="4" transform="rotate(24 42 50)" />
      <path d="M42 30h10v14H42zM62 50v10H48V50zM42 70H32V56h10zM22 50V40h14v10z" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="2.5" transform="rotate(24 42 50)" />
    </g>
  );
}

/** Three stamps, one behind the other. */
export function Stamps() {
  return (
    <svg className="item" viewBox="0 0 200 170" aria-hidden="true" fill="none">
      <g transform="translate(12 40) rotate(-14 42 50) scale(1.12)">
        <StampShape />
      </g>
      <g transform="translate(92 36) rotate(13 42 50) scale(1.12)">
        <StampShape />
      </g>
      <g transform="translate(50 22) scale(1.2)">
        <StampShape />
      </g>
    </svg>
  );
}

/** A letter that is stamped already, and the stamp that is added to it. */
export function Supplement() {
  return (
    <svg className="item" viewBox="0 -22 200 196" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <g transform="translate(0 30) scale(0.95)">
        <LetterShape labelled />
      </g>
      <g transform="translate(62 -4) rotate(-6) scale(0.74)">
        <StampShape />
      </g>
      <circle cx="54" cy="70" r="23" fill="var(--sage)" stroke="var(--sheet)" strokeWidth="6" />
      <path d="M54 59v22M43 70h22" stroke="var(--sheet)" strokeWidth="6.5" />
    </svg>
  );
}

/** A prepaid envelope: the postage is printed on it. */
export function PrepaidEnvelope() {
  return (
    <svg className="item" viewBox="-4 -16 208 172" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <rect x="22" y="-6" width="172" height="112" rx="9" fill="var(--metal)" stroke="var(--shade)" strokeWidth="5" />
      <rect x="6" y="20" width="176" height="118" rx="9" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M126 42h40v34h-40z" fill="var(--wheat)" stroke="var(--shade)" strokeWidth="4" />
      <path d="M106 44c-8 5-8 10 0 15s8 10 0 15M96 44c-8 5-8 10 0 15s8 10 0 15" stroke="var(--shade)" strokeWidth="3.5" />
      <path d="M60 94h76M60 110h54" stroke="var(--metal)" strokeWidth="6" />
    </svg>
  );
}

/** A padded envelope: kraft outside, bubbles where the flap is open. */
export function PaddedEnvelope() {
  return (
    <svg className="item" viewBox="0 0 200 190" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <path d="M30 58 46 16h108l16 42z" fill="var(--sky-2)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M60 32h.1M82 32h.1M104 32h.1M126 32h.1M52 47h.1M74 47h.1M96 47h.1M118 47h.1M140 47h.1" stroke="var(--sky)" strokeWidth="11" />
      <path d="M26 58h148a8 8 0 0 1 8 8v100a12 12 0 0 1-12 12H30a12 12 0 0 1-12-12V66a8 8 0 0 1 8-8z" fill="var(--kraft-1)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M34 74v88M166 74v88" stroke="var(--kraft-3)" strokeWidth="5" strokeDasharray="1 11" />
      <rect x="62" y="96" width="78" height="46" rx="5" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="4" />
      <path d="M74 112h54M74 126h36" stroke="var(--shade)" strokeWidth="4.5" />
    </svg>
  );
}

/** An empty box with its flaps up. */
export function OpenBox() {
  return (
    <svg className="item" viewBox="0 0 200 204" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <path d="M100 44 176 82 100 120 24 82z" fill="var(--kraft-3)" stroke="var(--shade)" strokeWidth="4" />
      <path d="M24 82 100 120v76L24 158z" fill="var(--kraft-2)" stroke="var(--shade)" strokeWidth="4" />
      <path d="M176 82 100 120v76l76-38z" fill="var(--kraft-3)" stroke="var(--shade)" strokeWidth="4" />
      <path d="M24 82 100 120 76 142 4 104zM176 82 100 120l24 22 72-38zM24 82 100 44 82 14 10 50zM176 82 100 44l18-30 72 36z" fill="var(--kraft-1)" stroke="var(--shade)" strokeWidth="4" />
    </svg>
  );
}

/** What an operator sells besides: tape, string, a pen; drawn as the roll of tape. */
export function Tape() {
  return (
    <svg className="item" viewBox="0 0 200 190" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <path d="M96 166h86l6-8-6-8 6-8-6-8H120z" fill="var(--tape)" stroke="var(--shade)" strokeWidth="5" />
      <circle cx="92" cy="96" r="72" fill="var(--kraft-1)" stroke="var(--shade)" strokeWidth="5" />
      <circle cx="92" cy="96" r="52" stroke="var(--kraft-3)" strokeWidth="4" />
      <circle cx="92" cy="96" r="34" fill="var(--paper)" stroke="var(--shade)" strokeWidth="5" />
    </svg>
  );
}

/** An amount that is typed: a till with its keys and the paper that comes out. */
export function Till() {
  return (
    <svg className="item" viewBox="0 0 200 190" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <path d="M62 8h76v52H62z" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M76 26h30M76 40h48" stroke="var(--shade)" strokeWidth="5" />
      <path d="M22 50h156a10 10 0 0 1 10 10v108a14 14 0 0 1-14 14H26a14 14 0 0 1-14-14V60a10 10 0 0 1 10-10z" fill="var(--metal)" stroke="var(--shade)" strokeWidth="5" />
      <rect x="30" y="68" width="140" height="34" rx="6" fill="var(--sky-2)" stroke="var(--shade)" strokeWidth="4" />
      <path d="M150 78a10 10 0 1 0 0 14M130 82h14M130 88h12" stroke="var(--sky)" strokeWidth="4" />
      <path d="M44 122h.1M82 122h.1M120 122h.1M44 144h.1M82 144h.1M120 144h.1M44 166h.1M82 166h.1M120 166h.1" stroke="var(--shade)" strokeWidth="15" />
      <rect x="144" y="114" width="28" height="58" rx="8" fill="var(--sage)" stroke="var(--shade)" strokeWidth="4" />
    </svg>
  );
}

type ArticleKind = ViewOf<'articles'>['articles'][number]['kind'];

const articles: Record<ArticleKind, ComponentType> = { envelope: PrepaidEnvelope, padded: PaddedEnvelope, box: OpenBox, other: Tape };

export function Article({ kind }: { readonly kind: ArticleKind }) {
  const Drawing = articles[kind];
  return <Drawing />;
}

/** Whatever is sold, small, beside its words. */
export function Sold({ kind, labelled = false }: { readonly kind: SoldKind; readonly labelled?: boolean }) {
  switch (kind) {
    case 'letter':
      return <Letter labelled={labelled} />;
    case 'parcel':
      return <Parcel labelled={labelled} />;
    case 'stamp':
      return <Stamps />;
    case 'supplement':
      return <Supplement />;
    case 'article':
      return <OpenBox />;
  }
}

/** What was bought goes home with the customer. */
export function Bought() {
  return (
    <svg className="sent" viewBox="0 0 640 520" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <circle cx="320" cy="260" r="232" fill="var(--sage-2)" />
      <ellipse cx="320" cy="482" rx="230" ry="16" fill="var(--paper-2)" />
      <g transform="translate(352 74) rotate(16) scale(1.3)">
        <StampShape />
      </g>
      <g transform="translate(216 64) rotate(-10) scale(1.3)">
        <StampShape />
      </g>
      <path d="M172 172h296l24 286a18 18 0 0 1-18 20H166a18 18 0 0 1-18-20z" fill="var(--kraft-1)" stroke="var(--shade)" strokeWidth="8" />
      <path d="M172 172h296l6 70H166z" fill="var(--kraft-2)" stroke="var(--shade)" strokeWidth="8" />
      <circle cx="484" cy="410" r="74" fill="var(--sage)" stroke="var(--paper)" strokeWidth="14" />
      <path d="m448 412 26 28 46-54" stroke="var(--paper)" strokeWidth="17" />
    </svg>
  );
}
