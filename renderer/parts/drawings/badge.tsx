/** A worker's badge on its ribbon. */
export function BadgeCard() {
  return (
    <svg className="badge-card" viewBox="0 0 120 130" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <path d="M34 4 54 38M86 4 66 38" stroke="var(--sky)" strokeWidth="9" />
      <rect x="16" y="36" width="88" height="88" rx="12" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="6" />
      <rect x="48" y="44" width="24" height="8" rx="4" fill="var(--shade)" />
      <circle cx="60" cy="76" r="13" fill="var(--wheat)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M36 112c2-14 12-20 24-20s22 6 24 20" fill="var(--wheat)" stroke="var(--shade)" strokeWidth="5" />
    </svg>
  );
}
