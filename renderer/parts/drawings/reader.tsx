import { LetterShape, ParcelShape } from './items.tsx';

/** What is held before the scanner's window. */
export type Held = 'parcel' | 'letter' | 'paper';

/** The scanner's window in the front of the machine, its beam, and what is held under it with the code towards the glass. */
export function Reader({ held, reading = true }: { readonly held: Held; readonly reading?: boolean }) {
  return (
    <svg className="reader" viewBox="0 0 640 520" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <rect x="120" y="16" width="400" height="118" rx="30" fill="var(--shade)" stroke="var(--ink)" strokeWidth="7" />
      <rect x="196" y="56" width="248" height="44" rx="14" fill="var(--sky-2)" stroke="var(--sky)" strokeWidth="6" />
      <circle cx="484" cy="76" r="12" fill={reading ? 'var(--sage)' : 'var(--brick)'} />
      {reading ? (
        <g className="beam">
          <path d="M214 138 150 340H490L426 138z" fill="var(--brick-2)" />
        </g>
      ) : null}
      <g className="held">
        {held === 'parcel' ? (
          <g>
            <path d="M128 254h384v226a18 18 0 0 1-18 18H146a18 18 0 0 1-18-18z" fill="var(--kraft-2)" stroke="var(--shade)" strokeWidth="7" />
            <path d="M128 254h384v54H128z" fill="var(--kraft-1)" stroke="var(--shade)" strokeWidth="7" />
            <path d="M288 254h64v54h-64z" fill="var(--tape)" />
            <HeldLabel x={200} y={282} />
          </g>
        ) : null}
        {held === 'letter' ? (
          <g transform="translate(96 232) scale(2.24 1.9)">
            <LetterShape />
          </g>
        ) : null}
        {held === 'letter' ? <HeldLabel x={200} y={268} /> : null}
        {held === 'paper' ? (
          <g>
            <path d="M196 228h248v262l-20-14-21 14-21-14-20 14-21-14-21 14-20-14-21 14-20-14-21 14-21-14-21 14z" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="7" />
            <path d="M224 262h72M224 286h48M224 310h60M224 424h190M224 448h130" stroke="var(--shade)" strokeWidth="8" />
            <g fill="var(--shade)">
              <path d="M322 252h34v34h-34zM382 252h34v34h-34zM322 312h34v34h-34z" />
              <path d="M366 252h8v20h-8zM366 290h24v10h-24zM398 296h18v14h-18zM366 312h14v34h-14zM392 322h24v10h-24zM392 340h10v8h-10z" />
              <path d="M332 262h14v14h-14zM392 262h14v14h-14zM332 322h14v14h-14z" fill="var(--sheet)" />
            </g>
            <path d="M224 372h64M224 392h40" stroke="var(--metal)" strokeWidth="8" />
          </g>
        ) : null}
      </g>
      {reading ? <path className="beam" d={`M176 ${lineAt[held]}H464`} stroke="var(--brick)" strokeWidth="8" /> : null}
    </svg>
  );
}

/** Where the beam crosses the code. */
const lineAt: Record<Held, number> = { parcel: 332, letter: 318, paper: 300 };

/** The label as it sticks on an item: its bar code is what the beam wants. */
function HeldLabel({ x, y }: { readonly x: number; readonly y: number }) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect width="240" height="176" rx="10" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="6" />
      <path d="M30 18v64M44 18v64M52 18v64M68 18v64M84 18v64M92 18v64M108 18v64M118 18v64M134 18v64M142 18v64M158 18v64M174 18v64M184 18v64M198 18v64M208 18v64" stroke="var(--shade)" strokeWidth="7" strokeLinecap="butt" />
      <path d="M30 110h100M30 132h140M30 154h80" stroke="var(--shade)" strokeWidth="8" />
      <rect x="176" y="104" width="40" height="50" rx="4" fill="var(--wheat)" stroke="var(--shade)" strokeWidth="5" />
    </g>
  );
}

/** Something that this machine does not take: it goes back to whoever carries it. */
export function NotOurs() {
  return (
    <svg className="reader" viewBox="0 0 640 520" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <ellipse cx="320" cy="486" rx="220" ry="16" fill="var(--paper-2)" />
      <g transform="translate(120 74) scale(2)">
        <ParcelShape labelled />
      </g>
      <circle cx="488" cy="376" r="82" fill="var(--brick-2)" stroke="var(--brick)" strokeWidth="12" />
      <path d="M488 330v52M488 414v.1" stroke="var(--brick)" strokeWidth="18" />
    </svg>
  );
}

/** The clear pouch on a parcel, with the signed customs sheets half inside. */
export function Pouch() {
  return (
    <svg className="pouch" viewBox="0 0 200 170" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <g className="slides-down">
        <path d="M44 10h112v100H44z" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="5" />
        <path d="M58 28h40M58 44h84M58 60h64" stroke="var(--shade)" strokeWidth="5" />
        <path d="M104 82c6-12 12-10 10 0s4 8 10-2 12-4 16 0" stroke="var(--sky)" strokeWidth="5" />
      </g>
      <path d="M20 74h160v76a12 12 0 0 1-12 12H32a12 12 0 0 1-12-12z" fill="var(--sky-2)" opacity="0.86" stroke="var(--sky)" strokeWidth="6" />
      <path d="M20 74h160" stroke="var(--sky)" strokeWidth="9" />
      <path d="M40 140h60M40 122h40" stroke="var(--sky)" strokeWidth="5" opacity="0.5" />
    </svg>
  );
}
