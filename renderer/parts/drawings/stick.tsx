/** A stick, and the archive that goes onto it. */
export function UsbStick() {
  return (
    <svg className="usb-stick" viewBox="0 0 480 320" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <ellipse cx="240" cy="298" rx="190" ry="14" fill="var(--paper-2)" />
      <rect x="150" y="112" width="232" height="132" rx="24" fill="var(--shade)" stroke="var(--ink)" strokeWidth="7" />
      <path d="M150 132H70v92h80z" fill="var(--metal)" stroke="var(--shade)" strokeWidth="7" />
      <path d="M92 154h26v16H92zM92 186h26v16H92z" fill="var(--shade)" />
      <circle cx="344" cy="178" r="12" fill="var(--wheat)" />
      <path d="M214 34h92v118H214z" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="6" />
      <path d="M232 62h56M232 84h56M232 106h34" stroke="var(--shade)" strokeWidth="6" />
      <circle cx="286" cy="128" r="16" fill="var(--wheat)" stroke="var(--shade)" strokeWidth="5" />
    </svg>
  );
}
