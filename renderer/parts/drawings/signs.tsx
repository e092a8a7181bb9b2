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
export const Up = () => (
  <Sign>
    <path d="M24 41V8M10 21 24 7l14 14" />
  </Sign>
);
export const Down = () => (
  <Sign>
    <path d="M24 7v33M10 27l14 14 14-14" />
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
/** An ear that listens: the terminal speaks. */
export const Ear = () => (
  <Sign>
    <path d="M13 20a12 12 0 0 1 24 0c0 9-8 9-9 16-1 5-3 7-7 7-5 0-7-3-7-7M19 21a6 6 0 0 1 12 0c0 5-5 5-5 9" />
  </Sign>
);
/** A lamp with a shade: bright surfaces are dimmed. */
export const Lamp = () => (
  <Sign>
    <path d="M16 7h16l8 19H8zM24 26v15M15 42h18" />
  </Sign>
);
/** Somebody seated, and what is touched comes down. */
export const Seated = () => (
  <Sign>
    <circle cx="14" cy="8" r="4.5" />
    <path d="M14 18v13h11l6 10M22 37a10 10 0 1 1-14-11M38 7v17M38 24l-6-6M38 24l6-6" />
  </Sign>
);
/** Few words, well apart. */
export const FewWords = () => (
  <Sign>
    <path d="M6 8h36v26H24l-9 8v-8H6zM15 17h18M15 25h9" />
  </Sign>
);
/** A glass of sand: nobody is hurried. */
export const Sand = () => (
  <Sign>
    <path d="M11 6h26M11 42h26M14 6c0 11 10 12 10 18S14 31 14 42M34 6c0 11-10 12-10 18s10 7 10 18" />
  </Sign>
);
/** Two bars, as on everything that can be halted. */
export const Halt = () => (
  <Sign>
    <path d="M17 9v30M31 9v30" strokeWidth="7" />
  </Sign>
);
export const Undo = () => (
  <Sign>
    <path d="M8 8v13h13M8 21c4-9 13-13 21-10 9 3 13 12 9 21-3 7-11 10-18 8" />
  </Sign>
);
export const EyeShut = () => (
  <Sign>
    <path d="M5 20c9 12 29 12 38 0M11 27l-4 6M24 30v7M37 27l4 6" />
  </Sign>
);
/** Letters that step up. */
export const LettersUp = () => (
  <Sign>
    <path d="M4 40 11 22h1l7 18M6 34h11M22 40 33 8h1l10 32M26 29h15" />
  </Sign>
);
