import { assign, fromPromise, setup, type SnapshotFrom } from 'xstate';
import type { MaintenanceAct } from './acts.ts';
import { isPermitted, refusalOfAct, type MaintenanceEvent, type MaintenanceInput } from './maintenance-act.ts';
import { printTestLabel, printTestReceipt } from './maintenance-prints.ts';
import { observe, type Pan } from '../customer/pan.ts';
import type { Backroom, MaintainedDevice, Outcome, Ports } from '../ports.ts';
import { isWell, type World } from '../terminal/world.ts';
import type { ActRefusal, MaintenancePage } from '../view.ts';

/** Every device: how it is, what it is, what became of it, and what can be tried with it. */

type DevicesPage = Extract<MaintenancePage, { page: 'devices' }>;
type TestName = NonNullable<DevicesPage['test']>;
export type DeviceResult = NonNullable<DevicesPage['result']>;

/** A test weighing looks at the indications for this long, ms: long enough to put something down and take it off again. */
export const testWeighing = 5_000;

export const maintainedDevices = ['scale', 'card', 'labels', 'papers', 'scanner', 'badge'] as const satisfies readonly MaintainedDevice[];

/** The test that a device has: what it does is seen by whoever stands there, or read from its answer. */
const tests: { readonly [D in MaintainedDevice]: { readonly test: TestName; readonly act: MaintenanceAct } | null } = {
  scale: { test: 'weighing', act: 'weighing.tested' },
  card: { test: 'card', act: 'card.tested' },
  labels: { test: 'label', act: 'label.tested' },
  papers: { test: 'receipt', act: 'receipt.tested' },
  scanner: null,
  badge: null,
};

type Doing = TestName | 'restarted';

export interface DevicesContext extends MaintenanceInput {
  readonly chosen: MaintainedDevice | null;
  readonly history: ReturnType<Backroom['history']>;
  readonly doing: Doing;
  readonly result: DeviceResult | null;
  readonly refusal: ActRefusal | null;
  /** As the scale indicated it since the test began. */
  readonly pan: Pan;
  readonly steady: boolean;
}

/** The device's own words where something went wrong. */
export function resultOf(what: DeviceResult['what'], outcome: Outcome): DeviceResult {
  return outcome.kind === 'ok' ? { what, ok: true, detail: '' } : { what, ok: false, detail: (outcome.detail || outcome.reason).slice(0, 120) };
}

function weighingResult({ pan, steady }: DevicesContext): DeviceResult {
  const detail = pan.reading.kind === 'absent' ? 'nothing-read' : !steady ? 'unsteady' : pan.zeroSeen ? 'zero-seen' : 'no-zero';
  return { what: 'weighing', ok: detail === 'zero-seen', detail };
}

/** Newest first, as many as the page shows. */
function historyOf({ backroom }: Pick<Ports, 'backroom'>, device: MaintainedDevice | null): DevicesContext['history'] {
  return device === null ? [] : backroom.history(device).slice(0, 20);
}

function work({ ports, chosen, doing }: DevicesContext): Promise<Outcome> {
  if (doing === 'receipt') return printTestReceipt(ports);
  if (doing === 'label') return printTestLabel(ports);
  return doing === 'card' ? ports.backroom.testCard() : ports.backroom.restart(chosen ?? 'scale');
}

const untouched: Pan = { reading: { kind: 'absent', cause: 'not read yet' }, zeroSeen: false };

export const devicesMachine = setup({
  types: { context: {} as DevicesContext, input: {} as MaintenanceInput, events: {} as MaintenanceEvent },
  actors: { work: fromPromise<Outcome, DevicesContext>(({ input }) => work(input)) },
  delays: { testWeighing },
  guards: {
    hasTest: ({ context: { chosen } }) => chosen !== null && tests[chosen] !== null,
    somethingChosen: ({ context: { chosen } }) => chosen !== null,
    refused: ({ context: { refusal } }) => refusal !== null,
    weighs: ({ context: { doing } }) => doing === 'weighing',
  },
  actions: {
    noteWorld: assign(({ context: { ports, chosen, history, world: before }, event }) => {
      if (event.type !== 'world.changed') return {};
      const changed = chosen !== null && chosen !== 'badge' && before.health[chosen] !== event.world.health[chosen];
      return { world: event.world, history: changed ? historyOf(ports, chosen) : history };
    }),
    choose: assign(({ context: { ports }, event }) =>
      event.type === 'maintenance.device.chosen' ? { chosen: event.device, history: historyOf(ports, event.device), result: null, refusal: null } : {},
    ),
    askTest: assign(({ context }) => {
      const found = context.chosen === null ? null : tests[context.chosen];
      return found === null ? {} : { doing: found.test, result: null, refusal: refusalOfAct(context, found.act, { subject: context.chosen }) };
    }),
    askRestart: assign(({ context }) => ({
      doing: 'restarted' as const,
      result: null,
      refusal: refusalOfAct(context, 'device.restarted', { subject: context.chosen, before: context.chosen === null ? null : healthOf(context, context.chosen).state }),
    })),
    beginWeighing: assign(({ context: { world } }) => ({ pan: observe(untouched, world.reading), steady: world.reading.kind === 'stable' })),
    watchPan: assign(({ context: { pan, steady }, event }) =>
      event.type === 'world.changed' ? { world: event.world, pan: observe(pan, event.world.reading), steady: steady || event.world.reading.kind === 'stable' } : {},
    ),
    endWeighing: assign(({ context }) => ({ result: weighingResult(context) })),
    end: assign(({ context: { doing, ports, chosen } }, outcome: Outcome) => ({ result: resultOf(doing, outcome), history: historyOf(ports, chosen) })),
  },
}).createMachine({
  id: 'devices',
  context: ({ input }) => ({ ...input, chosen: null, history: [], doing: 'restarted', result: null, refusal: null, pan: untouched, steady: false }),
  initial: 'idle',
  on: { 'world.changed': { actions: 'noteWorld' } },
  states: {
    idle: {
      on: {
        'maintenance.device.chosen': { actions: 'choose' },
        'maintenance.device.tested': { guard: 'hasTest', actions: 'askTest', target: 'asked' },
        'maintenance.device.restarted': { guard: 'somethingChosen', actions: 'askRestart', target: 'asked' },
      },
    },
    asked: { always: [{ guard: 'refused', target: 'idle' }, { guard: 'weighs', target: 'weighing' }, { target: 'working' }] },
    weighing: { entry: 'beginWeighing', after: { testWeighing: { actions: 'endWeighing', target: 'idle' } }, on: { 'world.changed': { actions: 'watchPan' } } },
    working: {
      invoke: {
        src: 'work',
        input: ({ context }) => context,
        onDone: { actions: { type: 'end', params: ({ event }) => event.output }, target: 'idle' },
        onError: { actions: { type: 'end', params: { kind: 'unknown', reason: 'fault', detail: '' } }, target: 'idle' },
      },
    },
  },
});

export function healthOf({ world }: { readonly world: World }, device: MaintainedDevice): World['health'][MaintainedDevice] {
  return world.health[device];
}

export function showDevices({ context, value }: SnapshotFrom<typeof devicesMachine>): { readonly content: DevicesPage; readonly refusal: ActRefusal | null } {
  const { ports, chosen, history, result, refusal } = context;
  const test = chosen === null ? null : tests[chosen];
  const content: DevicesPage = {
    page: 'devices',
    devices: maintainedDevices.map((device) => {
      const { state, cause, warnings, since } = healthOf(context, device);
      return { device, state, cause, warnings: [...warnings], since, ...ports.backroom.describe(device) };
    }),
    chosen,
    history: [...history],
    busy: value !== 'idle',
    result,
    test: test !== null && isPermitted(context, test.act) ? test.test : null,
    restart: chosen !== null && isPermitted(context, 'device.restarted'),
  };
  return { content, refusal };
}

/** Something of the machine wants to be looked at: not that it is not fitted. */
export function wantsCare(world: World): boolean {
  return maintainedDevices.some((device) => {
    const health = healthOf({ world }, device);
    return health.state !== 'not-fitted' && health.cause !== 'not fitted' && (!isWell(health) || health.warnings.length > 0);
  });
}
