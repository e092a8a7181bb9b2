import { z } from 'zod';
import { deviceKinds, type Device } from '../devices/device.ts';
import type { EpochMs, Series } from '../flows/ports.ts';
import { isWell } from '../flows/terminal/world.ts';
import { serviceSchema, viewSchema, type Screen, type Service } from '../flows/view.ts';
import type { OpenLedger } from './ledger/ledger.ts';
import { redact } from './log/redact.ts';

/**
 * How the terminal is, for whoever watches over it from the same machine (`GET /health`). A closed form: states, causes of
 * devices, counts. There is no field that could hold what a customer typed, and a driver's cause is redacted as in the log.
 */

const since = z.int();
const trouble = z.enum(['full', 'read-only', 'corrupt', 'range-exhausted', 'closed', 'clock']);

export const healthSchema = z.strictObject({
  /** `degraded`: it serves customers, and something cannot be had, or needs a person soon. */
  status: z.enum(['ok', 'degraded', 'out-of-service', 'starting', 'stopping']),
  version: z.string(),
  /** Of the part that records money (FIS-17). */
  fiscalVersion: z.string(),
  terminal: z.string(),
  training: z.boolean(),
  screen: z.enum(viewSchema.options.map((option) => option.shape.screen.value)),
  services: z.array(serviceSchema),
  devices: z.array(
    z.strictObject({ kind: z.enum(deviceKinds), driver: z.string(), state: z.string(), cause: z.string().nullable(), warnings: z.array(z.string()), action: z.string(), since }),
  ),
  ledger: z.strictObject({
    trouble: trouble.nullable(),
    records: z.int().nullable(),
    lastDayClosed: z.string().nullable(),
    openSales: z.int(),
    openIncidents: z.int(),
    /** Number ranges of which few are left: the operator must allot others. */
    low: z.array(z.strictObject({ series: z.string(), remaining: z.int() })),
  }),
  labelsLeft: z.int().nullable(),
  disk: z.strictObject({ freeBytes: z.int().nullable() }),
  clock: z.strictObject({ now: z.iso.datetime(), jumps: z.int() }),
  uptimeSeconds: z.int(),
});
export type HealthReport = z.infer<typeof healthSchema>;

/** What the report is made of: read when it is asked for, and nothing is kept. */
export interface Observed {
  readonly version: string;
  readonly fiscalVersion: string;
  readonly terminal: string;
  readonly training: boolean;
  readonly screen: Screen;
  readonly services: readonly Service[];
  readonly devices: readonly Device[];
  readonly trouble: HealthReport['ledger']['trouble'];
  readonly journal: Pick<OpenLedger, 'head' | 'ranges' | 'openSales' | 'openIncidents' | 'known'> | null;
  readonly labelsLeft: number | null;
  readonly freeBytes: number | null;
  readonly now: EpochMs;
  readonly clockJumps: number;
  readonly uptimeMilliseconds: number;
}

export function healthOf(observed: Observed): HealthReport {
  const { screen, services, devices, journal, trouble } = observed;
  const low = (journal?.ranges() ?? []).filter((range) => range.low).map(({ series, remaining }) => ({ series: series satisfies Series, remaining }));
  const described = devices.map((device) => {
    const { state, cause, warnings, action, since } = device.health();
    return { kind: device.kind, driver: device.driver, state, cause: cause === null ? null : redact(cause), warnings: [...warnings], action, since };
  });
  const whole = services.every(isOffered) && devices.every((device) => isWell(device.health()) && device.health().warnings.length === 0) && low.length === 0 && trouble === null;
  return {
    status: statusOf(screen, whole),
    version: observed.version,
    fiscalVersion: observed.fiscalVersion,
    terminal: observed.terminal,
    training: observed.training,
    screen,
    services: [...services],
    devices: described,
    ledger: {
      trouble,
      records: journal?.head().seq ?? null,
      lastDayClosed: journal?.known().lastDayClosed ?? null,
      openSales: journal?.openSales().length ?? 0,
      openIncidents: journal?.openIncidents().length ?? 0,
      low,
    },
    labelsLeft: observed.labelsLeft,
    disk: { freeBytes: observed.freeBytes },
    clock: { now: new Date(observed.now).toISOString(), jumps: observed.clockJumps },
    uptimeSeconds: Math.floor(observed.uptimeMilliseconds / 1_000),
  };
}

/** What the operator never configured is no loss: it is at the counter by design. */
function isOffered({ reason }: Service): boolean {
  return reason === null || reason === 'at-the-counter';
}

function statusOf(screen: Screen, whole: boolean): HealthReport['status'] {
  if (screen === 'starting' || screen === 'stopping' || screen === 'out-of-service') return screen;
  return whole ? 'ok' : 'degraded';
}
