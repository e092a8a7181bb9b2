/** A bank card whose last four digits are lit. */
export function CardDigits() {
  return (
    <svg className="card-drawing" viewBox="0 0 520 320" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <rect x="10" y="10" width="500" height="300" rx="34" fill="var(--card)" stroke="var(--ink)" strokeWidth="8" />
      <rect x="56" y="78" width="86" height="66" rx="12" fill="var(--wheat)" stroke="var(--shade)" strokeWidth="6" />
      <path d="M56 111h86M99 78v66" stroke="var(--shade)" strokeWidth="4" />
      <path d="M60 214h.1M82 214h.1M104 214h.1M126 214h.1M166 214h.1M188 214h.1M210 214h.1M232 214h.1M272 214h.1M294 214h.1M316 214h.1M338 214h.1" stroke="var(--ink-2)" strokeWidth="13" />
      <rect x="364" y="180" width="120" height="68" rx="16" fill="var(--wheat-2)" stroke="var(--ink)" strokeWidth="7" />
      <path d="M386 196v36M412 196v36M438 196v36M462 196v36" stroke="var(--ink)" strokeWidth="11" />
      <path d="M60 272h150" stroke="var(--ink-2)" strokeWidth="9" />
    </svg>
  );
}
