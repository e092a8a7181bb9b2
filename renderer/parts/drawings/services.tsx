import type { ReactNode } from 'react';
import type { Service } from '../../../flows/view.ts';
import { OpenBox, Stamps, Supplement } from './goods.tsx';
import { ParcelAndLetter, ParcelShape } from './items.tsx';

/** What the keys of the first screen show, beside their words. */

/** A parcel that has its label already goes down into the slot. */
function Deposit() {
  return (
    <svg className="item" viewBox="0 0 200 190" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <g transform="translate(40 -2) scale(0.6)">
        <ParcelShape labelled />
      </g>
      <path d="M22 122h156v50a12 12 0 0 1-12 12H34a12 12 0 0 1-12-12z" fill="var(--paper-2)" stroke="var(--ink)" strokeWidth="6" />
      <path d="M48 146h104" stroke="var(--ink)" strokeWidth="14" />
    </svg>
  );
}

/** The same paper twice. */
function Copy() {
  return (
    <svg className="item" viewBox="0 0 200 190" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <path d="M78 10h98v128l-12-9-12 9-13-9-12 9-12-9-13 9-12-9-12 9z" fill="var(--metal)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M24 44h98v134l-12-9-12 9-13-9-12 9-12-9-13 9-12-9-12 9z" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M40 68h44M40 88h64M40 108h54M40 140h24M84 140h20" stroke="var(--shade)" strokeWidth="6" />
    </svg>
  );
}

/** A way with its halts, the last one found. */
function Tracking() {
  return (
    <svg className="item" viewBox="0 0 200 190" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <path d="M30 164C60 118 96 168 138 112" stroke="var(--ink)" strokeWidth="7" strokeDasharray="1 15" />
      <circle cx="30" cy="164" r="13" fill="var(--sage)" stroke="var(--shade)" strokeWidth="5" />
      <circle cx="86" cy="142" r="11" fill="var(--sage)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M140 116c-32-36-44-52-44-72a44 44 0 0 1 88 0c0 20-12 36-44 72z" fill="var(--wheat)" stroke="var(--shade)" strokeWidth="6" />
      <circle cx="140" cy="44" r="15" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="5" />
    </svg>
  );
}

export const serviceDrawings: Record<Service['id'], ReactNode> = {
  send: <ParcelAndLetter />,
  stamps: <Stamps />,
  supplement: <Supplement />,
  articles: <OpenBox />,
  deposit: <Deposit />,
  copy: <Copy />,
  tracking: <Tracking />,
};
