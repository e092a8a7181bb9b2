import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';

/** The README's pictures: made smaller, so that a clone stays light. */
const directory = 'assets/pictures';

interface Kept {
  readonly story: string;
  /** As the story calls it, without its number. */
  readonly picture: string;
  readonly scale: number;
  /** Its name in the README, where that is another. */
  readonly as?: string;
}

const screens = { scale: 0.35 } as const;
const papers = { scale: 0.5 } as const;

const kept: readonly Kept[] = [
  { story: 'parcel', picture: 'attract', ...screens },
  { story: 'parcel', picture: 'format', ...screens },
  { story: 'parcel', picture: 'offers-parcel', ...screens },
  { story: 'canada', picture: 'country', ...screens },
  { story: 'canada', picture: 'address-contact', ...screens },
  { story: 'canada', picture: 'customs-overview', ...screens },
  { story: 'counter', picture: 'stamps', ...screens },
  { story: 'counter', picture: 'offers-registered', ...screens },
  { story: 'parcel', picture: 'basket-two', ...screens },
  { story: 'parcel', picture: 'pay', ...screens },
  { story: 'paper-out', picture: 'label-trouble', ...screens },
  { story: 'parcel', picture: 'deposit', ...screens },
  { story: 'help', picture: 'sign-in', ...screens },
  { story: 'help', picture: 'helping', ...screens },
  { story: 'parcel', picture: 'workbench', scale: 0.75 },
  { story: 'parcel', picture: 'label-printer-1', as: 'parcel-label', ...papers },
  { story: 'parcel', picture: 'label-printer-2', as: 'letter-vignette', ...papers },
  { story: 'canada', picture: 'label-printer-1', as: 'customs-sheet', ...papers },
  { story: 'counter', picture: 'label-printer-6', as: 'registered-label', ...papers },
  { story: 'parcel', picture: 'receipt-printer-1', as: 'proof-of-posting', ...papers },
  { story: 'parcel', picture: 'receipt-printer-2', as: 'receipt', ...papers },
];

/** Renews them all, and refuses when the README shows one that is not among them, or not all of these. */
export async function keepForReadme(out: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const shown = [...readFileSync('README.md', 'utf8').matchAll(/assets\/pictures\/([a-z-]+)\.png/g)].map((match) => match[1] ?? '');
  const made = kept.map(({ picture, as = picture }) => as);
  if (shown.toSorted().join() !== made.toSorted().join()) throw new Error(`README.md shows ${shown.join(', ')}; the demo keeps ${made.join(', ')}`);
  for (const { story, picture, scale, as = picture } of kept) {
    const file = readdirSync(join(out, story)).find((name) => name.replace(/^\d\d-/, '') === `${picture}.png`);
    if (file === undefined) throw new Error(`the story ${story} made no picture of ${picture}`);
    await shrink(join(out, story, file), join(directory, `${as}.png`), scale);
  }
}

async function shrink(from: string, to: string, scale: number): Promise<void> {
  const image = await loadImage(from);
  const canvas = createCanvas(Math.round(image.width * scale), Math.round(image.height * scale));
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  writeFileSync(to, await canvas.encode('png'));
}
