import { createRequire } from 'node:module';

/**
 * Packages that only a twin's pictures need, loaded when the first one is drawn: together they cost more time than all
 * the rest of a start, and a terminal with real devices never needs them.
 */
const require = createRequire(import.meta.url);

function once<T>(load: () => T): () => T {
  let loaded: { readonly value: T } | null = null;
  return () => (loaded ??= { value: load() }).value;
}

export const canvasLibrary = once(() => require('@napi-rs/canvas') as typeof import('@napi-rs/canvas'));
export const barCodeLibrary = once(() => require('bwip-js/node') as typeof import('bwip-js/node'));
