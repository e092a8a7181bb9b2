/** A phone with a code on its glass, held before the reader's beam. */
export function PhoneToReader() {
  return (
    <svg className="phone-to-reader" viewBox="0 0 220 190" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <path d="M150 34h56v122h-56z" fill="var(--shade)" stroke="var(--ink)" strokeWidth="6" />
      <path d="M150 66v58" stroke="var(--sky-2)" strokeWidth="12" />
      <path d="M144 72 100 52M144 95H98M144 118l-44 20" stroke="var(--brick)" strokeWidth="6" />
      <rect x="12" y="14" width="88" height="162" rx="16" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="7" />
      <path d="M46 30h20" stroke="var(--shade)" strokeWidth="6" />
      <path d="M26 56h22v22H26zM64 56h22v22H64zM26 96h22v22H26z" stroke="var(--shade)" strokeWidth="7" />
      <path d="M62 94h.1M78 98h.1M64 112h.1M82 116h.1M56 86h.1" stroke="var(--shade)" strokeWidth="10" />
      <path d="M32 142h48" stroke="var(--metal)" strokeWidth="7" />
    </svg>
  );
}
