import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { deviceKinds, type DeviceKind } from '../devices/device.ts';
import { systemClock } from '../devices/clock.ts';
import { createDevice, drivenKind, driversOf } from '../devices/drivers.ts';
import { parseAddress } from '../devices/wire/address.ts';
import { WireError } from '../devices/wire/wire.ts';
import { err, ok, type Result } from '../flows/result.ts';
import { jsonFault } from './config/json-fault.ts';
import { explainIssue } from './config/explain.ts';

/**
 * `terminal.json`: who sells, what is plugged in where, which numbers may be given. Every key has a default, so that a
 * terminal without configuration starts with virtual devices and numbers of a demonstration. Each schema's message says
 * what the key takes: it becomes the remedy of a refusal.
 */

const text = (maximum: number) => z.string(`a text of 1 to ${maximum} characters`).trim().min(1, `a text of 1 to ${maximum} characters`).max(maximum, `a text of 1 to ${maximum} characters`);
const whole = (minimum: number, maximum: number, unit: string) => {
  const takes = `a whole number of ${unit} from ${minimum} to ${maximum}`;
  return z.int(takes).min(minimum, takes).max(maximum, takes);
};
const measure = (minimum: number, maximum: number, unit: string) => {
  const takes = `a number of ${unit} from ${minimum} to ${maximum}`;
  return z.number(takes).min(minimum, takes).max(maximum, takes);
};
const section = <S extends z.ZodRawShape>(shape: S) => z.strictObject(shape, { error: (issue) => (issue.code === 'invalid_type' ? 'an object in braces' : undefined) });
const lines = z.array(text(38), 'a list of address lines').min(1, 'at least one address line').max(6, 'at most six address lines');

const officeSchema = section({
  terminal: z.string('letters A–Z, digits and hyphens, at most 16').regex(/^[A-Z0-9-]{1,16}$/, 'letters A–Z, digits and hyphens, at most 16'),
  name: text(60),
  address: lines,
  provider: section({ name: text(60), address: lines, registration: text(60), phone: text(30) }),
});

const defaultOffice: z.input<typeof officeSchema> = {
  terminal: 'DEMO-01',
  name: 'Bureau de démonstration',
  address: ['1 PLACE DE LA DEMONSTRATION', '69001 LYON'],
  provider: {
    name: 'Opérateur de démonstration',
    address: ['1 RUE DE L EXEMPLE', '75001 PARIS'],
    registration: 'RCS 000 000 000',
    phone: '00 00 00 00 00',
  },
};

const displaySchema = section({
  diagonalInches: measure(5, 100, 'inches').default(21.5),
  millimetresPerPixel: measure(0.05, 2, 'millimetres').default(0.248),
  /** Height of the picture's lower edge above the floor: what can be reached from a wheelchair depends on it (A11Y-38 ff.). */
  lowerEdgeMillimetres: measure(0, 2_000, 'millimetres').default(800),
  /** For the cap height of large text (EN 301 549 5.1.4). */
  viewingDistanceMillimetres: measure(200, 2_000, 'millimetres').default(600),
});

const AT_TAKES = '"virtual", "tcp://host:port" or "serial:///dev/…?baudRate=9600"';

/** What is wrong with a device address, in the words of the wire that would have to open it; null when nothing. */
function addressFault(at: string): string | null {
  if (at === 'virtual') return null;
  try {
    parseAddress(at);
    return null;
  } catch (error) {
    if (error instanceof WireError) return error.message;
    throw error;
  }
}

const addressSchema = z.string(AT_TAKES).check((context) => {
  const fault = addressFault(context.value);
  if (fault !== null) context.issues.push({ code: 'custom', input: context.value, message: `${AT_TAKES} (${fault})` });
});

function deviceSchema(kind: DeviceKind) {
  const known = driversOf(kind);
  const takes = known.length > 0 ? `one of ${known.map((driver) => `"${driver}"`).join(', ')}` : 'nothing: this version has no driver for it, so write null instead of the object';
  return section({
    driver: z.string(takes).refine((driver) => known.includes(driver), takes),
    at: addressSchema.default('virtual'),
    /** The driver's own, such as the scale's type plate; checked by the driver. */
    settings: z.record(z.string(), z.unknown(), 'an object in braces').optional(),
  })
    .check((context) => {
      const { driver, settings } = context.value;
      const fault = settings === undefined || !known.includes(driver) ? null : settingsFault(kind, driver, settings);
      if (fault !== null) context.issues.push({ code: 'custom', input: settings, path: ['settings'], message: `what the driver ${driver} takes (${fault})` });
    })
    .nullable();
}

/** What the driver says to these settings, made without a wire and never started; null when it takes them. */
function settingsFault(kind: DeviceKind, driver: string, settings: unknown): string | null {
  try {
    createDevice(drivenKind(kind), driver, { open: () => Promise.reject(new WireError('not to be opened')), clock: systemClock, settings });
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

function deviceDefault(kind: DeviceKind): { driver: string; at: string } | null {
  const [driver] = driversOf(kind);
  return driver === undefined ? null : { driver, at: 'virtual' };
}

const devicesSchema = section({
  scale: deviceSchema('scale').default(deviceDefault('scale')),
  'receipt-printer': deviceSchema('receipt-printer').default(deviceDefault('receipt-printer')),
  'label-printer': deviceSchema('label-printer').default(deviceDefault('label-printer')),
  'payment-terminal': deviceSchema('payment-terminal').default(deviceDefault('payment-terminal')),
  'badge-reader': deviceSchema('badge-reader').default(deviceDefault('badge-reader')),
  'code-scanner': deviceSchema('code-scanner').default(deviceDefault('code-scanner')),
} satisfies Record<DeviceKind, z.ZodType>);

/** postal.md 3.2: a Colissimo number is product (2) + serial (10) + key; a letter number is 14 characters + key. */
const COLISSIMO_SERIAL_DIGITS = 10;
const LETTER_CHARACTERS = 14;
const highest = (digits: number): number => 10 ** digits - 1;

const serialRange = {
  from: whole(0, highest(LETTER_CHARACTERS - 1), 'a serial'),
  to: whole(0, highest(LETTER_CHARACTERS - 1), 'a serial'),
  /** The terminal asks for a new range when fewer serials than this are left. */
  warnBelow: whole(0, 1_000_000, 'serials').default(500),
};

type Bounds = { readonly from: number; readonly to: number };
const inOrder = ({ from, to }: Bounds): boolean => from <= to;
const IN_ORDER = { message: 'a serial not below "from"', path: ['to'] };

const numberingSchema = section({
  colissimo: section({ product: z.string('two characters such as "9V"').regex(/^[0-9][A-Z]$/, 'two characters such as "9V"'), ...serialRange })
    .refine(inOrder, IN_ORDER)
    .refine(({ to }) => to <= highest(COLISSIMO_SERIAL_DIGITS), { message: `a serial of at most ${COLISSIMO_SERIAL_DIGITS} digits`, path: ['to'] })
    .prefault({ product: '9V', from: 1, to: 9_999 }),
  letter: section({ prefix: z.string('1 to 13 digits or capitals').regex(/^[0-9A-Z]{1,13}$/, '1 to 13 digits or capitals'), ...serialRange })
    .refine(inOrder, IN_ORDER)
    .refine(({ prefix, to }) => to <= highest(LETTER_CHARACTERS - prefix.length), {
      message: `a serial that fills, with "prefix", no more than ${LETTER_CHARACTERS} characters`,
      path: ['to'],
    })
    .prefault({ prefix: '0000', from: 1, to: 9_999 }),
});

export const configSchema = section({
  office: officeSchema.prefault(defaultOffice),
  display: displaySchema.prefault({}),
  devices: devicesSchema.prefault({}),
  numbering: numberingSchema.prefault({}),
  tariffs: section({ directory: text(4_096).optional() }).prefault({}),
  receipts: section({ policy: z.enum(['on-demand', 'auto'], '"on-demand", or "auto" where the law allows it (requirements.md REC-4)').default('on-demand') }).prefault({}),
  /** The page that plays the world around virtual devices; never served when a device is real. */
  workbench: z.boolean('true or false').default(true),
  idle: section({
    /** Without a touch for so long, the customer is asked whether more time is needed (A11Y-3). */
    warnAfterSeconds: whole(20, 600, 'seconds').default(60),
    /** Then the session ends after so long; at least 20 s (WCAG 2.2.1). */
    graceSeconds: whole(20, 300, 'seconds').default(30),
  }).prefault({}),
});

export type Config = z.output<typeof configSchema>;
export type DeviceConfig = NonNullable<Config['devices'][DeviceKind]>;

export interface ConfigProblem {
  readonly file: string;
  /** Path of the key, such as `devices.scale.at`; empty for the file as a whole. */
  readonly key: string;
  /** One sentence: file, key, what is wrong, remedy. */
  readonly message: string;
}

/** The configuration of a terminal; all defaults without a file. Every problem of the file is told at once. */
export function loadConfig(path: string | null): Result<Config, readonly ConfigProblem[]> {
  if (path === null) return ok(configSchema.parse({}));
  const whole = (message: string): Result<Config, readonly ConfigProblem[]> => err([{ file: path, key: '', message: `${path}${message}` }]);
  let content: string;
  try {
    content = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    return whole(` cannot be read (${(error as Error).message}): give the right path with --config, or leave the option out for a demonstration.`);
  }
  const fault = jsonFault(content);
  if (fault) return whole(`:${fault.line}:${fault.column} is not JSON (${fault.what}): mend line ${fault.line}, column ${fault.column}.`);
  const input: unknown = JSON.parse(content);
  const parsed = configSchema.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  return err(parsed.error.issues.flatMap((issue) => explainIssue(path, issue, input, configSchema)));
}

/** True when nothing real is plugged in, so that the workbench may be served. */
export function isVirtual(config: Config): boolean {
  return deviceKinds.every((kind) => (config.devices[kind]?.at ?? 'virtual') === 'virtual');
}
