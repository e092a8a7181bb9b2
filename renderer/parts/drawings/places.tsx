/** Where an item goes: the hexagon, islands with a palm, a globe with a road out. */

export function France() {
  return (
    <svg className="place" viewBox="0 0 200 190" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <path
        d="M104 8 116 20 142 32 172 42 166 76 152 92 160 108 156 124 166 140 146 154 124 150 106 166 78 158 50 150 58 118 52 92 34 74 10 62 22 50 48 54 52 38 66 42 84 28 86 14z"
        fill="var(--sky-2)"
        stroke="var(--sky)"
        strokeWidth="6"
      />
      <path d="M180 150 188 146 190 168 182 178 177 166z" fill="var(--sky-2)" stroke="var(--sky)" strokeWidth="5" />
      <path d="M66 128C86 96 84 92 118 74" stroke="var(--ink)" strokeWidth="5" strokeDasharray="1 12" />
      <circle cx="64" cy="130" r="8" fill="var(--ink)" />
      <path d="M124 78c-16-19-22-27-22-38a22 22 0 0 1 44 0c0 11-6 19-22 38z" fill="var(--wheat)" stroke="var(--shade)" strokeWidth="5" />
      <circle cx="124" cy="40" r="7" fill="var(--shade)" />
    </svg>
  );
}

export function Overseas() {
  return (
    <svg className="place" viewBox="0 0 200 190" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <circle cx="150" cy="48" r="26" fill="var(--wheat)" />
      <path d="M26 136c14-30 44-44 74-44s58 16 72 44z" fill="var(--sage-2)" stroke="var(--sage)" strokeWidth="6" />
      <path d="M92 94C90 72 86 58 76 42" stroke="var(--kraft-3)" strokeWidth="9" />
      <path d="M76 42C60 26 42 26 30 38c16-2 30 0 46 4zM76 42c-4-18 4-30 22-34-6 12-12 22-22 34zM76 42c16-10 32-6 40 8-14-4-26-6-40-8zM76 42c-14 4-22 16-20 30 8-8 14-18 20-30z" fill="var(--sage)" />
      <path d="M10 142c15 10 30 10 45 0s30-10 45 0 30 10 45 0 30-10 45 0M28 166c12 8 24 8 36 0s24-8 36 0 24 8 36 0 24-8 36 0" stroke="var(--sky)" strokeWidth="6" />
    </svg>
  );
}

export function Abroad() {
  return (
    <svg className="place" viewBox="0 0 200 190" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <circle cx="92" cy="106" r="72" fill="var(--sky-2)" stroke="var(--sky)" strokeWidth="6" />
      <path d="M20 106h144M92 34c28 20 36 46 36 72s-8 52-36 72M92 34c-28 20-36 46-36 72s8 52 36 72M32 68c34 16 86 16 120 0M32 144c34-16 86-16 120 0" stroke="var(--sky)" strokeWidth="4" />
      <path d="M84 116C104 72 132 50 160 42" stroke="var(--ink)" strokeWidth="5" strokeDasharray="1 12" />
      <path d="M150 20 196 12 176 54 168 38z" fill="var(--wheat)" stroke="var(--shade)" strokeWidth="5" />
    </svg>
  );
}

/** A shop that keeps parcels: an awning, a door, a box on the counter. */
export function Shop() {
  return (
    <svg className="place" viewBox="0 0 200 190" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <path d="M28 78h144v100H28z" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M22 26h156l14 46a18 18 0 0 1-36 0 18 18 0 0 1-37 0 18 18 0 0 1-38 0 18 18 0 0 1-37 0 18 18 0 0 1-36 0z" fill="var(--wheat)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M59 26 44 74M100 26v46M141 26l15 48" stroke="var(--shade)" strokeWidth="5" />
      <path d="M118 108h38v70h-38z" fill="var(--sky-2)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M44 132h52v46H44z" fill="var(--kraft-2)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M44 132h52v14H44z" fill="var(--kraft-1)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M12 180h176" stroke="var(--ink)" strokeWidth="6" />
    </svg>
  );
}
