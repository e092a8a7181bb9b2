import { z } from 'zod';
import type { BadgeReader } from './badge-reader/badge-reader.ts';
import { createPcsc, pcscSettings } from './badge-reader/pcsc.ts';
import { createVirtualPcscd, type BadgeReaderKnobs } from './badge-reader/virtual-pcscd.ts';
import type { Clock } from './clock.ts';
import { createAimLines } from './code-scanner/aim-lines.ts';
import type { CodeScanner } from './code-scanner/code-scanner.ts';
import { createVirtualCodeScanner, type CodeScannerKnobs } from './code-scanner/virtual.ts';
import type { DeviceKind } from './device.ts';
import type { LabelPrinter } from './label-printer/label-printer.ts';
import { createVirtualLabelPrinter, type VirtualLabelPrinter } from './label-printer/virtual.ts';
import { createZpl } from './label-printer/zpl.ts';
import { caisseApSettings, createCaisseAp } from './payment-terminal/caisse-ap.ts';
import { createNexoRetailer, nexoSettings } from './payment-terminal/nexo-retailer.ts';
import type { PaymentTerminal } from './payment-terminal/payment-terminal.ts';
import { createVirtualPaymentTerminal, virtualTerminalSettings } from './payment-terminal/virtual-caisse-ap.ts';
import { createVirtualNexo, virtualNexoSettings } from './payment-terminal/virtual-nexo.ts';
import type { VirtualPaymentTerminal } from './payment-terminal/virtual-terminal.ts';
import { createEscPos } from './receipt-printer/esc-pos.ts';
import type { ReceiptPrinter } from './receipt-printer/receipt-printer.ts';
import { createVirtualReceiptPrinter, type VirtualReceiptPrinter } from './receipt-printer/virtual.ts';
import { createHidPos } from './scale/hid-pos.ts';
import { createMtSics } from './scale/mt-sics.ts';
import type { Scale } from './scale/scale.ts';
import { createToledo8217 } from './scale/toledo-8217.ts';
import { createVirtualHidPos } from './scale/virtual-hid-pos.ts';
import { createVirtualMtSics } from './scale/virtual-mt-sics.ts';
import type { VirtualScale } from './scale/virtual-scale.ts';
import { createVirtualToledo } from './scale/virtual-toledo.ts';
import type { Twin } from './twin.ts';
import type { OpenWire } from './wire/wire.ts';

/**
 * Every driver and every twin by its name: the one list that the terminal, the technician's tool and the virtual
 * devices' command line read. A new driver is one entry here.
 */

export interface DeviceOf {
  scale: Scale;
  'receipt-printer': ReceiptPrinter;
  'label-printer': LabelPrinter;
  'payment-terminal': PaymentTerminal;
  'badge-reader': BadgeReader;
  'code-scanner': CodeScanner;
}

export interface TwinOf {
  scale: VirtualScale;
  'receipt-printer': VirtualReceiptPrinter;
  'label-printer': VirtualLabelPrinter;
  'payment-terminal': VirtualPaymentTerminal;
  'badge-reader': Twin<BadgeReaderKnobs>;
  'code-scanner': Twin<CodeScannerKnobs>;
}

/** Kinds that this version has a driver for. */
export type DrivenKind = keyof DeviceOf;

export interface DeviceContext {
  readonly open: OpenWire;
  readonly clock: Clock;
  /** The driver's own settings, checked here; all have defaults. */
  readonly settings?: unknown;
  /** What a driver had to do otherwise than asked, in words for the log. */
  readonly report?: (message: string) => void;
}

export interface TwinContext {
  readonly clock: Clock;
  /** What the device is made like and no knob changes, such as the width of a paper roll. */
  readonly settings?: unknown;
  /** How its knobs stand at first. */
  readonly knobs?: unknown;
}

/** The type plate: 5 g to 30 kg is that of a postal counter scale with 1 g division; another scale's goes into its settings. */
const typePlate = {
  minimumGrams: z.int().min(1).max(100_000).default(5),
  maximumGrams: z.int().min(1).max(1_000_000).default(30_000),
  divisionGrams: z.int().min(1).max(1_000).default(1),
  verified: z.boolean().default(true),
};
const isPlate = ({ minimumGrams, maximumGrams }: { readonly minimumGrams: number; readonly maximumGrams: number }) => minimumGrams < maximumGrams;
const plateFault = { path: ['minimumGrams'], error: 'must be less than maximumGrams' };
/** A scale that says who it is may be pinned to its serial number. */
const namedScale = z.strictObject({ ...typePlate, serial: z.string().min(1).optional() }).refine(isPlate, plateFault);
const scale = z.strictObject(typePlate).refine(isPlate, plateFault);
/** Postal scales with a USB plug are normally not verified (`devices.md` 1.4): who has one with the M mark says so. */
const benchScale = z.strictObject({ ...typePlate, verified: z.boolean().default(false) }).refine(isPlate, plateFault);
const columns = z.strictObject({ columns: z.union([z.literal(42), z.literal(48)]).default(48) });
/** A printer that prints characters alone, without `GS v 0`, has `"graphics": false`. */
const roll = columns.extend({ graphics: z.boolean().default(true) });
const resolution = z.strictObject({ dotsPerMillimetre: z.union([z.literal(8), z.literal(12)]).default(8) });
const nothing = z.strictObject({});

const drivers: { readonly [K in DrivenKind]: Readonly<Record<string, (context: DeviceContext) => DeviceOf[K]>> } = {
  scale: {
    'mt-sics'({ open, clock, settings }) {
      const { serial, ...plate } = checked('scale', namedScale, settings);
      return createMtSics({ open, clock, plate, ...(serial === undefined ? {} : { serial }) });
    },
    'toledo-8217': ({ open, clock, settings }) => createToledo8217({ open, clock, plate: checked('scale', scale, settings) }),
    'hid-pos': ({ open, clock, settings }) => createHidPos({ open, clock, plate: checked('scale', benchScale, settings) }),
  },
  'receipt-printer': {
    'esc-pos': ({ open, clock, settings, report }) => createEscPos({ open, clock, ...checked('receipt-printer', roll, settings), ...(report ? { report } : {}) }),
  },
  'label-printer': {
    zpl: ({ open, clock, settings }) => createZpl({ open, clock, ...checked('label-printer', resolution, settings) }),
  },
  'payment-terminal': {
    'caisse-ap': ({ open, clock, settings }) => createCaisseAp({ open, clock, settings: checked('payment-terminal', caisseApSettings, settings) }),
    'nexo-retailer': ({ open, clock, settings }) => createNexoRetailer({ open, clock, settings: checked('payment-terminal', nexoSettings, settings) }),
  },
  'badge-reader': {
    pcsc: ({ open, clock, settings }) => createPcsc({ open, clock, settings: checked('badge-reader', pcscSettings, settings) }),
  },
  'code-scanner': {
    'aim-lines'({ open, clock, settings }) {
      checked('code-scanner', nothing, settings);
      return createAimLines({ open, clock });
    },
  },
};

const twins: { readonly [K in DrivenKind]: Readonly<Record<string, (context: TwinContext) => TwinOf[K]>> } = {
  scale: {
    'mt-sics': ({ clock, settings }) => (checked('scale', nothing, settings), createVirtualMtSics({ clock })),
    'toledo-8217': ({ clock, settings }) => (checked('scale', nothing, settings), createVirtualToledo({ clock })),
    'hid-pos': ({ clock, settings }) => (checked('scale', nothing, settings), createVirtualHidPos({ clock })),
  },
  'receipt-printer': { 'esc-pos': ({ clock, settings }) => createVirtualReceiptPrinter({ clock, ...checked('receipt-printer', columns, settings) }) },
  'label-printer': { zpl: ({ clock, settings }) => createVirtualLabelPrinter({ clock, ...checked('label-printer', resolution, settings) }) },
  'payment-terminal': {
    'caisse-ap': ({ clock, settings }) => (checked('payment-terminal', nothing, settings), createVirtualPaymentTerminal({ clock })),
    'nexo-retailer': ({ clock, settings }) => (checked('payment-terminal', nothing, settings), createVirtualNexo({ clock })),
  },
  'badge-reader': { pcsc: ({ settings }) => (checked('badge-reader', nothing, settings), createVirtualPcscd()) },
  'code-scanner': { 'aim-lines': ({ settings }) => (checked('code-scanner', nothing, settings), createVirtualCodeScanner()) },
};

export const drivenKinds = Object.keys(drivers) as DrivenKind[];

/** Names of the drivers of a kind, the usual one first; none for a kind that is not driven. A twin's protocol has its driver's name. */
export function driversOf(kind: DeviceKind): readonly string[] {
  return isDriven(kind) ? Object.keys(drivers[kind]) : [];
}

/** @throws Error that names what is not there and lists what is. */
export function drivenKind(name: string): DrivenKind {
  if (isDriven(name)) return name;
  throw new Error(`there is no driver for "${name}": devices are ${drivenKinds.join(', ')}`);
}

/** @throws Error that names an unknown driver and lists the known ones, or names a setting and what it takes. */
export function createDevice<K extends DrivenKind>(kind: K, driver: string, context: DeviceContext): DeviceOf[K] {
  return entry(drivers[drivenKind(kind) as K], `driver "${driver}" for ${kind}`, driver)(context);
}

/** @throws Error that names an unknown protocol and lists the known ones, or names a setting or knob and what it takes. */
export function createTwin<K extends DrivenKind>(kind: K, context: TwinContext, protocol = driversOf(kind)[0] ?? ''): TwinOf[K] {
  const twin = entry(twins[drivenKind(kind) as K], `virtual ${kind} that speaks "${protocol}"`, protocol)(context);
  if (context.knobs !== undefined) twin.turn(context.knobs);
  return twin;
}

const facts: Readonly<Record<string, object>> = { 'caisse-ap': virtualTerminalSettings, 'nexo-retailer': virtualNexoSettings, 'hid-pos': { verified: true } };

/** What a driver must be told about its twin, as it would be from the supplier's paper about a real device. */
export function factsOfTwin(driver: string): object {
  return facts[driver] ?? {};
}

/** Drivers whose device carries money or secrets over a network: it is reached over TLS, or not at all (PAY-5). */
const tlsOnly: ReadonlySet<string> = new Set(['nexo-retailer']);

export function needsTls(driver: string): boolean {
  return tlsOnly.has(driver);
}

/** A printer's twin is made for the same paper as its driver's settings say; the others have nothing to be made to. */
export function twinSettings(kind: DrivenKind, settings: object | undefined): object | undefined {
  return kind === 'receipt-printer' || kind === 'label-printer' ? settings : undefined;
}

function isDriven(name: string): name is DrivenKind {
  return Object.hasOwn(drivers, name);
}

function entry<T>(table: Readonly<Record<string, T>>, what: string, name: string): T {
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  if (found === undefined) throw new Error(`there is no ${what}: it is one of ${Object.keys(table).join(', ')}`);
  return found;
}

function checked<T>(kind: DrivenKind, schema: z.ZodType<T>, settings: unknown = {}): T {
  const result = schema.safeParse(settings);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const remedy = issue?.code === 'unrecognized_keys' ? `; it takes ${known.length === 0 ? 'none' : known.join(', ')}` : '';
  throw new Error(`settings of ${kind}${issue?.path.length ? `, "${issue.path.join('.')}"` : ''}: ${issue?.message ?? 'wrong value'}${remedy}`);
}
