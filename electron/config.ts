import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { deviceKinds } from '../devices/device.ts';
import { keysSchema } from '../flows/actions.ts';
import { err, ok, type Result } from '../flows/result.ts';
import { articlesSchema } from './config/articles.ts';
import { devicesSchema } from './config/devices.ts';
import { explainIssue } from './config/explain.ts';
import { absolute, addressLines, measure, path, port, section, text, whole } from './config/fields.ts';
import { jsonFault } from './config/json-fault.ts';
import { numberingSchema } from './config/numbering.ts';
import { speechSchema } from './config/speech.ts';

/**
 * `terminal.json`: who sells, what is plugged in where, which numbers may be given. Every key has a default, so that a
 * terminal without configuration starts with virtual devices and numbers of a demonstration. Each schema's message says
 * what the key takes: it becomes the remedy of a refusal.
 */

const officeSchema = section({
  terminal: z.string('letters A–Z, digits and hyphens, at most 16').regex(/^[A-Z0-9-]{1,16}$/, 'letters A–Z, digits and hyphens, at most 16'),
  name: text(60),
  address: addressLines,
  provider: section({ name: text(60), address: addressLines, registration: text(60), phone: text(30) }),
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

/** A sensor that stands for more labels than a roll holds would be believed, and a basket sold that no roll can carry. */
const labelRollSchema = section({ capacity: whole(1, 10_000, 'labels').default(500), nearEnd: whole(0, 1_000, 'labels').nullable().default(20) }).refine(
  ({ capacity, nearEnd }) => nearEnd === null || nearEnd < capacity,
  { path: ['nearEnd'], error: 'fewer labels than labelRoll.capacity, or null when the printer has no such sensor' },
);

/** https only: the address is shown to people as a QR code, and what they read there must come from the operator. */
const LINK = '"https://…" of at most 200 characters, with {number} where the item number stands';
const linkSchema = z.string(LINK).refine((link) => isTrackingLink(link), LINK);

function isTrackingLink(link: string): boolean {
  if (link.length > 200 || !link.includes('{number}')) return false;
  const url = URL.parse(link.replaceAll('{number}', '9V00000000018'));
  return url?.protocol === 'https:' && url.username === '' && url.password === '' && !url.host.includes('9v00000000018');
}

export const configSchema = section({
  office: officeSchema.prefault(defaultOffice),
  display: displaySchema.prefault({}),
  devices: devicesSchema.prefault({}),
  /** What the keys of a tactile keypad and of two switches mean, by their `event.code` (A11Y-75, A11Y-78). */
  keys: keysSchema.prefault({}),
  numbering: numberingSchema.prefault({}),
  tariffs: section({
    directory: path.optional(),
    /** PEM of the key that every price list must be signed with; null: lists need no signature. */
    publicKey: path.nullable().default(null),
  }).prefault({}),
  /** The operator's book of destinations; the bundled one when left out. */
  destinations: section({ file: path.optional() }).prefault({}),
  /** The operator's list of pick-up points; null: that product is not offered. */
  pickUpPoints: section({ file: path.nullable().default(null) }).prefault({}),
  articles: articlesSchema.prefault([]),
  /** Where items are left; when left out, a box where a scanner is fitted that can compare the label, else staff. */
  drop: z.enum(['box', 'staff'], '"box" when the terminal has a slot of its own, else "staff"').optional(),
  /** The operator's page that tracks an item; null: none is shown. */
  tracking: section({ link: linkSchema.nullable().default(null) }).prefault({}),
  /** Customs data waits so many days for the back office; then it is deleted, taken or not (GDPR-5). */
  preAdvice: section({ keepDays: whole(1, 365, 'days').default(30) }).prefault({}),
  /** Labels on a full roll, and for how many the printer's near-end sensor stands; null: it has none. */
  labelRoll: labelRollSchema.prefault({}),
  /** For so long the terminal itself still gives money back that it could not; then the counter pays on the slip. 0: at once the counter. */
  incidents: section({ retryMinutes: whole(0, 1_440, 'minutes').default(30) }).prefault({}),
  /** School mode: nothing is sold, and every screen and paper says so (FIS-14). */
  training: z.boolean('true or false').default(false),
  /** Where `GET /health` is answered, on this machine only; null: nowhere but beside the page where a page is served. */
  health: section({ port: port.nullable().default(null) }).prefault({}),
  /** The technical log: so large a file, so many of them, for so long. */
  log: section({ megabytes: whole(1, 100, 'megabytes').default(5), files: whole(1, 100, 'files').default(10), keepDays: whole(1, 366, 'days').default(180) }).prefault({}),
  /** PEM of the key that a list of staff must be signed with, to be taken over by `npm run staff -- import`; null: none is. */
  staff: section({ publicKey: path.nullable().default(null) }).prefault({}),
  speech: speechSchema.prefault({}),
  /** Name, colours, sounds, voices and pictures: a folder of assets/themes, or the path of the operator's own. */
  theme: path.default('moulin'),
  receipts: section({ policy: z.enum(['on-demand', 'auto'], '"on-demand", or "auto" where the law allows it (requirements.md REC-4)').default('on-demand') }).prefault({}),
  /** The page that plays the world around virtual devices; never served when a device is real. */
  workbench: z.boolean('true or false').default(true),
  /** A lamp over the terminal: a file that takes "1" and "0", such as /sys/class/leds/NAME/brightness; null: there is none. */
  lamp: section({ file: path.nullable().default(null) }).prefault({}),
  /** Below this directory the system mounts the sticks that archives may be written to. */
  export: section({ mountRoot: absolute.default('/media') }).prefault({}),
  idle: section({
    /** Without a touch for so long, the customer is asked whether more time is needed (A11Y-3). */
    warnAfterSeconds: whole(20, 600, 'seconds').default(60),
    /** Then the session ends after so long; at least 20 s (WCAG 2.2.1). */
    graceSeconds: whole(20, 300, 'seconds').default(30),
  }).prefault({}),
});

export type Config = z.output<typeof configSchema>;

export interface ConfigProblem {
  readonly file: string;
  /** Path of the key, such as `devices.scale.at`; empty for the file as a whole. */
  readonly key: string;
  /** One sentence: file, key, what is wrong, remedy. */
  readonly message: string;
}

/** The configuration of a terminal; all defaults without a file. Every problem of the file is told at once. */
export function loadConfig(file: string | null): Result<Config, readonly ConfigProblem[]> {
  if (file === null) return ok(configSchema.parse({}));
  const asAWhole = (message: string): Result<Config, readonly ConfigProblem[]> => err([{ file, key: '', message: `${file}${message}` }]);
  let content: string;
  try {
    content = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    return asAWhole(` cannot be read (${(error as Error).message}): give the right path with --config, or leave the option out for a demonstration.`);
  }
  const fault = jsonFault(content);
  if (fault) return asAWhole(`:${fault.line}:${fault.column} is not JSON (${fault.what}): mend line ${fault.line}, column ${fault.column}.`);
  const input: unknown = JSON.parse(content);
  const parsed = configSchema.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  return err(parsed.error.issues.flatMap((issue) => explainIssue(file, issue, input, configSchema)));
}

/** True when nothing real is plugged in, so that the workbench may be served. */
export function isVirtual(config: Config): boolean {
  return deviceKinds.every((kind) => (config.devices[kind]?.at ?? 'virtual') === 'virtual');
}
