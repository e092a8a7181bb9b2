import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { parseCommand, commands, usage, UsageError } from './cli/commands.ts';
import { systemClock } from './clock.ts';
import type { Device } from './device.ts';
import { createDevice, createTwin, drivenKind, driversOf, factsOfTwin, type DeviceOf, type DrivenKind } from './drivers.ts';
import { startVirtual } from './virtual.ts';
import { wireAt } from './wire/address.ts';
import type { OpenWire } from './wire/wire.ts';

/**
 * The technician's tool: `npm run device -- scale read --driver mt-sics --at tcp://192.168.1.20:4001`. It speaks to a
 * device with the terminal's own driver, and nothing else.
 *
 * Ends with 0 when done, 1 when the device said no or cannot be reached, 2 when it was called wrongly, 3 when the outcome
 * is unknown: then look at the device before anything is repeated.
 */

/** A device on the bench may just have been switched on. */
const readyWithin = 5_000;

export interface Console {
  out(line: string): void;
  error(line: string): void;
  /** Aborted when the person has seen enough. */
  readonly enough: AbortSignal;
}

export async function deviceCommand(argv: readonly string[], console: Console): Promise<number> {
  let close: () => Promise<void> = () => Promise.resolve();
  try {
    const options = read(argv);
    if (options === 'help') {
      console.out(usage);
      return 0;
    }
    const { kind, command, driver, at, values } = options;
    const act = parseCommand(kind, command, values);
    const wire = await wireTo(kind, driver, at, values.knobs);
    close = () => wire.close();
    const device = createDevice(kind, driver, { open: wire.open, clock: systemClock, settings: jsonOf('settings', values.settings) ?? (at === 'virtual' ? factsOfTwin(driver) : undefined), report: (message) => console.error(message) });
    close = async () => {
      await device.stop();
      await wire.close();
    };
    device.start();
    if (!(await isReady(device, console.enough))) {
      const { cause } = device.health();
      throw new Error(`${kind} at ${at} is not there: ${cause ?? 'no answer'}`);
    }
    return await act(device, { ...console, json: values.json === true });
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    if (error instanceof UsageError) console.error(usage);
    return error instanceof UsageError ? 2 : 1;
  } finally {
    await close();
  }
}

function read(argv: readonly string[]) {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        driver: { type: 'string' },
        at: { type: 'string' },
        settings: { type: 'string' },
        knobs: { type: 'string' },
        amount: { type: 'string' },
        reference: { type: 'string' },
        original: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help) return 'help' as const;
  const [name, command, ...rest] = positionals;
  if (name === undefined || command === undefined) throw new UsageError('say which device and what to do');
  if (rest.length > 0) throw new UsageError(`"${rest.join(' ')}" is one word too many`);
  const kind = asUsage(() => drivenKind(name));
  const driver = values.driver ?? driversOf(kind)[0] ?? '';
  if (!driversOf(kind).includes(driver)) throw new UsageError(`there is no driver "${driver}" for ${kind}: it is one of ${driversOf(kind).join(', ')}`);
  if (!Object.hasOwn(commands[kind], command)) throw new UsageError(`${kind} has no command "${command}": it has ${Object.keys(commands[kind]).join(', ')}`);
  if (values.at === undefined) throw new UsageError('say where the device is: --at tcp://host:port, --at serial:///dev/ttyUSB0?baudRate=9600 or --at virtual');
  return { kind, command, driver, at: values.at, values };
}

/** A real address, or a twin started for this command alone. */
async function wireTo(kind: DrivenKind, driver: string, at: string, knobs: string | undefined): Promise<{ open: OpenWire; close(): Promise<void> }> {
  if (at === 'virtual') return startVirtual(createTwin(kind, { clock: systemClock, knobs: jsonOf('knobs', knobs) ?? {} }, driver));
  if (knobs !== undefined) throw new UsageError('--knobs goes with --at virtual only: a real device has none');
  return { open: asUsage(() => wireAt(at)), close: () => Promise.resolve() };
}

export function jsonOf(option: string, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`--${option} is not JSON (${error instanceof Error ? error.message : String(error)}): write for instance --${option} '{"silent": true}'`);
  }
}

function asUsage<T>(get: () => T): T {
  try {
    return get();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** True once the device has been reached; false after the time a person waits, or when they have seen enough. */
function isReady(device: Device | DeviceOf[DrivenKind], enough: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    let stop: () => void = () => {};
    const end = (ready: boolean) => {
      cancel();
      enough.removeEventListener('abort', gone);
      queueMicrotask(() => stop());
      resolve(ready);
    };
    const gone = () => end(false);
    const cancel = systemClock.after(readyWithin, gone);
    enough.addEventListener('abort', gone);
    stop = device.onHealth((health) => {
      if (health.state !== 'offline') end(true);
    });
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const enough = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => enough.abort());
  process.stdout.on('error', () => enough.abort());
  process.exitCode = await deviceCommand(process.argv.slice(2), {
    out: (line) => void process.stdout.write(`${line}\n`),
    error: (line) => void process.stderr.write(`${line}\n`),
    enough: enough.signal,
  });
}
