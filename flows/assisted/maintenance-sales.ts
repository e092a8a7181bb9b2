import { assign, fromPromise, setup, type SnapshotFrom } from 'xstate';
import { refusalOfAct, type MaintenanceEvent, type MaintenanceInput } from './maintenance-act.ts';
import type { SoldId } from '../facts.ts';
import { dayReport } from '../documents/day-report.ts';
import { cents } from '../money.ts';
import type { DaySales, EpochMs, Outcome, Ports } from '../ports.ts';
import { isWell } from '../terminal/world.ts';
import type { ActRefusal, MaintenancePage } from '../view.ts';

/** What the day has brought, on the screen and as a report on paper. */

type SalesPage = Extract<MaintenancePage, { page: 'sales' }>;

export interface SalesContext extends MaintenanceInput {
  readonly sales: DaySales;
  readonly report: SalesPage['report'];
  readonly refusal: ActRefusal | null;
}

function printReport({ ports }: SalesContext): Promise<Outcome> {
  const at = ports.clock.now();
  return ports.papers.print(dayReport({ sales: ports.backroom.sales(), office: ports.office, at, version: ports.version, nameOf: namesAt(ports, at) }), `report-${at}`);
}

/** As today's list names them; what it no longer has keeps its identifier. */
function namesAt({ tariffs }: Pick<Ports, 'tariffs'>, at: EpochMs): (product: SoldId) => string {
  const products = tariffs.at(at)?.products ?? [];
  return (sold) => products.find(({ product }) => product === sold)?.name ?? sold;
}

export const salesMachine = setup({
  types: { context: {} as SalesContext, input: {} as MaintenanceInput, events: {} as MaintenanceEvent },
  actors: { print: fromPromise<Outcome, SalesContext>(({ input }) => printReport(input)) },
  guards: {
    canPrint: ({ context }) => canPrint(context),
    refused: ({ context: { refusal } }) => refusal !== null,
  },
  actions: {
    noteWorld: assign(({ event }) => (event.type === 'world.changed' ? { world: event.world } : {})),
    ask: assign(({ context }) => ({ sales: context.ports.backroom.sales(), refusal: refusalOfAct(context, 'sales.viewed', { subject: 'report' }) })),
    end: assign((_, outcome: Outcome) => ({ report: outcome.kind === 'ok' ? ('printed' as const) : ('failed' as const) })),
  },
}).createMachine({
  id: 'sales',
  context: ({ input }) => ({ ...input, sales: input.ports.backroom.sales(), report: 'none', refusal: null }),
  initial: 'idle',
  on: { 'world.changed': { actions: 'noteWorld' } },
  states: {
    idle: { on: { 'maintenance.report.printed': { guard: 'canPrint', actions: 'ask', target: 'asked' } } },
    asked: { always: [{ guard: 'refused', target: 'idle' }, { target: 'printing' }] },
    printing: {
      invoke: {
        src: 'print',
        input: ({ context }) => context,
        onDone: { actions: { type: 'end', params: ({ event }) => event.output }, target: 'idle' },
        onError: { actions: { type: 'end', params: { kind: 'unknown', reason: 'fault', detail: '' } }, target: 'idle' },
      },
    },
  },
});

function canPrint({ world }: SalesContext): boolean {
  return isWell(world.health.papers);
}

export function showSales({ context, value }: SnapshotFrom<typeof salesMachine>): { readonly content: SalesPage; readonly refusal: ActRefusal | null } {
  const { day, sales, products, means, incidents } = context.sales;
  const content: SalesPage = {
    page: 'sales',
    day,
    sales,
    products: products.map((one) => ({ ...one, value: cents(one.value) })),
    means: means.map((one) => ({ ...one, amount: cents(one.amount) })),
    incidents: cents(incidents),
    canPrint: canPrint(context) && value === 'idle',
    report: value === 'printing' ? 'printing' : context.report,
  };
  return { content, refusal: context.refusal };
}
