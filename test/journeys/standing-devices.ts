import { systemClock } from '../../devices/clock.ts';
import { createTwin, factsOfTwin, type DrivenKind, type TwinOf } from '../../devices/drivers.ts';
import { serveAt } from '../../devices/wire/address.ts';

/**
 * Devices that stay when the terminal dies: their twins live in the test's process, each on a TCP address of its own, as
 * real devices stand beside a computer whose power fails. The terminal reaches them by its `terminal.json`.
 */
export class StandingDevices {
  readonly #twins: Twins;
  readonly #servers: readonly Server[];

  private constructor(twins: Twins, servers: readonly Server[]) {
    this.#twins = twins;
    this.#servers = servers;
  }

  /**
   * @param scanner whether the terminal has one: then items are left in its box, else with staff.
   * @param badges whether its badge reader stands there, too, so that somebody can lay a badge on it.
   */
  static async start({ scanner = false, badges = false }: { readonly scanner?: boolean; readonly badges?: boolean } = {}): Promise<StandingDevices> {
    const twins: Twins = {
      scale: createTwin('scale', { clock: systemClock }),
      'receipt-printer': createTwin('receipt-printer', { clock: systemClock }),
      'label-printer': createTwin('label-printer', { clock: systemClock }),
      'payment-terminal': createTwin('payment-terminal', { clock: systemClock }),
      'code-scanner': createTwin('code-scanner', { clock: systemClock }),
      'badge-reader': createTwin('badge-reader', { clock: systemClock }),
    };
    const kinds = allKinds.filter((kind) => (scanner || kind !== 'code-scanner') && (badges || kind !== 'badge-reader'));
    const servers = await Promise.all(kinds.map(async (kind) => ({ kind, ...(await serveAt('tcp://127.0.0.1:0', (port) => twins[kind].attach(port))) })));
    return new StandingDevices(twins, servers);
  }

  /** The `terminal.json` that reaches them. */
  get configuration(): object {
    const devices = this.#servers.map(({ kind, url }) => [kind, { driver: drivers[kind], at: url, settings: factsOfTwin(drivers[kind]) }]);
    return { devices: { 'code-scanner': null, ...Object.fromEntries(devices) } };
  }

  turn(kind: string, knobs: object): void {
    this.#twins[kind as Kind].turn(knobs);
  }

  get cardTerminal(): Twins['payment-terminal'] {
    return this.#twins['payment-terminal'];
  }

  /** Cents that the card terminal itself says it moved. */
  get totals() {
    return this.cardTerminal.state().totals;
  }

  /** Labels that came out whole. */
  get labels(): readonly { readonly lines: readonly string[]; readonly codes: readonly string[] }[] {
    return this.#twins['label-printer'].papers().filter((label) => label.complete);
  }

  /** Papers that were cut, oldest first. */
  get papers(): readonly { readonly lines: readonly string[]; readonly codes: readonly string[] }[] {
    return this.#twins['receipt-printer'].papers();
  }

  get receiptText(): string {
    return this.papers.flatMap(({ lines }) => lines).join('\n');
  }

  /** Calls back whenever a device may have done something; returns how to stop. */
  onChange(listener: () => void): () => void {
    const stops = allKinds.map((kind) => this.#twins[kind].onChange(listener));
    return () => stops.forEach((stop) => stop());
  }

  async stop(): Promise<void> {
    for (const kind of allKinds) this.#twins[kind].close();
    await Promise.all(this.#servers.map((server) => server.close()));
  }
}

type Kind = Extract<DrivenKind, keyof typeof drivers>;
type Twins = Readonly<Pick<TwinOf, Kind>>;
type Server = { readonly kind: Kind; readonly url: string; close(): Promise<void> };

const drivers = { scale: 'mt-sics', 'receipt-printer': 'esc-pos', 'label-printer': 'zpl', 'payment-terminal': 'caisse-ap', 'code-scanner': 'aim-lines', 'badge-reader': 'pcsc' } as const satisfies Partial<Record<DrivenKind, string>>;
const allKinds = Object.keys(drivers) as Kind[];
