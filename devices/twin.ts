import type { BytePort } from './wire/wire.ts';
import type { DeviceKind } from './device.ts';

/**
 * The other end of the wire: a program that speaks the device's real protocol over a real connection, with knobs for
 * all that a real one does wrong. A knob may be turned while a job runs.
 */
export interface Twin<Knobs extends object = object> {
  readonly kind: DeviceKind;
  readonly protocol: string;
  /** True when the real device takes connections over TLS only, and so does its twin where it has a connection of its own. */
  readonly overTls?: boolean;
  knobs(): Knobs;
  /** Checks the patch against the knobs' schema first. @throws Error that names the knob and what it takes. */
  turn(patch: unknown): Knobs;
  /** Serves one connection; a twin may have several in turn, as after a reconnect. */
  attach(port: BytePort): void;
  /** Calls back at every change of knobs or papers; returns how to stop. */
  onChange(listener: () => void): () => void;
  close(): void;
}

/** What a printer's twin has printed, oldest first. */
export interface PrintedPaper {
  /** From 1. */
  readonly number: number;
  /** The text on it in reading order, a line an element: for tests and for people who cannot see the picture. */
  readonly lines: readonly string[];
  /** Texts of the bar codes on it. */
  readonly codes: readonly string[];
  readonly png: Uint8Array;
}

export interface PrinterTwin<Knobs extends object = object> extends Twin<Knobs> {
  papers(): readonly PrintedPaper[];
}
