import type { Clock } from '../devices/clock.ts';
import type { Device, DeviceKind } from '../devices/device.ts';
import { createDevice, createTwin, drivenKinds, factsOfTwin, twinSettings, type DeviceOf, type DrivenKind } from '../devices/drivers.ts';
import type { PrinterTwin, Twin } from '../devices/twin.ts';
import type { RunningTwin } from '../devices/virtual.ts';
import { wireAt } from '../devices/wire/address.ts';
import type { Config } from './config.ts';

/** A device that is played by its twin, for the workbench. */
export interface VirtualDevice {
  readonly twin: Twin | PrinterTwin;
  readonly url: string;
  readonly plugged: () => boolean;
  /** Pulls the cable out, or puts it back. */
  plug(plugged: boolean): Promise<void>;
}

export type Devices = { readonly [K in DrivenKind]?: DeviceOf[K] };

export interface Plugged {
  readonly devices: Devices;
  /** Empty when the devices are real. */
  readonly virtual: ReadonlyMap<DeviceKind, VirtualDevice>;
  start(): void;
  stop(): Promise<void>;
}

type RunningVirtual = VirtualDevice & { close(): Promise<void> };

/** Each configured device on its own wire; a virtual one on a loopback connection to its twin. */
export async function plugIn(config: Config, { clock, startVirtual }: { readonly clock: Clock; readonly startVirtual: (twin: Twin) => Promise<RunningTwin> }): Promise<Plugged> {
  const devices: { [K in DrivenKind]?: DeviceOf[K] } = {};
  const virtual = new Map<DeviceKind, RunningVirtual>();
  const plug = async (kind: DrivenKind): Promise<void> => {
    const configured = config.devices[kind];
    if (configured === null) return;
    let open = configured.at === 'virtual' ? null : wireAt(configured.at);
    if (open === null) {
      const twin = createTwin(kind, { clock, settings: twinSettings(kind, configured.settings) }, configured.driver);
      const running = await startVirtual(twin);
      virtual.set(kind, virtualDevice(twin, running));
      open = running.open;
    }
    const settings = { ...(configured.at === 'virtual' ? factsOfTwin(configured.driver) : {}), ...configured.settings };
    Object.assign(devices, { [kind]: createDevice(kind, configured.driver, { open, clock, settings }) });
  };
  await Promise.all(drivenKinds.map(plug));
  const all: readonly Device[] = Object.values(devices);
  return {
    devices,
    virtual,
    start() {
      for (const device of all) device.start();
    },
    async stop() {
      await Promise.all(all.map((device) => device.stop()));
      await Promise.all([...virtual.values()].map((one) => one.close()));
    },
  };
}

function virtualDevice(twin: Twin | PrinterTwin, running: RunningTwin): RunningVirtual {
  let plugged = true;
  return {
    twin,
    url: running.url,
    plugged: () => plugged,
    async plug(now) {
      plugged = now;
      await running.plug(now);
    },
    close: () => running.close(),
  };
}
