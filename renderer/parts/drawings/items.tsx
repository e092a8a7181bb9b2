/** The things that are sent. Each stands on its own grid and is placed by `<g transform>` where a scene needs it. */

/** A parcel seen from above the corner, 200 x 200. */
export function ParcelShape({ labelled = false }: { readonly labelled?: boolean }) {
  return (
    <g strokeLinejoin="round">
      <path d="M100 14 184 56 100 98 16 56z" fill="var(--kraft-1)" />
      <path d="M16 56 100 98v92L16 148z" fill="var(--kraft-2)" />
      <path d="M184 56 100 98v92l84-42z" fill="var(--kraft-3)" />
      <path d="M50 39 66 31 150 73 134 81z" fill="var(--tape)" />
      <path d="M134 81 150 73v34l-16 8z" fill="var(--tape)" opacity="0.85" />
      {labelled ? (
        <>
          <path d="M28 84 80 110v48L28 132z" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="2.5" />
          <path d="M36 97 58 108M36 106 66 121" stroke="var(--shade)" strokeWidth="4" />
          <path d="M36 119v11M42 122v11M47 125v11M54 128v11M60 131v11M66 134v11M72 137v11" stroke="var(--shade)" strokeWidth="3" />
        </>
      ) : (
        <path d="M30 128 56 141M30 138 48 147" stroke="var(--kraft-1)" strokeWidth="5" strokeLinecap="round" />
      )}
      <path d="M100 14 184 56v92l-84 42-84-42V56zM16 56l84 42 84-42M100 98v92" fill="none" stroke="var(--shade)" strokeWidth="3.5" />
    </g>
  );
}

/** A letter, 200 x 140. */
export function LetterShape({ labelled = false }: { readonly labelled?: boolean }) {
  return (
    <g strokeLinejoin="round" strokeLinecap="round">
      <rect x="6" y="8" width="188" height="124" rx="9" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="5" />
      {labelled ? (
        <>
          <rect x="138" y="22" width="42" height="34" rx="3" fill="var(--wheat)" stroke="var(--shade)" strokeWidth="3.5" />
          <path d="M146 34h14M146 43h9M168 32v14M173 32v14" stroke="var(--shade)" strokeWidth="3" />
          <path d="M80 84h88M80 98h66M80 112h78" stroke="var(--shade)" strokeWidth="5" />
          <path d="M22 26h34M22 37h24" stroke="var(--metal)" strokeWidth="4" />
        </>
      ) : (
        <>
          <path d="M8 13 92 78a13 13 0 0 0 16 0L192 13" fill="none" stroke="var(--shade)" strokeWidth="5" />
          <path d="M9 128 74 66M191 128l-65-62" stroke="var(--metal)" strokeWidth="4" />
        </>
      )}
    </g>
  );
}

export function Parcel({ labelled = false }: { readonly labelled?: boolean }) {
  return (
    <svg className="item" viewBox="0 0 200 204" aria-hidden="true" fill="none">
      <ParcelShape labelled={labelled} />
    </svg>
  );
}

export function Letter({ labelled = false }: { readonly labelled?: boolean }) {
  return (
    <svg className="item" viewBox="-4 -30 208 200" aria-hidden="true" fill="none">
      <LetterShape labelled={labelled} />
    </svg>
  );
}

export function Item({ kind, labelled = false }: { readonly kind: 'letter' | 'parcel'; readonly labelled?: boolean }) {
  return kind === 'letter' ? <Letter labelled={labelled} /> : <Parcel labelled={labelled} />;
}

/** Both, for "what you send". */
export function ParcelAndLetter() {
  return (
    <svg className="item" viewBox="0 0 270 204" aria-hidden="true" fill="none">
      <g transform="translate(64 0)">
        <ParcelShape />
      </g>
      <g transform="translate(0 98) rotate(-8) scale(0.72)">
        <LetterShape />
      </g>
    </svg>
  );
}

/** The slot of three centimetres: what goes through is a letter. */
export function ThreeCentimetres({ passes }: { readonly passes: boolean }) {
  return (
    <svg className="gauge" viewBox="0 0 330 210" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      {/* the gauge: a plate with a slot, and the two arrows that measure it */}
      <path d="M120 14h84a12 12 0 0 1 12 12v54H120zM120 130h96v54a12 12 0 0 1-12 12h-84z" fill="var(--shade)" stroke="var(--ink)" strokeWidth="3" />
      <path d="M120 14a12 12 0 0 0-12 12v158a12 12 0 0 0 12 12" stroke="var(--ink)" strokeWidth="3" fill="var(--shade)" />
      <path d="M240 80h48M240 130h48" stroke="var(--ink)" strokeWidth="4" strokeDasharray="1 9" />
      <path d="M262 86v38M262 86l-8 10M262 86l8 10M262 124l-8-10M262 124l8-10" stroke="var(--ink)" strokeWidth="4" />
      {passes ? (
        <g className="slides-in">
          <path d="M24 92h188v27H24z" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="4" />
          <path d="M24 92 200 92l12 27" fill="none" stroke="var(--shade)" strokeWidth="4" />
          <path d="M40 105h70" stroke="var(--metal)" strokeWidth="5" />
        </g>
      ) : (
        <g className="bumps">
          <path d="M4 62h98v92H4z" fill="var(--kraft-2)" stroke="var(--shade)" strokeWidth="4" />
          <path d="M4 62h98v22H4z" fill="var(--kraft-1)" stroke="var(--shade)" strokeWidth="4" />
          <path d="M44 62h18v42H44z" fill="var(--tape)" />
        </g>
      )}
    </svg>
  );
}

/** Longer than a metre, or rolled: a tube beside a metre of measure. */
export function Oversize() {
  return (
    <svg className="gauge" viewBox="0 0 330 210" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <path d="M34 60H282a24 36 0 0 1 0 72H34z" fill="var(--kraft-2)" stroke="var(--shade)" strokeWidth="4" />
      <ellipse cx="34" cy="96" rx="22" ry="36" fill="var(--kraft-1)" stroke="var(--shade)" strokeWidth="4" />
      <ellipse cx="34" cy="96" rx="11" ry="20" fill="var(--kraft-3)" />
      <path d="M120 60c-12 10-12 62 0 72M232 60c-12 10-12 62 0 72" stroke="var(--tape)" strokeWidth="12" />
      <path d="M12 172H318" stroke="var(--ink)" strokeWidth="4" />
      <path d="M12 160v24M318 160v24M63 164v8M114 164v8M165 160v12M216 164v8M267 164v8" stroke="var(--ink)" strokeWidth="4" />
    </svg>
  );
}
