/** What hangs on the wall of the drawn post office: a clock, and the mill in a frame. Only to look at. */
export function Wall() {
  return (
    <div className="wall" aria-hidden="true">
      <svg className="wall-clock" viewBox="0 0 100 100" fill="none" stroke="var(--shade)" strokeWidth="4" strokeLinecap="round">
        <circle cx="50" cy="50" r="46" fill="var(--card)" />
        <path d="M50 12v6M50 82v6M12 50h6M82 50h6" />
        <path d="M50 50V26M50 50l18 10" strokeWidth="6" />
      </svg>
      <svg className="frame" viewBox="0 0 190 110" fill="none" stroke="var(--shade)" strokeWidth="4" strokeLinejoin="round">
        <rect x="2" y="2" width="186" height="106" rx="4" fill="var(--kraft-2)" />
        <rect x="12" y="12" width="166" height="86" fill="var(--paper)" />
        <circle cx="122" cy="50" r="27" fill="var(--sun)" strokeWidth="0" />
        <path d="M14 80c40-22 90 6 162-14v30H14z" fill="var(--hill-1)" strokeWidth="0" />
        <path d="M62 46h14l6 42H56z" fill="var(--ink)" strokeWidth="0" />
        <path d="m69 48 6-30 10 2-8 27zM69 48l30 6-2 10-27-8zM69 48l-6 30-10-2 8-27zM69 48l-30-6 2-10 27 8z" fill="var(--sheet)" strokeWidth="3" />
      </svg>
    </div>
  );
}
