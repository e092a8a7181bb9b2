import { assign, enqueueActions, forwardTo, setup, type SnapshotFrom } from 'xstate';
import type { MaintenanceAct } from './acts.ts';
import { isPermitted, refusalOfAct, type MaintenanceEvent, type MaintenanceInput } from './maintenance-act.ts';
import { eventsPage, numbersPage, numbersRunOut, versionsPage } from './maintenance-books.ts';
import { beginClosing, close, count, showClosing, type ClosingState } from './maintenance-closing.ts';
import { devicesMachine, showDevices, wantsCare } from './maintenance-devices.ts';
import { exportMachine, showExport } from './maintenance-export.ts';
import { hasOpenIncidents, settle, showIncidents, type IncidentsState } from './maintenance-incidents.ts';
import { rollsMachine, showRolls } from './maintenance-rolls.ts';
import { salesMachine, showSales } from './maintenance-sales.ts';
import { scaleMachine, showScale } from './maintenance-scale.ts';
import { closeService, openService, restartProgram, restartScreen, servicePage, switchTraining, trainingPage } from './maintenance-service.ts';
import type { Ports } from '../ports.ts';
import { unreachable } from '../result.ts';
import type { Shown } from '../shown.ts';
import { closedAt, type World } from '../terminal/world.ts';
import type { ActRefusal, MaintenancePage } from '../view.ts';

/**
 * Behind the counter: a worker is there, and no customer. One page at a time; those that wait for a device are machines of
 * their own. Every act goes through `maintenance-act.ts`: allowed by the role as it is now, and recorded before it is done.
 */

type PageName = MaintenancePage['page'];
/** In the order of the first page. */
export const maintenancePages = ['devices', 'rolls', 'scale', 'service', 'incidents', 'numbers', 'sales', 'closing', 'training', 'export', 'events', 'versions'] as const satisfies readonly Exclude<PageName, 'home'>[];
type Page = (typeof maintenancePages)[number];

/** What a role must be allowed to open the page at all; null where everybody who works here may look. */
const opens: { readonly [P in Page]: MaintenanceAct | null } = {
  devices: null,
  rolls: 'roll.changed',
  scale: 'scale.zeroed',
  service: 'service.closed',
  incidents: null,
  numbers: null,
  sales: 'sales.viewed',
  closing: 'day.closed',
  training: 'training.switched',
  export: 'archive.exported',
  events: 'events.viewed',
  versions: null,
};

/** Pages whose looking at is itself an act that is recorded. */
const viewed: readonly Page[] = ['sales', 'events'];

interface Books {
  readonly incidents: boolean;
  readonly numbers: boolean;
  readonly closed: boolean;
  readonly undated: boolean;
}

function alertsOfBooks(ports: Ports): Books {
  return {
    incidents: hasOpenIncidents(ports),
    numbers: numbersRunOut(ports),
    closed: closedAt(ports, ports.clock.now()) !== null,
    // Nobody has said until when the scale is verified: that stops nothing, and wants to be said.
    undated: ports.backroom.scaleVerifiedUntil() === null,
  };
}

export interface MaintenanceContext extends MaintenanceInput {
  /** The page that was asked for last. */
  readonly wanted: Page;
  /** What the journal says on arrival at the first page: read once, and not at every glance. */
  readonly books: Books;
  readonly refusal: ActRefusal | null;
  readonly incidents: IncidentsState;
  readonly closing: ClosingState | null;
  /** Numbers, events and versions, as they were when the page was opened. */
  readonly read: Extract<MaintenancePage, { page: 'numbers' | 'events' | 'versions' }> | null;
}

function mayOpen(context: MaintenanceContext, page: Page): boolean {
  const act = opens[page];
  return act === null || isPermitted(context, act);
}

function refusalOfOpening(context: MaintenanceContext, page: Page): ActRefusal | null {
  const act = opens[page];
  if (act === null || (mayOpen(context, page) && !viewed.includes(page))) return null;
  return refusalOfAct(context, act);
}

const calm: IncidentsState = { chosen: null, refusal: null };

export const maintenanceMachine = setup({
  types: {
    context: {} as MaintenanceContext,
    input: {} as MaintenanceInput,
    events: {} as MaintenanceEvent,
    children: {} as { devices: 'devices'; rolls: 'rolls'; scale: 'scale'; sales: 'sales'; export: 'export' },
  },
  actors: { devices: devicesMachine, rolls: rollsMachine, scale: scaleMachine, sales: salesMachine, export: exportMachine },
  guards: {
    wants: ({ context: { wanted, refusal } }, page: Page) => wanted === page && refusal === null,
    isPage: ({ event }) => event.type === 'maintenance.opened' && maintenancePages.some((page) => page === event.page),
  },
  actions: {
    noteWorld: assign(({ event }) => (event.type === 'world.changed' ? { world: event.world } : {})),
    ask: assign(({ context, event }) => {
      const wanted = event.type === 'maintenance.opened' ? maintenancePages.find((one) => one === event.page) : undefined;
      return wanted === undefined ? {} : { wanted, refusal: refusalOfOpening(context, wanted) };
    }),
    lookInBooks: assign(({ context: { ports } }) => ({ books: alertsOfBooks(ports) })),
    forgetRefusal: assign({ refusal: null }),
    toPage: enqueueActions(({ enqueue }, page: 'devices' | 'rolls' | 'scale' | 'sales' | 'export') => enqueue(forwardTo(page))),
    closeService: assign(({ context, event }) => (event.type === 'maintenance.service.closed' ? { refusal: closeService(context, event) } : {})),
    openService: assign(({ context }) => ({ refusal: openService(context) })),
    restartScreen: assign(({ context }) => ({ refusal: restartScreen(context) })),
    restartProgram: assign(({ context }) => ({ refusal: restartProgram(context) })),
    switchTraining: assign(({ context }) => ({ refusal: switchTraining(context) })),
    beginIncidents: assign({ incidents: calm }),
    chooseIncident: assign(({ event }) => (event.type === 'maintenance.incident.chosen' ? { incidents: { chosen: event.incident, refusal: null } } : {})),
    settle: assign(({ context, event }) => (event.type === 'maintenance.incident.settled' ? { incidents: settle(context, context.incidents, event.how) } : {})),
    beginClosing: assign(({ context }) => ({ closing: beginClosing(context) })),
    count: assign(({ context: { closing }, event }) => (event.type === 'maintenance.day.counted' && closing !== null ? { closing: count(closing, event) } : {})),
    close: assign(({ context }) => (context.closing === null ? {} : { closing: close(context, context.closing) })),
    readNumbers: assign(({ context: { ports } }) => ({ read: numbersPage(ports) })),
    readEvents: assign(({ context: { ports } }) => ({ read: eventsPage(ports) })),
    readVersions: assign(({ context: { ports } }) => ({ read: versionsPage(ports) })),
  },
}).createMachine({
  id: 'maintenance',
  context: ({ input }) => ({ ...input, wanted: 'devices', books: alertsOfBooks(input.ports), refusal: null, incidents: calm, closing: null, read: null }),
  initial: 'home',
  on: {
    'world.changed': { actions: 'noteWorld' },
    'maintenance.opened': [
      { guard: 'isPage', actions: 'ask', target: '.opening' },
      { actions: 'forgetRefusal', target: '.home' },
    ],
    back: { actions: 'forgetRefusal', target: '.home' },
  },
  states: {
    home: { entry: 'lookInBooks' },
    opening: { always: [...maintenancePages.map((page) => ({ guard: { type: 'wants' as const, params: page }, target: page })), { target: 'home' }] },
    devices: {
      invoke: { id: 'devices', src: 'devices', input },
      on: { 'world.changed': { actions: ['noteWorld', { type: 'toPage', params: 'devices' }] }, 'maintenance.device.*': { actions: { type: 'toPage', params: 'devices' } } },
    },
    rolls: {
      invoke: { id: 'rolls', src: 'rolls', input },
      on: { 'world.changed': { actions: ['noteWorld', { type: 'toPage', params: 'rolls' }] }, 'maintenance.roll.*': { actions: { type: 'toPage', params: 'rolls' } } },
    },
    scale: {
      invoke: { id: 'scale', src: 'scale', input },
      on: { 'world.changed': { actions: ['noteWorld', { type: 'toPage', params: 'scale' }] }, 'maintenance.scale.*': { actions: { type: 'toPage', params: 'scale' } } },
    },
    service: {
      on: {
        'maintenance.service.closed': { actions: 'closeService' },
        'maintenance.service.opened': { actions: 'openService' },
        'maintenance.screen.restarted': { actions: 'restartScreen' },
        'maintenance.program.restarted': { actions: 'restartProgram' },
      },
    },
    incidents: { entry: 'beginIncidents', on: { 'maintenance.incident.chosen': { actions: 'chooseIncident' }, 'maintenance.incident.settled': { actions: 'settle' } } },
    numbers: { entry: 'readNumbers' },
    sales: {
      invoke: { id: 'sales', src: 'sales', input },
      on: { 'world.changed': { actions: ['noteWorld', { type: 'toPage', params: 'sales' }] }, 'maintenance.report.printed': { actions: { type: 'toPage', params: 'sales' } } },
    },
    closing: { entry: 'beginClosing', on: { 'maintenance.day.counted': { actions: 'count' }, 'maintenance.day.closed': { actions: 'close' } } },
    training: { on: { 'maintenance.training.switched': { actions: 'switchTraining' } } },
    export: { invoke: { id: 'export', src: 'export', input }, on: { 'maintenance.exported': { actions: { type: 'toPage', params: 'export' } } } },
    events: { entry: 'readEvents' },
    versions: { entry: 'readVersions' },
  },
});

function input({ context: { ports, member, world } }: { readonly context: MaintenanceContext }): MaintenanceInput {
  return { ports, member, world };
}

interface PageShown {
  readonly content: MaintenancePage;
  readonly refusal: ActRefusal | null;
}

/** The page as the screen gets it. From the first page nothing leads back but the badge. */
export function showMaintenance(snapshot: SnapshotFrom<typeof maintenanceMachine>): Shown {
  const { content, refusal } = pageOf(snapshot);
  return { body: { screen: 'maintenance', content, refusal }, step: null, money: null, back: content.page === 'home' ? null : 'back' };
}

function pageOf({ context, children, value }: SnapshotFrom<typeof maintenanceMachine>): PageShown {
  if (children.devices) return showDevices(children.devices.getSnapshot());
  if (children.rolls) return showRolls(children.rolls.getSnapshot());
  if (children.scale) return showScale(children.scale.getSnapshot());
  if (children.sales) return showSales(children.sales.getSnapshot());
  if (children.export) return showExport(children.export.getSnapshot());
  const { refusal, incidents, closing, read } = context;
  if (value === 'service') return { content: servicePage(context), refusal };
  if (value === 'incidents') return { content: showIncidents(context, incidents), refusal };
  if (value === 'training') return { content: trainingPage(context), refusal };
  if (value === 'closing' && closing !== null) return { content: showClosing(closing), refusal: closing.refusal };
  if (read !== null && value === read.page) return { content: read, refusal };
  return { content: homePage(context), refusal };
}

function homePage(context: MaintenanceContext): MaintenancePage {
  return { page: 'home', pages: maintenancePages.map((page) => ({ page, alert: wantsLook(context, page), permitted: mayOpen(context, page) })) };
}

/** Something there wants to be looked at: what a worker should see without opening every page. */
function wantsLook({ ports, world, books }: MaintenanceContext, page: Page): boolean {
  switch (page) {
    case 'devices':
      return wantsCare(world);
    case 'rolls':
      return rollWantsChange(world);
    case 'scale':
      return !world.scaleVerified || (books.undated && world.health.scale.state !== 'not-fitted');
    case 'service':
      return books.closed;
    case 'incidents':
      return books.incidents;
    case 'numbers':
      return books.numbers;
    case 'training':
      return ports.training;
    case 'sales':
    case 'closing':
    case 'export':
    case 'events':
    case 'versions':
      return false;
    default:
      return unreachable(page);
  }
}

/** A printer is out of paper, or says that it soon will be. */
function rollWantsChange({ health: { labels, papers }, labelsLeft }: World): boolean {
  return labelsLeft === 0 || [labels, papers].some(({ state, warnings }) => state === 'consumable-out' || warnings.includes('paper-near-end'));
}
