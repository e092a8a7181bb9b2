import { assign, enqueueActions, forwardTo, fromPromise, sendTo, setup, type ActorRefFrom } from 'xstate';
import { assistedMachine, workerOf } from '../assisted/assisted.ts';
import { maintenanceMachine } from '../assisted/maintenance.ts';
import { reconcile } from '../checkout/reconcile.ts';
import { recover } from '../checkout/recovery.ts';
import { observe, unknownPan, used, weighing } from '../customer/pan.ts';
import { sessionMachine, type Opening, type SessionOutput } from '../customer/session.ts';
import type { HelpWhy } from '../facts.ts';
import type { Health, Ports } from '../ports.ts';
import { isUnhurried, standardPreferences, withWish } from '../preferences.ts';
import { recognise } from '../tracking/recognise.ts';
import type { Service } from '../view.ts';
import { labelsLeft, rollCounted } from './consumables.ts';
import type { DeviceEvent, TerminalContext, TerminalEvent, TerminalInput } from './memory.ts';
import { outOfServiceReason, sendReason, services, servicesBehind } from './services.ts';
import { situationIn } from './show.ts';
import { ticker, watch } from './watch.ts';
import { closedAt, isScaleVerified, isWell, toldToSession, unknownWorld } from './world.ts';

/**
 * The root: starting → recovering → in service (attract, session) → out of service, or maintenance while a worker is there and
 * no customer. It keeps what outlives a screen (language, preferences, open dialog, whether somebody was called), hands the
 * session what the devices report, and carries between it and the worker beside it (`assisted/assisted.ts`).
 */

/** Devices get this long to say how they are before the first screen is shown, ms; what comes later is shown as it comes. */
const startPatience = 3_000;
/** With sales left open by a crash, the card terminal gets this long to come up, ms: without it nothing can be decided. */
const recoveryPatience = 20_000;
/** Nobody touches the first screen: language and preferences of the last passer-by are put back, ms. */
const attractPatience = 60_000;

/** What an item on the pan begins. */
const sending: Opening = { service: 'send', scan: null };

function stateToRecord({ state }: Health): Health['state'] {
  return state === 'busy' ? 'online' : state;
}

/** Each function of which another thing is true than what was recorded last. */
function recordedServices({ ports, recorded }: TerminalContext, now: readonly Service[]): readonly Service[] {
  for (const { id, reason } of now) {
    const before = recorded?.find((one) => one.id === id);
    if (before === undefined || before.reason !== reason) ports.ledger.record({ type: 'service.changed', service: id, reason });
  }
  return now;
}

function whyOf(event: TerminalEvent): HelpWhy {
  return event.type === 'help.needed' ? event.why : 'customer';
}

/**
 * A call that nobody has answered, once its customer has gone: a jam that is still there stays called, and so does a fault of ours,
 * which a person must look at. What was to be seen with the customer has become a slip and an incident.
 */
function callThatStays({ world, helpSince, helpWhy }: TerminalContext): Pick<TerminalContext, 'helpSince' | 'helpWhy'> {
  const stays = helpWhy === 'fault' || (helpWhy === 'label' && !isWell(world.health.labels));
  return stays ? { helpSince, helpWhy } : { helpSince: null, helpWhy: null };
}

const machine = setup({
  types: {
    context: {} as TerminalContext,
    input: {} as TerminalInput,
    events: {} as TerminalEvent,
    children: {} as { session: 'session'; assisted: 'assisted'; maintenance: 'maintenance'; watch: 'watch'; recover: 'recover'; ticker: 'ticker' },
  },
  actors: {
    session: sessionMachine,
    assisted: assistedMachine,
    maintenance: maintenanceMachine,
    watch,
    recover: fromPromise<void, Ports>(({ input }) => recover(input)),
    ticker,
  },
  delays: {
    startPatience: ({ context }) => (context.ports.ledger.openSales().length > 0 ? recoveryPatience : startPatience),
    attractPatience,
  },
  guards: {
    // No customer needs the badge reader: nobody waits for it.
    everyDeviceSpoke: ({ context: { world, ports } }) =>
      Object.entries(world.health).every(([device, health]) => device === 'badge' || health.cause !== 'not started') &&
      (isWell(world.health.card) || ports.ledger.openSales().length === 0),
    itemPlaced: ({ context }) => weighing(context.pan).state === 'accepted' && sendReason(context.world) === null,
    canBegin: ({ context, event }) =>
      event.type === 'service.started' && services(context.world, context.ports).some((service) => service.id === event.service && service.reason === null),
    canScan: ({ context }) => isWell(context.world.health.scanner),
    outOfService: ({ context }) => outOfServiceReason(context.world) !== null,
    backInService: ({ context }) => outOfServiceReason(context.world) === null,
    /** Whom the terminal called for a machine is awaited by whoever asks after them, too. */
    asksAfterCall: ({ context, event }) => event.type === 'dialog.opened' && event.dialog === 'call' && context.helpSince !== null,
    helpNotCalled: ({ context }) => context.helpSince === null && !context.helping,
    workerThere: ({ context }) => context.helping,
    workerGone: ({ context }) => !context.helping,
  },
  actions: {
    noteReading: assign(({ context, event }) =>
      event.type === 'scale.read' ? { pan: observe(context.pan, event.reading), world: { ...context.world, reading: event.reading } } : {},
    ),
    noteHealth: assign(({ context, event }) =>
      event.type === 'health.changed' ? { world: { ...context.world, health: { ...context.world.health, [event.device]: event.health } } } : {},
    ),
    recordHealth: ({ context, event }) => {
      if (event.type !== 'health.changed') return;
      const before = context.world.health[event.device];
      // Busy with a command that is recorded itself: that is no change of what can be had.
      if (stateToRecord(before) === stateToRecord(event.health) && before.cause === event.health.cause) return;
      context.ports.ledger.record({ type: 'device.changed', device: event.device, state: stateToRecord(event.health), cause: event.health.cause?.slice(0, 120) ?? null });
    },
    lookAround: assign(({ context: { world, ports } }) => ({
      world: {
        ...world,
        ledger: ports.ledger.trouble(),
        labelsLeft: labelsLeft(ports, world.health.labels),
        tariff: ports.tariffs.at(ports.clock.now()) !== null,
        scaleVerified: isScaleVerified(ports, ports.clock.now()),
        closed: closedAt(ports, ports.clock.now()),
      },
    })),
    /** The hour that a worker said has come: recorded once, for the journal then says that it is open. */
    openInTime: ({ context: { ports } }) => {
      if (ports.backroom.closed() !== null && closedAt(ports, ports.clock.now()) === null) ports.ledger.record({ type: 'terminal.opened', staff: null });
    },
    countRoll: ({ context: { ports, world }, event }) => {
      if (event.type !== 'health.changed' || event.device !== 'labels') return;
      const counted = rollCounted(ports, world.health.labels, event.health);
      if (counted !== null) ports.ledger.record(counted);
    },
    /** So that the seconds in which something could not be had can be added up from the journal. */
    recordServices: assign(({ context }) => ({ recorded: recordedServices(context, services(context.world, context.ports)) })),
    recordBehind: assign(({ context }) => ({ recorded: recordedServices(context, servicesBehind(context.world, context.ports)) })),
    /** Nobody is being served: what the card terminal owes an answer to is asked again. */
    reconcile: ({ context }) => void reconcile(context.ports).catch(() => context.ports.call('fault')),
    tellPace: sendTo('session', ({ context: { preferences } }) => ({ type: 'pace.changed' as const, unhurried: isUnhurried(preferences) })),
    tellSession: sendTo('session', ({ context }) => ({ type: 'world.changed' as const, world: toldToSession(context.world) })),
    openDialog: assign(({ event }) => (event.type === 'dialog.opened' ? { dialog: event.dialog } : {})),
    closeDialog: assign({ dialog: null }),
    speak: assign(({ event }) => (event.type === 'language.chosen' || event.type === 'language.agreed' ? { spoken: event.locale, dialog: null } : {})),
    prefer: assign(({ context, event }) => {
      if (event.type !== 'preferences.changed' && event.type !== 'preferences.agreed') return {};
      return { preferences: withWish(context.preferences, event.preferences) };
    }),
    callHelp: assign(({ context, event }) => ({ helpSince: context.ports.clock.now(), helpWhy: whyOf(event) })),
    recordHelp: ({ context, event }) => {
      context.ports.ledger.record({ type: 'help.called', session: context.sessionId === '' ? null : context.sessionId, why: whyOf(event) });
    },
    tellAwaited: sendTo('session', ({ event }) => ({ type: 'helper.awaited' as const, by: event.type === 'help.needed' ? ('terminal' as const) : ('customer' as const) })),
    openWithItem: assign({ opening: sending }),
    openService: assign(({ event }) => (event.type === 'service.started' ? { opening: { service: event.service, scan: null } } : {})),
    /** A label held before the scanner on the first screen has already said what is wanted: it is left, or a proof is had again. */
    openScan: assign(({ event }) =>
      event.type === 'scanner.read' ? { opening: { service: recognise(event.scan).kind === 'proof' ? ('copy' as const) : ('deposit' as const), scan: event.scan } } : {},
    ),
    tellScan: sendTo('session', ({ event }) => ({ type: 'code.scanned' as const, scan: (event as Extract<DeviceEvent, { type: 'scanner.read' }>).scan })),
    beginSession: assign(({ context }) => ({ sessionId: context.ports.newSession(), dialog: null })),
    recordSession: ({ context }) => void context.ports.ledger.record({ type: 'session.started', session: context.sessionId, service: context.opening.service }),
    recordEnd: ({ context }, { session, how }: SessionOutput) => void context.ports.ledger.record({ type: 'session.ended', session, how }),
    call: ({ context }) => context.ports.call('fault'),
    recordStop: ({ context }) => {
      if (context.sessionId !== '') context.ports.ledger.record({ type: 'session.ended', session: context.sessionId, how: 'stopped' });
    },
    leaveSession: assign({ sessionId: '', dialog: null }),
    recordCrash: ({ context }) => void context.ports.ledger.record({ type: 'session.ended', session: context.sessionId, how: 'crashed' }),
    /** What lies on the pan belonged to the session that is gone: it starts no other. */
    usePan: assign(({ context }) => ({ pan: used(context.pan) })),
    takePan: assign((_, { pan }: SessionOutput) => ({ pan })),
    /** Whoever helps has touched the screen with it, too. */
    forward: enqueueActions(({ enqueue }) => {
      enqueue(forwardTo('session'));
      enqueue.sendTo('assisted', { type: 'screen.touched' });
    }),
    toSession: forwardTo('session'),
    toAssisted: forwardTo('assisted'),
    /** A fault of ours behind the counter: whoever was there signs in anew. */
    dismissWorker: sendTo('assisted', { type: 'staff.left' as const }),
    toMaintenance: forwardTo('maintenance'),
    tellMaintenance: sendTo('maintenance', ({ context }) => ({ type: 'world.changed' as const, world: context.world })),
    touchAssisted: sendTo('assisted', { type: 'screen.touched' as const }),
    /** A worker is there: whoever called has been heard, after so long. */
    acknowledge: ({ context: { ports, helpSince, sessionId }, event }) => {
      if (event.type !== 'helper.joined' || helpSince === null) return;
      ports.ledger.record({ type: 'help.acknowledged', session: sessionId === '' ? null : sessionId, staff: event.staff, after: Math.max(0, ports.clock.now() - helpSince) });
    },
    noteHelper: assign(({ event }) => ({ helping: event.type === 'helper.joined', helpSince: null, helpWhy: null })),
    showLamp: ({ context: { ports, helping, helpSince } }) => ports.lamp.show(helping ? 'helping' : helpSince === null ? 'off' : 'called'),
    /** Nothing of a customer survives to the next one: language, preferences, dialogs, calls (GDPR-3). What a machine was called for and still needs is no customer's. */
    forgetCustomer: assign(({ context }) => ({ sessionId: '', spoken: context.locale, preferences: standardPreferences, dialog: null, ...callThatStays(context) })),
    /** What the machine was called for has been put right, by whoever opened it: nobody need come. */
    endMended: assign(({ context }) => (context.helpWhy === 'label' ? callThatStays(context) : {})),
    /** Whoever called and waits need not touch the screen for it: the call stays until somebody comes. */
    forgetPasserBy: assign(({ context }) => ({ spoken: context.locale, preferences: standardPreferences, dialog: null })),
  },
});

export const terminalMachine = machine.createMachine({
  id: 'terminal',
  context: ({ input }) => ({
    ...input,
    world: unknownWorld,
    pan: unknownPan,
    sessionId: '',
    opening: sending,
    spoken: input.locale,
    preferences: standardPreferences,
    dialog: null,
    helpSince: null,
    helpWhy: null,
    helping: false,
    recorded: null,
  }),
  invoke: [
    {
      id: 'assisted',
      src: 'assisted',
      input: ({ context: { ports }, self }) => ({
        ports,
        situation: () => situationIn(self.getSnapshot().children['session'] as ActorRefFrom<typeof sessionMachine> | undefined),
        shown: () => {
          const { spoken, preferences } = self.getSnapshot().context;
          return { locale: spoken, preferences };
        },
      }),
    },
    { id: 'watch', src: 'watch', input: ({ context }) => context.ports },
    { id: 'ticker', src: 'ticker' },
  ],
  entry: 'lookAround',
  initial: 'starting',
  on: {
    'scale.read': { actions: 'noteReading' },
    'health.changed': { actions: ['recordHealth', 'countRoll', 'noteHealth', 'lookAround'] },
    looked: { actions: ['openInTime', 'lookAround'] },
    'stop.asked': { actions: 'toAssisted', target: '.stopping' },
    // In a worker's hands it is an act: allowed and recorded first.
    'language.chosen': [{ guard: 'workerThere', actions: 'toAssisted' }, { actions: 'speak' }],
    'language.agreed': { actions: 'speak' },
    'preferences.changed': [{ guard: 'workerThere', actions: 'toAssisted' }, { actions: 'prefer' }],
    'preferences.agreed': { actions: 'prefer' },
    'dialog.opened': { actions: ['openDialog', 'touchAssisted'] },
    'dialog.closed': { actions: ['closeDialog', 'touchAssisted'] },
    'help.called': { guard: 'helpNotCalled', actions: ['callHelp', 'recordHelp', 'showLamp'] },
    'help.needed': { guard: 'helpNotCalled', actions: ['callHelp', 'recordHelp', 'showLamp'] },
    'badge.*': { actions: 'toAssisted' },
    'staff.*': { actions: 'toAssisted' },
    'helper.joined': { actions: ['acknowledge', 'noteHelper', 'showLamp'] },
    'helper.left': { actions: ['noteHelper', 'showLamp'] },
  },
  states: {
    starting: {
      always: { guard: 'everyDeviceSpoke', target: 'recovering' },
      after: { startPatience: 'recovering' },
    },
    /** Sales that a crash left open are brought to an end before anybody is served. */
    recovering: {
      invoke: { id: 'recover', src: 'recover', input: ({ context }) => context.ports, onDone: 'inService', onError: 'inService' },
    },
    inService: {
      entry: 'recordServices',
      initial: 'attract',
      states: {
        attract: {
          entry: ['forgetCustomer', 'showLamp', 'lookAround', 'recordServices'],
          initial: 'calm',
          always: [
            { guard: 'workerThere', target: '#terminal.maintenance' },
            { guard: 'outOfService', target: '#terminal.outOfService' },
            { guard: 'itemPlaced', actions: 'openWithItem', target: 'session' },
          ],
          on: {
            'health.changed': { actions: ['recordHealth', 'countRoll', 'noteHealth', 'lookAround', 'recordServices', 'endMended', 'showLamp'] },
            looked: { actions: ['lookAround', 'recordServices', 'reconcile'] },
            'service.started': { guard: 'canBegin', actions: 'openService', target: 'session' },
            'scanner.read': { guard: 'canScan', actions: 'openScan', target: 'session' },
          },
          states: {
            calm: {
              after: { attractPatience: { target: 'calm', reenter: true, actions: ['forgetPasserBy', 'lookAround'] } },
              on: { touched: { target: 'calm', reenter: true } },
            },
          },
        },
        session: {
          entry: ['beginSession', 'recordSession'],
          invoke: {
            id: 'session',
            src: 'session',
            input: ({ context: { ports, sessionId: session, world, pan, times, opening, helpWhy, preferences } }) => ({
              ports,
              session,
              world: toldToSession(world),
              pan: observe(pan, toldToSession(world).reading),
              times,
              opening,
              // From the first screen: what is begun meanwhile waits. Whom a machine needs, this customer has not called.
              awaited: helpWhy === 'customer' ? 'terminal' : null,
              unhurried: isUnhurried(preferences),
            }),
            onDone: {
              actions: [
                { type: 'recordEnd', params: ({ event }) => event.output },
                { type: 'takePan', params: ({ event }) => event.output },
              ],
              target: 'attract',
            },
            // A fault of ours must not end the terminal. What the session had begun may still be under way in a device, and
            // records its own end; then whatever stays open is recovered, and a person is called now.
            onError: { actions: ['recordCrash', 'usePan', 'call'], target: '#terminal.recovering' },
          },
          on: {
            'preferences.changed': [{ guard: 'workerThere', actions: 'toAssisted' }, { actions: ['prefer', 'tellPace'] }],
            'preferences.agreed': { actions: ['prefer', 'tellPace'] },
            'scale.read': { actions: ['noteReading', 'tellSession'] },
            'health.changed': { actions: ['recordHealth', 'countRoll', 'noteHealth', 'lookAround', 'recordServices', 'tellSession'] },
            looked: { actions: ['lookAround', 'recordServices', 'tellSession', 'toAssisted'] },
            'dialog.opened': [{ guard: 'asksAfterCall', actions: ['openDialog', 'touchAssisted', 'tellAwaited'] }, { actions: ['openDialog', 'touchAssisted'] }],
            'help.called': { guard: 'helpNotCalled', actions: ['callHelp', 'recordHelp', 'showLamp', 'tellAwaited'] },
            'help.needed': { guard: 'helpNotCalled', actions: ['callHelp', 'recordHelp', 'showLamp', 'tellAwaited'] },
            'helper.joined': { actions: ['acknowledge', 'noteHelper', 'showLamp', 'toSession'] },
            'helper.left': { actions: ['noteHelper', 'showLamp', 'toSession'] },
            'helped.*': { actions: 'toSession' },
            'session.cancelled': { actions: ['closeDialog', 'forward'] },
            'session.finished': { actions: 'forward' },
            touched: { actions: 'forward' },
            'time.extended': { actions: 'forward' },
            back: { actions: 'forward' },
            'scanner.read': { actions: 'tellScan' },
            'service.*': { actions: 'forward' },
            'destination.*': { actions: 'forward' },
            'country.*': { actions: 'forward' },
            'contents.*': { actions: 'forward' },
            'format.*': { actions: 'forward' },
            'offer.*': { actions: 'forward' },
            'address.*': { actions: 'forward' },
            'pickup.*': { actions: 'forward' },
            'customs.*': { actions: 'forward' },
            'stamps.*': { actions: 'forward' },
            'supplement.*': { actions: 'forward' },
            'article.*': { actions: 'forward' },
            'articles.*': { actions: 'forward' },
            'dropoff.*': { actions: 'forward' },
            'copy.*': { actions: 'forward' },
            'scan.*': { actions: 'forward' },
            'basket.*': { actions: 'forward' },
            'payment.*': { actions: 'forward' },
            'label.*': { actions: 'forward' },
            'papers.*': { actions: 'forward' },
          },
        },
      },
    },
    outOfService: {
      entry: ['forgetCustomer', 'recordServices'],
      // What was begun while nothing could be recorded is brought to its end first.
      always: [
        { guard: 'workerThere', target: 'maintenance' },
        { guard: 'backInService', target: 'recovering' },
      ],
    },
    /** A worker is there, and no customer: nothing can be bought until they have gone. */
    maintenance: {
      entry: 'recordBehind',
      invoke: {
        id: 'maintenance',
        src: 'maintenance',
        input: ({ context: { ports, world }, self }) => ({ ports, world, member: () => workerOf(self.getSnapshot().children['assisted'] as ActorRefFrom<typeof assistedMachine> | undefined) }),
        onError: { actions: ['call', 'dismissWorker'] },
      },
      on: {
        'scale.read': { actions: ['noteReading', 'tellMaintenance'] },
        'health.changed': { actions: ['recordHealth', 'countRoll', 'noteHealth', 'lookAround', 'tellMaintenance'] },
        looked: { actions: ['openInTime', 'lookAround', 'tellMaintenance', 'toAssisted'] },
        touched: { actions: 'touchAssisted' },
        back: { actions: ['toMaintenance', 'touchAssisted'] },
        'maintenance.*': { actions: ['toMaintenance', 'touchAssisted'] },
      },
      // What a worker has put right may let a sale that stayed open come to its end: that first. What lies on the pan is theirs.
      always: { guard: 'workerGone', actions: ['usePan', 'lookAround'], target: 'recovering' },
    },
    /** The screen says so, in the customer's language, and nothing begins any more; what is under way is left to the next start. */
    stopping: { entry: ['recordStop', 'leaveSession'] },
  },
});
