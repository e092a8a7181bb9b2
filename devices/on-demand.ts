import { createRequire } from 'node:module';
import type ntp from 'node-thermal-printer';
import type * as selfSigned from 'selfsigned';

/**
 * Packages that a start can do without, loaded when they are first needed: the first paper, the first picture of one, or the first
 * virtual device that speaks TLS.
 * Together they cost more time than all the rest of a start, and a terminal with real devices never draws pictures.
 */
const require = createRequire(import.meta.url);

function once<T>(load: () => T): () => T {
  let loaded: { readonly value: T } | null = null;
  return () => (loaded ??= { value: load() }).value;
}

export const canvasLibrary = once(() => require('@napi-rs/canvas') as typeof import('@napi-rs/canvas'));
export const barCodeLibrary = once(() => require('bwip-js/node') as typeof import('bwip-js/node'));
export const byteBuilderLibrary = once(() => require('node-thermal-printer') as typeof ntp);
export const selfSignedLibrary = once(() => require('selfsigned') as typeof selfSigned);
