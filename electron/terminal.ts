import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createActor } from 'xstate';
import { systemClock } from '../devices/clock.ts';
import type { Device, DeviceKind } from '../devices/device.ts';
import { createDevice, createTwin, factsOfTwin, twinSettings, type DeviceOf, type DrivenKind } from '../devices/drivers.ts';
import type { PrinterTwin, Twin } from '../devices/twin.ts';
import { startVirtual, type RunningTwin } from '../devices/virtual.ts';
import { wireAt } from '../devices/wire/address.ts';
import { terminalMachine } from '../flows/terminal/terminal.ts';
import { show } from '../flows/terminal/show.ts';
import type { Intent } from '../flows/intents.ts';
import type { FrankingAuthority, Ledger, Ports } from '../flows/ports.ts';
import { err, ok, type Result } from '../flows/result.ts';
import type { View } from '../flows/view.ts';
import { assetsDirectory } from './assets.ts';
import type { Config } from './config.ts';
import { openLedger, refusingLedger, type OpenLedger } from './ledger/ledger.ts';
import { troubleOfRefusal } from './ledger/refusal.ts';
import { openVoidAuthority } from './ports/authority.ts';
import { noCard, noLabels, noPapers, noScale, scalePort } from './ports/devices.ts';
import { createPlaces } from './ports/places.ts';
import { loadTariffs } from './tariffs/tariffs.ts';
import { inWords } from './tariffs/trouble.ts';
import { version } from './version.ts';

/**
 * The composition, and the file to read first: configuration → devices → ledger → actors → link. It knows nothing of
 * Electron: `main.ts` and `serve.ts` carry the same terminal to a window or to a browser.
 */

/** A device that is played by its twin, for the workbench. */
export interface VirtualDevice {
  readonly twin: Twin | PrinterTwin;
  readonly url: string;
  readonly plugged: () => boolean;
  /** Pulls the cable out, or puts it back. */
  plug(plugged: boolean): Promise<void>;
}

export interface Terminal {
  view(): View;
  onView(listener: (view: View) => void): () => void;
  /** An intent that passed the link's schema; one that the current state does not allow changes nothing. */
  send(intent: Intent): void;
  /** Empty when the devices are real. */
  readonly virtual: ReadonlyMap<DeviceKind, VirtualDevice>;
  readonly display: Config['display'];
  stop(): Promise<void>;
}

export interface TerminalOptions {
  readonly config: Config;
  /** Ledger, keys: everything that must survive a power failure. */
  readonly dataDirectory: string;
  readonly log?: (line: string) => void;
}

/** Errors are sentences with their remedy: what must be mended before the terminal can run at all. */
export async function startTerminal(options: TerminalOptions): Promise<Result<Terminal, readonly string[]>> {
  const { config, dataDirectory, log = (line) => console.error(line) } = options;
  const tariffs = loadTariffs(config.tariffs.directory ?? join(assetsDirectory(), 'tariffs'));
  if (!tariffs.ok) return err(tariffs.error.map(inWords));
  const { ledger, authority } = openMemory(config, dataDirectory, log);
  const { devices, virtual } = await plugIn(config);
  const actor = createActor(terminalMachine, {
    id: 'terminal',
    input: {
      ports: {
        clock: systemClock,
        ledger,
        scale: devices.scale ? scalePort(devices.scale) : noScale,
        card: devices['payment-terminal'] ?? noCard,
        labels: devices['label-printer'] ?? noLabels,
        papers: devices['receipt-printer'] ?? noPapers,
        authority,
        places: createPlaces(),
        tariffs: tariffs.value,
        office: config.office,
        numbering: { colissimoProduct: config.numbering.colissimo.product, letterPrefix: config.numbering.letter.prefix },
        version,
        newSession: randomUUID,
        call: () => actor.send({ type: 'help.called' }),
      } satisfies Ports,
      times: { warnAfter: config.idle.warnAfterSeconds * 1_000, grace: config.idle.graceSeconds * 1_000 },
      locale: 'fr' as const,
    },
    // Every change of any actor of the tree may change the view; it is computed once for all that change together.
    inspect: (event) => {
      if (event.type === '@xstate.snapshot') views.changed();
    },
  });
  const views = publish(() => show(actor.getSnapshot()));

  ledger.record({ type: 'terminal.started', version, configuration: config.office.terminal });
  actor.start();
  for (const device of Object.values(devices)) (device as Device).start();

  return ok({
    view: views.current,
    onView: views.listen,
    send: (intent) => actor.send(intent),
    virtual,
    display: config.display,
    async stop() {
      actor.stop();
      await Promise.all(Object.values(devices).map((device) => (device as Device).stop()));
      await Promise.all([...virtual.values()].map((one) => (one as RunningVirtual).close()));
      ledger.record({ type: 'terminal.stopped' });
      if ('close' in ledger) ledger.close();
    },
  });
}

/**
 * The ledger and the key of the franking marks. Without either the terminal sells nothing, but it starts, and says why to
 * whoever comes: a refusing ledger keeps every sale from beginning, so that no mark is ever asked for.
 */
function openMemory(config: Config, directory: string, log: (line: string) => void): { ledger: OpenLedger | Ledger; authority: FrankingAuthority } {
  const { colissimo, letter } = config.numbering;
  const ledger = openLedger({ directory, clock: systemClock, ranges: { colissimo: { prefix: colissimo.product, ...colissimo }, letter } });
  const authority = openVoidAuthority(directory, config.office.terminal);
  if (ledger.ok && authority.ok) return { ledger: ledger.value, authority: authority.value };
  for (const refused of [ledger, authority]) if (!refused.ok) log(refused.error.message);
  const refusal = ledger.ok ? (authority.ok ? null : authority.error) : ledger.error;
  if (ledger.ok) ledger.value.close();
  const never = (): never => {
    throw new Error('no mark without a ledger');
  };
  return { ledger: refusingLedger(refusal === null ? 'corrupt' : troubleOfRefusal(refusal)), authority: { mark: never, seal: never } };
}

type RunningVirtual = VirtualDevice & { close(): Promise<void> };
type Devices = { [K in DrivenKind]?: DeviceOf[K] };

/** Each configured device on its own wire; a virtual one on a loopback connection to its twin. */
async function plugIn(config: Config): Promise<{ devices: Devices; virtual: Map<DeviceKind, VirtualDevice> }> {
  const devices: Devices = {};
  const virtual = new Map<DeviceKind, VirtualDevice>();
  const plug = async (kind: DrivenKind): Promise<void> => {
    const configured = config.devices[kind];
    if (configured === null) return;
    let open = configured.at === 'virtual' ? null : wireAt(configured.at);
    if (open === null) {
      const twin = createTwin(kind, { clock: systemClock, settings: twinSettings(kind, configured.settings) });
      const running = await startVirtual(twin);
      virtual.set(kind, virtualDevice(twin, running));
      open = running.open;
    }
    const settings = { ...(configured.at === 'virtual' ? factsOfTwin[kind] : {}), ...configured.settings };
    Object.assign(devices, { [kind]: createDevice(kind, configured.driver, { open, clock: systemClock, settings }) });
  };
  await Promise.all((['scale', 'receipt-printer', 'label-printer', 'payment-terminal', 'code-scanner'] as const).map(plug));
  return { devices, virtual };
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

/** Tells listeners of the newest view, once for all changes of one turn, and only when something is different. */
function publish(compute: () => View): { current: () => View; listen: (listener: (view: View) => void) => () => void; changed: () => void } {
  const listeners = new Set<(view: View) => void>();
  let last: { view: View; text: string } | null = null;
  let scheduled = false;
  const refresh = (): View => {
    const view = compute();
    const text = JSON.stringify(view);
    if (last?.text !== text) {
      last = { view, text };
      for (const listener of listeners) listener(view);
    }
    return last.view;
  };
  return {
    current: () => last?.view ?? refresh(),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changed() {
      if (scheduled) return;
      scheduled = true;
      queueMicrotask(() => {
        scheduled = false;
        refresh();
      });
    },
  };
}
