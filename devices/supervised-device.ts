import type { Health } from './device.ts';
import type { Supervision } from './supervision.ts';

/** What every driver says of itself in the same words: its health, its identity, and how it is started and stopped. */
export abstract class SupervisedDevice {
  protected abstract readonly supervision: Supervision;

  health(): Health {
    return this.supervision.health.current;
  }

  onHealth(listener: (health: Health) => void): () => void {
    return this.supervision.onHealth(listener);
  }

  identity(): Readonly<Record<string, string>> | null {
    return this.supervision.identity;
  }

  start(): void {
    this.supervision.start();
  }

  stop(): Promise<void> {
    return this.supervision.stop();
  }
}
