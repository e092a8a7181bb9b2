import { randomUUID } from 'node:crypto';
import type { BadgeReading } from '../badge-reader/badge-reader.ts';
import type { Device } from '../device.ts';
import type { DeviceOf, DrivenKind } from '../drivers.ts';
import type { Outcome } from '../outcome.ts';
import type { ScaleReading } from '../scale/scale.ts';
import { testLabel, testReceipt } from './test-papers.ts';

/** What a technician may ask of each kind of device. Each ends with an exit code. */

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const usage = `npm run device -- KIND COMMAND [--driver NAME] --at ADDRESS [--settings JSON] [--json]

  scale             read | watch | zero | status
  receipt-printer   status | test
  label-printer     status | test
  payment-terminal  status | pay --amount CENTS [--reference TEXT]
                    resolve --amount CENTS --reference TEXT
                    refund | cancel --amount CENTS --original TEXT [--reference TEXT]
  badge-reader      read | watch | status
  code-scanner      watch | status

  ADDRESS  tcp://host:port, serial:///dev/ttyUSB0?baudRate=9600, hidraw:///dev/hidraw0,
           unix:///run/pcscd/pcscd.comm, or virtual (with --knobs JSON)
  exit     0 done · 1 the device said no or is not there · 2 called wrongly · 3 unknown: look before repeating`;

export interface Desk {
  out(line: string): void;
  readonly enough: AbortSignal;
  readonly json: boolean;
}

export type Values = Readonly<Partial<Record<'amount' | 'reference' | 'original' | 'knobs' | 'settings', string>> & { json?: boolean }>;
type Act<D> = (device: D, desk: Desk) => Promise<number>;
type Command<D> = (values: Values) => Act<D>;

/** A stable weight is waited for this long, or a badge; a parcel that is put down settles within seconds. */
const patienceOfAPerson = 10_000;

const status: Command<Device> = () => (device, desk) => {
  const health = device.health();
  const identity = device.identity();
  if (desk.json) desk.out(JSON.stringify({ health, identity }));
  else {
    desk.out(`${device.kind} (${device.driver}): ${health.state}${health.cause === null ? '' : `: ${health.cause}`}`);
    for (const [name, value] of Object.entries(identity ?? {})) desk.out(`  ${name}: ${value}`);
    for (const warning of health.warnings) desk.out(`  warning: ${warning}`);
    if (health.action !== 'none') desk.out(`  what to do: ${health.action}`);
  }
  return Promise.resolve(health.state === 'online' || health.state === 'busy' ? 0 : 1);
};

const money = (values: Values, needs: 'original' | 'reference' | null) => {
  const amount = values.amount ?? '';
  if (!/^[1-9]\d{0,7}$/.test(amount)) throw new UsageError(`--amount ${amount === '' ? 'is missing' : `${amount} is not a number of cents`}: write --amount 1234 for 12.34 €`);
  if (needs !== null && values[needs] === undefined) throw new UsageError(`--${needs} is missing: the reference that the payment was asked with`);
  return { amount: Number.parseInt(amount, 10), reference: values.reference ?? `TEST-${randomUUID().slice(0, 8)}`, original: values.original ?? '' };
};

export const commands: { readonly [K in DrivenKind]: Readonly<Record<string, Command<DeviceOf[K]>>> } = {
  scale: {
    status,
    read: () => weigh,
    watch: () => (scale, desk) =>
      watch(desk, (tell) =>
        scale.onReading((reading) => {
          tell(desk.json ? JSON.stringify(reading) : `${'grams' in reading && reading.grams !== null ? `${reading.grams} g ` : ''}${reading.kind}${reading.kind === 'absent' ? `: ${reading.cause}` : ''}`);
        }),
      ),
    zero: () => async (scale, desk) => {
      // Without a still pan, the driver's refusal says so.
      await restingReading(scale, desk.enough);
      return tellOutcome(await scale.zero(), desk, 'zero is set');
    },
  },
  'receipt-printer': {
    status,
    test: () => async (printer, desk) => tellOutcome(await printer.print(testReceipt(printer), `TEST-${randomUUID()}`), desk, 'printed'),
  },
  'label-printer': {
    status,
    test: () => async (printer, desk) => tellOutcome(await printer.print(testLabel, `TEST-${randomUUID()}`), desk, 'printed'),
  },
  'payment-terminal': {
    status,
    pay(values) {
      const { amount, reference } = money(values, null);
      return async (terminal, desk) => {
        // Said before it is asked: whatever happens, the reference for "resolve" is on the screen.
        if (!desk.json) desk.out(`${amount} cents, reference ${reference}`);
        return tellOutcome(await terminal.pay({ amount, reference }), desk, 'approved', { reference });
      };
    },
    resolve(values) {
      const { amount, reference } = money(values, 'reference');
      return async (terminal, desk) => tellOutcome(await terminal.resolve({ amount, reference }), desk, 'it was debited', { reference });
    },
    refund(values) {
      const { amount, reference, original } = money(values, 'original');
      return async (terminal, desk) => tellOutcome(await terminal.refund({ amount, reference, original }), desk, 'refunded', { reference });
    },
    cancel(values) {
      const { amount, reference, original } = money(values, 'original');
      return async (terminal, desk) => tellOutcome(await terminal.cancel({ amount, reference, original }), desk, 'cancelled', { reference });
    },
  },
  'badge-reader': {
    status,
    read: () => readBadge,
    watch: () => (reader, desk) => watch(desk, (tell) => reader.onBadge((reading) => tell(desk.json ? JSON.stringify(reading) : inWords(reading), true))),
  },
  'code-scanner': {
    status,
    watch: () => (scanner, desk) =>
      watch(desk, (tell) =>
        scanner.onCode((code) => {
          if (desk.json) tell(JSON.stringify(code), true);
          else tell('rejected' in code ? `rejected: ${code.rejected}` : `${code.symbology} ${code.text}`, true);
        }),
      ),
  },
};

/** Checks a command's own options before anything is connected. @throws UsageError */
export function parseCommand<K extends DrivenKind>(kind: K, command: string, values: Values): Act<DeviceOf[K]> {
  const table: Readonly<Record<string, Command<DeviceOf[K]>>> = commands[kind];
  const make = Object.hasOwn(table, command) ? table[command] : undefined;
  if (!make) throw new UsageError(`${kind} has no command "${command}": it has ${Object.keys(table).join(', ')}`);
  return make(values);
}

const weigh: Act<DeviceOf['scale']> = async (scale, desk) => {
  const reading = await restingReading(scale, desk.enough);
  if (desk.json) desk.out(JSON.stringify(reading));
  else if (reading.kind === 'absent') desk.out(`no stable weight: ${reading.cause}`);
  else desk.out([reading.kind === 'stable' ? null : reading.kind, 'grams' in reading ? `${reading.grams} g` : null].filter((word) => word !== null).join(' '));
  return reading.kind === 'stable' ? 0 : 1;
};

/** The number of the badge that lies there, or of the first that is laid down. */
const readBadge: Act<DeviceOf['badge-reader']> = (reader, desk) =>
  new Promise((resolve) => {
    let stop: () => void = () => {};
    const end = (reading: BadgeReading | null) => {
      patience.removeEventListener('abort', giveUp);
      queueMicrotask(() => stop());
      if (desk.json) desk.out(JSON.stringify(reading));
      else desk.out(reading === null ? 'no badge was laid down' : inWords(reading));
      resolve(reading?.kind === 'presented' ? 0 : 1);
    };
    const giveUp = () => end(null);
    const patience = AbortSignal.any([desk.enough, AbortSignal.timeout(patienceOfAPerson)]);
    patience.addEventListener('abort', giveUp);
    stop = reader.onBadge((reading) => reading.kind !== 'removed' && end(reading));
  });

function inWords(reading: BadgeReading): string {
  switch (reading.kind) {
    case 'presented':
      return reading.badge;
    case 'removed':
      return 'nothing lies there';
    case 'rejected':
      return `rejected: ${reading.why}`;
  }
}

type RestingReading = Exclude<ScaleReading, { readonly kind: 'moving' }>;

/** The first reading that does not move, or, after the patience of a person, why there was none. */
function restingReading(scale: DeviceOf['scale'], enough: AbortSignal): Promise<RestingReading> {
  return new Promise((resolve) => {
    let cause = 'no weight came';
    let stop: () => void = () => {};
    const end = (reading: RestingReading) => {
      patience.removeEventListener('abort', giveUp);
      queueMicrotask(() => stop());
      resolve(reading);
    };
    const giveUp = () => end({ kind: 'absent', cause });
    const patience = AbortSignal.any([enough, AbortSignal.timeout(patienceOfAPerson)]);
    patience.addEventListener('abort', giveUp);
    stop = scale.onReading((reading) => {
      if (reading.kind === 'moving') cause = 'the pan never came to rest';
      else if (reading.kind === 'absent') ({ cause } = reading);
      else end(reading);
    });
  });
}

/** Tells until the person has seen enough; a line that repeats the one before is left out unless it counts each time. */
function watch(desk: Desk, listen: (tell: (line: string, always?: boolean) => void) => () => void): Promise<number> {
  return new Promise((resolve) => {
    let before = '';
    const stop = listen((line, always = false) => {
      if (!always && line === before) return;
      before = line;
      desk.out(line);
    });
    const end = () => {
      stop();
      resolve(0);
    };
    if (desk.enough.aborted) end();
    else desk.enough.addEventListener('abort', end, { once: true });
  });
}

function tellOutcome(outcome: Outcome<unknown>, desk: Desk, success: string, also: Readonly<Record<string, string>> = {}): number {
  if (desk.json) desk.out(JSON.stringify({ ...also, ...outcome }));
  else if (outcome.kind === 'ok') {
    const facts = Object.entries(outcome.value ?? {}).filter(([, value]) => value !== null);
    desk.out([success, ...facts.map(([name, value]) => `${name} ${String(value)}`)].join(', '));
  } else desk.out(`${outcome.kind}: ${outcome.reason}: ${outcome.detail}`);
  return outcome.kind === 'ok' ? 0 : outcome.kind === 'unknown' ? 3 : 1;
}
