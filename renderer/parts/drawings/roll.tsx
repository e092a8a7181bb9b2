/** The cover: it turns on a hinge at its right end. */
const dome = 'M150 208c0-76 70-120 170-120s170 44 170 120z';

/**
 * The printer behind its flap as a worker sees it, step by step: the cover on its hinge, the roll in its tray, the paper over
 * the top and out towards the hand.
 */
export function RollChange({ step, kind }: { readonly step: 'closed' | 'open' | 'replace' | 'close' | 'printed' | 'stuck'; readonly kind: 'labels' | 'receipts' }) {
  const open = step === 'open' || step === 'replace' || step === 'close';
  return (
    <svg className="roll-change" viewBox="40 -90 660 560" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <ellipse cx="320" cy="438" rx="250" ry="16" fill="var(--paper-2)" />
      {open ? <path d={dome} transform={`rotate(${step === 'close' ? 34 : 74} 490 208)`} fill="var(--metal)" stroke="var(--ink)" strokeWidth="7" /> : null}
      {step === 'replace' || step === 'close' ? <Roll kind={kind} lifted={step === 'replace'} /> : null}
      {step === 'open' ? <circle cx="320" cy="226" r="36" fill="var(--kraft-1)" stroke="var(--shade)" strokeWidth="6" /> : null}
      <path d="M150 208h340a26 26 0 0 1 26 26v172a26 26 0 0 1-26 26H150a26 26 0 0 1-26-26V234a26 26 0 0 1 26-26z" fill="var(--shade)" stroke="var(--ink)" strokeWidth="7" />
      {open ? null : <path d={dome} fill="var(--metal)" stroke="var(--ink)" strokeWidth="7" />}
      <rect x="170" y="280" width="230" height="22" rx="11" fill="var(--ink-2)" />
      <circle cx="456" cy="290" r="14" fill={step === 'printed' ? 'var(--sage)' : step === 'stuck' ? 'var(--brick)' : 'var(--wheat)'} />
      {step === 'printed' || step === 'replace' || step === 'close' ? <Strip kind={kind} short={step !== 'printed'} /> : null}
      {step === 'stuck' ? (
        <g stroke="var(--brick)" strokeWidth="12">
          <circle cx="286" cy="366" r="44" fill="var(--brick-2)" />
          <path d="m270 350 32 32M302 350l-32 32" />
        </g>
      ) : null}
      <Movement step={step} />
    </svg>
  );
}

/** A new roll over its tray, or in it; labels lie on a kraft core. */
function Roll({ kind, lifted }: { readonly kind: 'labels' | 'receipts'; readonly lifted: boolean }) {
  const y = lifted ? 120 : 186;
  return (
    <g>
      <circle cx="320" cy={y} r="92" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="6" />
      <circle cx="320" cy={y} r="70" stroke="var(--metal)" strokeWidth="5" strokeDasharray={kind === 'labels' ? '26 10' : undefined} />
      <circle cx="320" cy={y} r="34" fill="var(--kraft-1)" stroke="var(--shade)" strokeWidth="6" />
      <path d={`M228 ${y + 8}c-28 40-32 70-30 100`} stroke="var(--shade)" strokeWidth="7" />
    </g>
  );
}

/** What comes out below the slot: labels have gaps, a receipt has none. */
function Strip({ kind, short }: { readonly kind: 'labels' | 'receipts'; readonly short: boolean }) {
  const end = short ? 350 : 420;
  return (
    <g>
      <path d={`M196 291h178v${end - 291}H196z`} fill="var(--sheet)" stroke="var(--shade)" strokeWidth="6" />
      {short ? null : <path d="M220 324h90M220 348h120M220 372h70" stroke="var(--shade)" strokeWidth="8" />}
      {kind === 'labels' && !short ? <path d="M196 396h178" stroke="var(--shade)" strokeWidth="5" strokeDasharray="8 10" /> : null}
    </g>
  );
}

/** Which way the hand moves. */
function Movement({ step }: { readonly step: Parameters<typeof RollChange>[0]['step'] }) {
  const path = step === 'open' ? 'M330 20c50-50 104-70 166-64M470 -70l28 26-24 30' : step === 'replace' ? 'M180 60v92M180 152l-24-24M180 152l24-24' : step === 'close' ? 'M300 -20c-58 26-96 62-118 112M158 66l22 28 32-16' : null;
  return path === null ? null : <path d={path} stroke="var(--sky)" strokeWidth="15" />;
}
