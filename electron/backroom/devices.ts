import type { Clock } from '../../devices/clock.ts';
import type { Device, DeviceKind, Health } from '../../devices/device.ts';
import type { PaymentTerminal } from '../../devices/payment-terminal/payment-terminal.ts';
import type { Scale } from '../../devices/scale/scale.ts';
import type { Backroom, MaintainedDevice, Outcome } from '../../flows/ports.ts';
import { healthStateSchema } from '../../flows/view/maintenance.ts';
import type { OpenLedger } from '../ledger/ledger.ts';
import { within } from '../within.ts';

/** What a worker does with a device behind the counter: who it is, what became of it, a fresh connection, a test. */

export type DeviceRoom = Pick<Backroom, 'describe' | 'history' | 'restart' | 'zeroScale' | 'testCard'>;

export interface DeviceRoomOptions {
  readonly devices: Readonly<Partial<Record<DeviceKind, Device>>> & { readonly scale?: Scale; readonly 'payment-terminal'?: PaymentTerminal };
  readonly journal: () => Pick<OpenLedger, 'read'> | null;
  readonly clock: Clock;
}

/** How the flows name what devices/ calls by its kind. */
const kinds: Readonly<Record<MaintainedDevice, DeviceKind>> = {
  scale: 'scale',
  card: 'payment-terminal',
  labels: 'label-printer',
  papers: 'receipt-printer',
  scanner: 'code-scanner',
  badge: 'badge-reader',
};

/** As the page of devices shows. */
const historyShown = 20;
/** One that does not let go in this time is connected to anew all the same. */
const stopPatience = 2_000;
/** A printer that was switched off and on takes some seconds until it answers; whoever waits longer looks at its cable. */
export const restartPatience = 10_000;

const notFitted = { kind: 'not-done', reason: 'not-fitted', detail: 'not fitted' } as const;

export function createDeviceRoom({ devices, journal, clock }: DeviceRoomOptions): DeviceRoom {
  const deviceOf = (which: MaintainedDevice): Device | undefined => devices[kinds[which]];
  const restarting = new Map<MaintainedDevice, Promise<Outcome>>();

  const restart = async (device: Device): Promise<Outcome> => {
    await within(clock, stopPatience, device.stop());
    device.start();
    const connected = until(device, ({ state }) => state !== 'offline');
    if (await within(clock, restartPatience, connected.came)) return { kind: 'ok', value: undefined };
    connected.callOff();
    return { kind: 'not-done', reason: 'offline', detail: device.health().cause ?? 'the device does not answer' };
  };

  return {
    describe(which) {
      const device = deviceOf(which);
      const identity = Object.values(device?.identity() ?? {}).join(' · ');
      return { driver: device?.driver ?? '', identity };
    },
    history(which) {
      const records = journal()?.read((books) => books.ofDevice(which, historyShown), []) ?? [];
      return records.flatMap(({ at, fact }) => {
        const state = fact.type === 'device.changed' ? healthStateSchema.safeParse(fact.state) : null;
        return fact.type === 'device.changed' && state?.success === true ? [{ at, state: state.data, cause: fact.cause }] : [];
      });
    },
    restart(which) {
      const device = deviceOf(which);
      if (device === undefined) return Promise.resolve(notFitted);
      // Two fingers on the key, one fresh connection.
      const underWay = restarting.get(which) ?? restart(device).finally(() => restarting.delete(which));
      restarting.set(which, underWay);
      return underWay;
    },
    zeroScale: () => devices.scale?.zero() ?? Promise.resolve(notFitted),
    testCard: () => devices['payment-terminal']?.test() ?? Promise.resolve(notFitted),
  };
}

function until(device: Device, holds: (health: Health) => boolean): { readonly came: Promise<void>; callOff(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = device.onHealth((health) => {
    if (holds(health)) resolve();
  });
  void promise.then(stop);
  return { came: promise, callOff: stop };
}
