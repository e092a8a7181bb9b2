import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';

/** What Vite writes of a build: each file, what it brings with it, and what it only fetches later. */
const manifestSchema = z.record(z.string(), z.object({ file: z.string(), imports: z.array(z.string()).default([]), css: z.array(z.string()).default([]) }));
type Manifest = z.infer<typeof manifestSchema>;

/** Painted by the first is the mill alone; the second draws the first screen, and is fetched at once. */
const beginnings = ['index.html', 'program.tsx'] as const;

/** bytes; the aim of issue 6: 150 kB compressed, fonts apart. */
export const mostForTheFirstScreen = 150_000;

export interface Weighed {
  readonly file: string;
  /** bytes, as gzip leaves them. */
  readonly compressed: number;
}

function broughtBy(manifest: Manifest, name: string, files: Set<string>): void {
  const chunk = manifest[name];
  if (chunk === undefined) throw new Error(`the build has no ${name}: npm run build, and look at ${Object.keys(manifest).slice(0, 5).join(', ')} …`);
  for (const file of [chunk.file, ...chunk.css]) files.add(file);
  for (const other of chunk.imports) broughtBy(manifest, other, files);
}

/** Every file that the first screen waits for, its fonts apart, heaviest first. @param built the folder of the built touchscreen */
export function firstScreenFiles(built: string): Weighed[] {
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(built, 'manifest.json'), 'utf8')));
  const files = new Set(['index.html']);
  for (const beginning of beginnings) broughtBy(manifest, beginning, files);
  return [...files].map((file) => ({ file, compressed: gzipSync(readFileSync(join(built, file))).byteLength })).toSorted((one, other) => other.compressed - one.compressed);
}

export function firstScreenBytes(built: string): number {
  return firstScreenFiles(built).reduce((sum, { compressed }) => sum + compressed, 0);
}
