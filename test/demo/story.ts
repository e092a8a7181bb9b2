import type { Customer } from '../customer.ts';
import type { Kiosk } from '../kiosk.ts';
import type { Listener } from '../listener.ts';

/** What a story needs of the stage: somebody at the screen, the world around it, and a photographer. */
export interface Stage {
  readonly kiosk: Kiosk;
  readonly customer: Customer;
  /** Hears what the terminal says, where it speaks. */
  readonly listener: Listener;
  /** Photographs the screen, with a sentence for whoever reads the story. */
  readonly photograph: (name: string, caption: string) => Promise<void>;
}

export interface Story {
  readonly id: string;
  readonly title: string;
  readonly lead: string;
  /** What would stand in `terminal.json`, where the terminal is not as it comes. */
  readonly configuration?: object;
  play(stage: Stage): Promise<void>;
  /** Papers that must have come out, at least: a demo that lost one has failed. */
  readonly labels: number;
  readonly receipts: number;
  /** Cents: what must stand in the day's report. */
  readonly paid: number;
  readonly issued: number;
  readonly returned: number;
}
