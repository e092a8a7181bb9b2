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
    <svg className="mill-scene" viewBox="0 0 1080 1200" preserveAspectRatio="xMidYMax slice" aria-hidden="true" fill="none">
      <rect x="-1200" y="-1200" width="3600" height="2500" fill="var(--sky-ground)" />
      <g className="mill-place">
        <circle cx="770" cy="640" r="330" fill="var(--sun)" />
      </g>
      <path className="clouds" transform="translate(-20 150)" d="M150 560h96a34 34 0 0 0 0-68 62 62 0 0 0-120-8 40 40 0 0 0-58 38 38 38 0 0 0 36 38z" fill="var(--hill-2)" />
      <path className="clouds" transform="translate(0 160)" d="M318 706h70a25 25 0 0 0 0-50 46 46 0 0 0-88-6 29 29 0 0 0-42 28 28 28 0 0 0 26 28z" fill="var(--hill-2)" opacity="0.7" />
      <path d="M-1200 990C-700 880-300 920-40 972s600 108 880 0 600-60 1500 40V1300H-1200z" fill="var(--hill-1)" />
      <g className="mill-place">
        <g transform="translate(0 232)">
        <path d="M724 470h152l44 370H680z" fill="var(--shade)" stroke="var(--ink)" strokeWidth="6" strokeLinejoin="round" />
        <path d="M712 474a88 88 0 0 1 176 0z" fill="var(--sky)" stroke="var(--ink)" strokeWidth="6" strokeLinejoin="round" />
        <path d="M692 716h216" stroke="var(--wheat)" strokeWidth="8" />
        <path d="M776 842v-66a24 24 0 0 1 48 0v66z" fill="var(--wheat)" />
        <rect x="783" y="596" width="34" height="46" rx="17" fill="var(--wheat)" />
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
      </g>
      <path d="M-1200 1110C-500 1000 60 1030 420 1070s520-60 900-30 600 60 1100 30V1400H-1200z" fill="var(--hill-2)" />
      <path d="M792 1100c-40 34-150 30-240 58s-130 44-160 90" stroke="var(--hill-1)" strokeWidth="34" strokeLinecap="round" />
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
