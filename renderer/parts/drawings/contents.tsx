/** What is in an item, and why it is sent: the answers that customs want. All on a grid of 200. */

/** Written sheets: a letter, a contract. */
export function Documents() {
  return (
    <svg className="item" viewBox="0 0 200 190" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <path d="M62 12h88l32 32v104H62z" fill="var(--metal)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M26 38h88l32 32v112H26z" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M114 38v32h32" fill="var(--wheat-2)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M46 74h44M46 98h78M46 120h78M46 142h46" stroke="var(--shade)" strokeWidth="6" />
      <path d="M98 160c8-14 16-14 12-2s6 8 14-6" stroke="var(--sky)" strokeWidth="6" />
    </svg>
  );
}

/** A present with its ribbon. */
export function Present() {
  return (
    <svg className="item" viewBox="0 0 200 190" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <path d="M32 82h136v88a10 10 0 0 1-10 10H42a10 10 0 0 1-10-10z" fill="var(--sky-2)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M18 56h164v30H18z" fill="var(--sky-2)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M84 56h32v124H84z" fill="var(--wheat)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M100 54C74 54 48 40 52 22s40-8 48 32zM100 54c26 0 52-14 48-32s-40-8-48 32z" fill="var(--wheat)" stroke="var(--shade)" strokeWidth="5" />
    </svg>
  );
}

/** Something sold: a price on a string. */
export function PriceTag() {
  return (
    <svg className="item" viewBox="0 0 200 190" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <path d="M96 26h78v78l-78 76a10 10 0 0 1-14 0L20 116a10 10 0 0 1 0-14z" fill="var(--wheat)" stroke="var(--shade)" strokeWidth="6" />
      <circle cx="144" cy="58" r="13" fill="var(--paper)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M144 58c18-30 40-34 48-14" stroke="var(--shade)" strokeWidth="5" />
      <path d="M112 98a28 28 0 1 0 2 36M58 112h34M62 128h28" stroke="var(--shade)" strokeWidth="7" />
    </svg>
  );
}

/** A box that goes back where it came from. */
export function ComesBack() {
  return (
    <svg className="item" viewBox="0 0 200 190" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <path d="M34 92h92v84H34z" fill="var(--kraft-2)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M34 92h92v24H34z" fill="var(--kraft-1)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M68 92h24v24H68z" fill="var(--tape)" />
      <path d="M62 44h68a36 36 0 0 1 36 36v30a28 28 0 0 1-20 26M62 44l28-28M62 44l28 28" stroke="var(--sky)" strokeWidth="10" />
    </svg>
  );
}

/** A small bottle that is given to be tried. */
export function Sample() {
  return (
    <svg className="item" viewBox="0 0 200 190" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <path d="M80 14h40v26H80z" fill="var(--shade)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M84 40h32v18l28 26a16 16 0 0 1 6 12v70a14 14 0 0 1-14 14H64a14 14 0 0 1-14-14V96a16 16 0 0 1 6-12l28-26z" fill="var(--sage-2)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M50 108h100v42H50z" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M70 122h60M70 136h36" stroke="var(--shade)" strokeWidth="5" />
    </svg>
  );
}

/** One's own things: a suitcase. */
export function Belongings() {
  return (
    <svg className="item" viewBox="0 0 200 190" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <path d="M72 58V34a10 10 0 0 1 10-10h36a10 10 0 0 1 10 10v24" stroke="var(--shade)" strokeWidth="8" />
      <rect x="18" y="58" width="164" height="116" rx="14" fill="var(--kraft-1)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M52 58v116M148 58v116" stroke="var(--kraft-3)" strokeWidth="10" />
      <rect x="86" y="100" width="28" height="20" rx="4" fill="var(--wheat)" stroke="var(--shade)" strokeWidth="4" />
    </svg>
  );
}
