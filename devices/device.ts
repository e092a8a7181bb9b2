import type { Outcome } from './outcome.ts';

/** Kinds as the configuration, the command lines and the workbench write them. */
export const deviceKinds = ['scale', 'receipt-printer', 'label-printer', 'payment-terminal', 'badge-reader', 'code-scanner'] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** Closed list, after XFS4IoT: `user-error` is a person in the way (cover open, paper not taken); `not-fitted` is by design. */
export type HealthState = 'online' | 'busy' | 'user-error' | 'consumable-out' | 'hardware-error' | 'offline' | 'not-fitted';

export interface Health {
  readonly state: HealthState;
  /** First cause, kept until the device is well again: a later, vaguer error does not overwrite it. Null when well. */
  readonly cause: string | null;
  /** What is still fine but will not be for long, such as `paper-near-end`. */
  readonly warnings: readonly string[];
  /** What a person should do. */
  readonly action: 'none' | 'close-cover' | 'load-paper' | 'clear-jam' | 'check-cable' | 'restart' | 'call-technician';
  readonly since: number;
}

/** What every device of every kind has. Commands are the kind's own, one FIFO each; status reads bypass it. */
export interface Device {
  readonly kind: DeviceKind;
  readonly driver: string;
  health(): Health;
  /** Calls back at once and at every change; returns how to stop. */
  onHealth(listener: (health: Health) => void): () => void;
  /** What the device said it is, once identified: model, serial number, firmware. */
  identity(): Readonly<Record<string, string>> | null;
  /** Connects, and reconnects with back-off until stopped. Returns at once; watch the health. */
  start(): void;
  stop(): Promise<void>;
}

export type { Outcome };
