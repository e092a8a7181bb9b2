import { join } from 'node:path';
import { firstScreenBytes, firstScreenFiles, mostForTheFirstScreen } from '../first-screen.ts';
import type { Bench, Figure } from './figure.ts';
import { root } from './place.ts';

const kilobytes = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} kB`;

export const bundleBench: Bench = {
  name: 'bundle',
  method: 'every file that the first screen waits for, compressed by gzip, fonts apart',
  run(): Promise<readonly Figure[]> {
    const built = join(root, 'out', 'renderer');
    const bytes = firstScreenBytes(built);
    const figures = [{ what: 'first screen, compressed', moulin: kilobytes(bytes), against: `the most it may weigh: ${kilobytes(mostForTheFirstScreen)}`, ratio: bytes / mostForTheFirstScreen, aim: 1 }];
    for (const { file, compressed } of firstScreenFiles(built)) console.log(`  ${file}: ${kilobytes(compressed)}`);
    return Promise.resolve(figures);
  },
};
