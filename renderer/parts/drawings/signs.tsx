import type { ReactNode } from 'react';

/** Small signs, all on one 48-unit grid with one line weight, beside a word and therefore silent for a reader. */
/** `turning`: it points where the reader goes, and turns with the direction of reading. */
function Sign({ turning = false, children }: { readonly turning?: boolean; readonly children: ReactNode }) {
  return (
    <svg className={turning ? 'sign sign-turning' : 'sign'} viewBox="0 0 48 48" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="4.5" strokeLinecap="round" strokeLinejoin="round">
      {children}
    </svg>
  );
}

export const Arrow = () => (
  <Sign turning>
    <path d="M7 24h33M27 10l14 14-14 14" />
  </Sign>
);
export const Back = () => (
  <Sign turning>
    <path d="M41 24H8M21 10 7 24l14 14" />
  </Sign>
);
export const Cross = () => (
  <Sign>
    <path d="m11 11 26 26M37 11 11 37" />
  </Sign>
);
export const Check = () => (
  <Sign>
    <path d="m8 25 11 11 21-24" />
  </Sign>
);
export const Plus = () => (
  <Sign>
    <path d="M24 8v32M8 24h32" />
  </Sign>
);
export const Minus = () => (
  <Sign>
    <path d="M9 24h30" />
  </Sign>
);
export const Bin = () => (
  <Sign>
    <path d="M8 13h32M19 13V7h10v6M12 13l2 28h20l2-28M21 21v12M27 21v12" />
  </Sign>
);
export const Pen = () => (
  <Sign>
    <path d="M8 40l2-10L31 9l8 8-21 21zM26 14l8 8" />
  </Sign>
);
export const Warning = () => (
  <Sign>
    <path d="M24 6 44 41H4zM24 19v10M24 35v.1" />
  </Sign>
);
export const Info = () => (
  <Sign>
    <circle cx="24" cy="24" r="19" />
    <path d="M24 22v12M24 14v.1" />
  </Sign>
);
export const Clock = () => (
  <Sign>
    <circle cx="24" cy="24" r="19" />
    <path d="M24 13v12l8 6" />
  </Sign>
);
/** Somebody who raises a hand. */
export const Call = () => (
  <Sign>
    <circle cx="22" cy="13" r="8" />
    <path d="M6 43c0-11 6-18 16-18 5 0 9 2 12 5M38 29V9M38 9l-5 5M38 9l5 5" />
  </Sign>
);
export const Globe = () => (
  <Sign>
    <circle cx="24" cy="24" r="19" />
    <path d="M5 24h38M24 5c7 6 9 12 9 19s-2 13-9 19M24 5c-7 6-9 12-9 19s2 13 9 19" />
  </Sign>
);
/** The sign of universal access, drawn anew: arms wide, standing. */
export const Person = () => (
  <Sign>
    <circle cx="24" cy="8" r="4.5" />
    <path d="M7 17c11 4 23 4 34 0M24 20v9M24 29l-8 14M24 29l8 14" />
  </Sign>
);
export const Sun = () => (
  <Sign>
    <circle cx="24" cy="24" r="9" />
    <path d="M24 4v4M24 40v4M4 24h4M40 24h4M10 10l3 3M35 35l3 3M38 10l-3 3M13 35l-3 3" />
  </Sign>
);
export const Moon = () => (
  <Sign>
    <path d="M40 29A18 18 0 1 1 19 8a14 14 0 0 0 21 21z" />
  </Sign>
);
export const Half = () => (
  <Sign>
    <circle cx="24" cy="24" r="18" />
    <path d="M24 6a18 18 0 0 1 0 36z" fill="currentColor" />
  </Sign>
);
export const Letters = ({ big = false }: { readonly big?: boolean }) => (
  <Sign>
    {big ? <path d="M5 41 21 6h2l16 35M10 29h24" /> : <path d="M13 37 23 14h2l10 23M16 30h16" />}
  </Sign>
);
export const Shift = () => (
  <Sign>
    <path d="M24 7 7 25h9v15h16V25h9z" />
  </Sign>
);
/** A badge: who works here. */
export const Badge = () => (
  <Sign>
    <path d="M8 14h32v28H8zM20 14V7h8v7M31 24h4M31 32h4" />
    <circle cx="19" cy="25" r="4" />
    <path d="M12 36c1-5 4-7 7-7s6 2 7 7" />
  </Sign>
);
/** A gloved hand's work: tools. */
export const Spanner = () => (
  <Sign>
    <path d="M30 6a11 11 0 0 0-11 15L6 34l8 8 13-13a11 11 0 0 0 15-11l-7 7-8-2-2-8 7-7z" />
  </Sign>
);
