import type { ReactNode } from 'react';

/** What lies on the table. From too light for the scale to too heavy for it, with each kind of item between. */
export interface PostObject {
  readonly name: string;
  readonly grams: number;
  readonly place: 'shelf' | 'counter';
  readonly drawing: ReactNode;
}

const line = { stroke: 'var(--shade)', strokeWidth: 3, strokeLinejoin: 'round', strokeLinecap: 'round' } as const;

const coin = (
  <g {...line}>
    <ellipse cx="50" cy="76" rx="25" ry="22" fill="var(--kraft-2)" />
    <ellipse cx="50" cy="73" rx="25" ry="22" fill="var(--wheat)" />
    <path d="M60 64a13 13 0 1 0 0 18M40 70h14M40 76h14" fill="none" />
  </g>
);

const letter = (
  <g {...line}>
    <path d="M10 44h80v52H10z" fill="var(--sheet)" />
    <path d="m10 46 40 28 40-28" fill="none" />
  </g>
);

const thickLetter = (
  <g {...line}>
    <path d="M12 32h76v54H12z" fill="var(--sheet)" />
    <path d="M12 86h76v10H12z" fill="var(--metal)" />
    <path d="m12 34 38 27 38-27M22 96V86M78 96V86" fill="none" />
  </g>
);

const envelope = (
  <g {...line}>
    <path d="M12 14h76v82H12z" fill="var(--kraft-1)" />
    <path d="M12 14h76v20H12z" fill="var(--kraft-2)" />
    <path d="M50 34v10M45 44h10" fill="none" />
    <path d="M38 60h36v22H38z" fill="var(--sheet)" />
    <path d="M44 68h22M44 75h15" fill="none" strokeWidth="2.4" />
  </g>
);

const parcel = (
  <g {...line}>
    <path d="M50 22 92 42 50 62 8 42z" fill="var(--kraft-1)" />
    <path d="M8 42 50 62v36L8 78z" fill="var(--kraft-2)" />
    <path d="M92 42 50 62v36l42-20z" fill="var(--kraft-3)" />
    <path d="m25 34 42 20v14l8-4V50L33 30z" fill="var(--tape)" strokeWidth="2" />
  </g>
);

const heavyParcel = (
  <g {...line}>
    <path d="M50 4 95 24 50 45 5 24z" fill="var(--kraft-1)" />
    <path d="M5 24 50 45v53L5 77z" fill="var(--kraft-2)" />
    <path d="M95 24 50 45v53l45-21z" fill="var(--kraft-3)" />
    <path d="m25 15 46 21v52l7-3V33L32 12zM75 14 29 35v53l-7-3V33L68 11z" fill="var(--sky)" strokeWidth="2" />
    <path d="M80 60v13M75 65l5-5 5 5" fill="none" stroke="var(--sheet)" />
  </g>
);

const anvil = (
  <g {...line}>
    <path d="M4 38c10 12 22 17 34 18l-6 20H22v20h60V76H70l-5-20c10-1 20-4 27-12V34H28v4z" fill="var(--ink-2)" />
    <path d="M28 34h64v10H34c-3 0-6-2-6-6z" fill="var(--metal)" />
  </g>
);

export const brassWeight = (
  <g {...line}>
    <path d="M26 50h48l8 46H18z" fill="var(--wheat)" />
    <path d="M42 50V36a9 9 0 1 1 16 0v14" fill="var(--kraft-1)" />
    <path d="M34 66h32" fill="none" />
  </g>
);

export const objects: readonly PostObject[] = [
  { name: 'coin', grams: 3, place: 'shelf', drawing: coin },
  { name: 'letter', grams: 20, place: 'shelf', drawing: letter },
  { name: 'thick-letter', grams: 84, place: 'shelf', drawing: thickLetter },
  { name: 'envelope', grams: 260, place: 'shelf', drawing: envelope },
  { name: 'parcel', grams: 1_240, place: 'counter', drawing: parcel },
  { name: 'heavy-parcel', grams: 8_000, place: 'counter', drawing: heavyParcel },
  { name: 'anvil', grams: 35_000, place: 'counter', drawing: anvil },
];

export function ObjectDrawing({ drawing }: { readonly drawing: ReactNode }) {
  return (
    <svg viewBox="0 0 100 100" aria-hidden="true" fill="none">
      {drawing}
    </svg>
  );
}
