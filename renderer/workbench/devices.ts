import { z } from 'zod';

/**
 * What `GET /workbench/devices` and the stream tell, as far as this page shows it. Knobs that it does not show pass by;
 * the twins check what is turned.
 */

const scaleKnobs = z.object({
  grams: z.number(),
  moving: z.boolean(),
  settleMs: z.number(),
  overload: z.boolean(),
  underload: z.boolean(),
  silent: z.boolean(),
  minimumGrams: z.number(),
  maximumGrams: z.number(),
  tareGrams: z.number(),
  unit: z.enum(['g', 'kg']),
  decimals: z.number(),
});
export type ScaleKnobs = z.infer<typeof scaleKnobs>;

export const answers = ['approve', 'decline', 'cancel', 'timeout', 'manual'] as const;

const cardKnobs = z.object({
  answer: z.enum(answers),
  bank: z.enum(['approve', 'decline']),
  silent: z.boolean(),
  resetAfterApproval: z.boolean(),
  lateAnswer: z.string(),
  wrongEcho: z.string(),
  contradictory: z.boolean(),
});

export const phases = ['idle', 'card-expected', 'approved', 'declined', 'abandoned', 'timed-out', 'cancelled', 'refunded'] as const;
const cardState = z.object({
  phase: z.enum(phases),
  amount: z.number().nullable(),
  totals: z.object({ approved: z.number(), cancelled: z.number(), refunded: z.number() }),
});

const receiptKnobs = z.object({
  paper: z.enum(['ok', 'near-end', 'out']),
  linesLeft: z.number().nullable(),
  cover: z.enum(['closed', 'open']),
  cutterJam: z.boolean(),
  silent: z.boolean(),
});

const labelKnobs = z.object({
  media: z.enum(['ok', 'near-end', 'out']),
  labelsLeft: z.number().nullable(),
  headOpen: z.boolean(),
  jam: z.boolean(),
  silent: z.boolean(),
});

const scannerKnobs = z.object({ silent: z.boolean(), cut: z.boolean(), garbage: z.boolean() });

const badgeKnobs = z.object({ badge: z.string().nullable(), reader: z.boolean(), mute: z.boolean() });
const badgeState = z.object({
  staff: z.array(z.object({ name: z.string(), role: z.enum(['agent', 'manager', 'technician']), badge: z.string(), number: z.string().nullable(), pin: z.string() })),
});

const base = { protocol: z.string(), url: z.string(), plugged: z.boolean() };
const device = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('scale'), ...base, knobs: scaleKnobs }),
  z.object({ kind: z.literal('payment-terminal'), ...base, knobs: cardKnobs, state: cardState }),
  z.object({ kind: z.literal('receipt-printer'), ...base, knobs: receiptKnobs, papers: z.number() }),
  z.object({ kind: z.literal('label-printer'), ...base, knobs: labelKnobs, papers: z.number() }),
  z.object({ kind: z.literal('code-scanner'), ...base, knobs: scannerKnobs }),
  z.object({ kind: z.literal('badge-reader'), ...base, knobs: badgeKnobs, state: badgeState }),
]);

export type Device = z.infer<typeof device>;
export type Kind = Device['kind'];
export type DeviceAs<K extends Kind> = Extract<Device, { kind: K }>;
export type Devices = { readonly [K in Kind]?: DeviceAs<K> };

const kinds: ReadonlySet<string> = new Set(device.options.map(({ shape }) => shape.kind.value));

/** A kind that this page does not draw is left out. @throws ZodError when a known one reads otherwise. */
export function readDevices(value: unknown): Devices {
  const list = z.array(z.looseObject({ kind: z.string() })).parse(value);
  return Object.fromEntries(list.filter(({ kind }) => kinds.has(kind)).map((one) => [one.kind, device.parse(one)]));
}

const paper = z.object({ number: z.number(), lines: z.array(z.string()), codes: z.array(z.string()), picture: z.string().startsWith('/workbench/devices/') });
export type Paper = z.infer<typeof paper>;

export function readPapers(value: unknown): readonly Paper[] {
  return z.array(paper).parse(value);
}

const problem = z.object({ problem: z.string() });

/** Why the terminal refused, in its own words. */
export function readProblem(value: unknown, status: number): string {
  const read = problem.safeParse(value);
  return read.success ? read.data.problem : `HTTP ${status}`;
}
