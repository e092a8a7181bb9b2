/**
 * The byte port: the one seam between a driver and the world. A driver is given how to open one and does not know
 * whether it is a serial line, a TCP connection or memory.
 */
export interface BytePort {
  /** Null until closed; then why. */
  readonly closed: string | null;
  /** Resolves when the bytes have left this process; rejects when the port is closed. Never queued for a later connection. */
  write(bytes: Uint8Array): Promise<void>;
  /** One listener at a time: the driver that owns the port. Bytes that came before it was set are handed over at once. */
  onBytes(listener: (bytes: Uint8Array) => void): void;
  onClose(listener: (why: string) => void): void;
  close(): Promise<void>;
}

/** Opens a fresh port for one connection. Rejects with a `WireError` that names the address and the remedy. */
export type OpenWire = (signal?: AbortSignal) => Promise<BytePort>;

export class WireError extends Error {
  override readonly name = 'WireError';
}

/** Where a twin, or a test, takes connections. */
export interface WireServer {
  /** The address to connect to, with the port that was really taken, such as `tcp://127.0.0.1:40123`. */
  readonly url: string;
  close(): Promise<void>;
}
