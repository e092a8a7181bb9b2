import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';

/** The README's pictures: half size, so that a clone stays light. */
const kept = ['attract', 'format', 'offers-parcel', 'address-addressee', 'basket-two', 'pay', 'issuing', 'deposit'] as const;
const directory = 'assets/pictures';

export async function keepForReadme(out: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const files = readdirSync(join(out, 'parcel'));
  for (const name of kept) {
    const file = files.find((one) => one.endsWith(`-${name}.png`));
    if (file === undefined) throw new Error(`the demo made no picture of ${name}`);
    await shrink(join(out, 'parcel', file), join(directory, `${name}.png`), 0.35);
  }
  await shrink(join(out, 'paper-out', readdirSync(join(out, 'paper-out')).find((one) => one.endsWith('-label-trouble.png')) ?? ''), join(directory, 'label-trouble.png'), 0.35);
  await shrink(join(out, 'parcel', 'workbench.png'), join(directory, 'workbench.png'), 0.75);
  for (const [from, to] of [['label-printer-1', 'parcel-label'], ['label-printer-2', 'letter-vignette'], ['receipt-printer-1', 'proof-of-posting'], ['receipt-printer-2', 'receipt']] as const) {
    await shrink(join(out, 'parcel', `${from}.png`), join(directory, `${to}.png`), 0.5);
  }
}

async function shrink(from: string, to: string, scale: number): Promise<void> {
  const image = await loadImage(from);
  const canvas = createCanvas(Math.round(image.width * scale), Math.round(image.height * scale));
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  writeFileSync(to, await canvas.encode('png'));
}
