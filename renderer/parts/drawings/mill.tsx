/** One sail: a spar, and beside it the frame with its canvas, as on a tower mill. */
function Sail({ angle }: { readonly angle: number }) {
  return (
    <g transform={`rotate(${angle})`}>
      <path d="M0 0V-268" stroke="var(--ink)" strokeWidth="13" strokeLinecap="round" />
      <path d="M8 -78H74V-262H8z" fill="var(--card)" stroke="var(--ink)" strokeWidth="7" strokeLinejoin="round" />
      <path d="M41 -78V-262M8 -124H74M8 -170H74M8 -216H74" stroke="var(--ink)" strokeWidth="3.5" fill="none" />
      <path d="M8 -78V-262" stroke="var(--ink)" strokeWidth="7" />
    </g>
  );
}

/** The mill of the first screen. Its sails turn one round in 40 s; for reduced motion they stand still (look.md). */
export function MillScene() {
  return (
    <svg className="mill-scene" viewBox="0 0 1080 960" preserveAspectRatio="xMidYMax slice" aria-hidden="true" fill="none">
      <rect x="-1200" y="-1200" width="3600" height="2200" fill="var(--sky-ground)" />
      <circle cx="800" cy="400" r="300" fill="var(--sun)" />
      <path d="M-1200 760C-700 640-300 690-40 742S560 850 840 742s600-60 1500 40V1200H-1200z" fill="var(--hill-1)" />
      <g>
        <path d="M724 470h152l44 350H680z" fill="var(--shade)" stroke="var(--ink)" strokeWidth="6" strokeLinejoin="round" />
        <path d="M712 474a88 88 0 0 1 176 0z" fill="var(--sky)" stroke="var(--ink)" strokeWidth="6" strokeLinejoin="round" />
        <path d="M694 700h212" stroke="var(--wheat)" strokeWidth="8" />
        <path d="M776 820v-66a24 24 0 0 1 48 0v66z" fill="var(--wheat)" />
        <rect x="783" y="586" width="34" height="46" rx="17" fill="var(--wheat)" />
        <g transform="translate(800 452)">
          <g className="mill-sails">
            <Sail angle={18} />
            <Sail angle={108} />
            <Sail angle={198} />
            <Sail angle={288} />
          </g>
          <circle r="20" fill="var(--wheat)" stroke="var(--ink)" strokeWidth="7" />
        </g>
      </g>
      <path d="M-1200 880C-500 770 60 800 420 838s520-70 900-40 600 60 1100 30V1300H-1200z" fill="var(--hill-2)" />
    </svg>
  );
}

/** The same mill, small and alone: the emblem of the terminal. */
export function MillEmblem({ turning = false }: { readonly turning?: boolean }) {
  return (
    <svg className="emblem" viewBox="0 0 640 700" aria-hidden="true" fill="none">
      <circle cx="320" cy="320" r="290" fill="var(--sun)" />
      <path d="M252 330h136l44 330H208z" fill="var(--shade)" stroke="var(--ink)" strokeWidth="6" strokeLinejoin="round" />
      <path d="M240 334a80 80 0 0 1 160 0z" fill="var(--sky)" stroke="var(--ink)" strokeWidth="6" />
      <path d="M296 660v-64a24 24 0 0 1 48 0v64z" fill="var(--wheat)" />
      <g transform="translate(320 312)">
        <g className={turning ? 'mill-sails' : undefined}>
          <Sail angle={18} />
          <Sail angle={108} />
          <Sail angle={198} />
          <Sail angle={288} />
        </g>
        <circle r="20" fill="var(--wheat)" stroke="var(--ink)" strokeWidth="7" />
      </g>
    </svg>
  );
}
