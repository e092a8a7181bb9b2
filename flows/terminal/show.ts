import type { ActorRefFrom, SnapshotFrom } from 'xstate';
import { showAssisted } from '../assisted/assisted.ts';
import { showMaintenance } from '../assisted/maintenance.ts';
import { situationOf, type Situation } from '../assisted/situation.ts';
import { extensions, type sessionMachine } from '../customer/session.ts';
import { showSession } from '../customer/session-view.ts';
import type { Shown } from '../shown.ts';
import type { Frame, View } from '../view.ts';
import { leftBehind } from './left-behind.ts';
import { outOfServiceReason, services } from './services.ts';
import type { terminalMachine } from './terminal.ts';
import { isWell } from './world.ts';

/** The whole actor tree as one view: what the renderer gets. */
export function show(snapshot: SnapshotFrom<typeof terminalMachine>): View {
  const { context, children } = snapshot;
  const { body, step, money, back } = shownBy(snapshot);
  const helper = children.assisted === undefined ? null : showAssisted(children.assisted.getSnapshot(), situationIn(children.session));
  const frame: Frame = {
    locale: context.spoken,
    preferences: context.preferences,
    step,
    money,
    back,
    helpSince: context.helpSince,
    dialog: idleDialog(snapshot) ?? (context.dialog === null ? null : { kind: context.dialog }),
    office: context.ports.office.name,
    training: context.ports.training,
    helper,
    staffDoor: helper === null && !isWell(context.world.health.badge) && !context.ports.staff.empty(),
  };
  return { ...frame, ...body };
}

/** The session as a worker finds it. */
export function situationIn(session: ActorRefFrom<typeof sessionMachine> | undefined): Situation {
  const snapshot = session?.getSnapshot();
  return snapshot === undefined ? situationOf(null, 'attract') : situationOf(snapshot, showSession(snapshot).body.screen);
}

function shownBy(snapshot: SnapshotFrom<typeof terminalMachine>): Shown {
  const nothing = { step: null, money: null, back: null } as const;
  const session = snapshot.children.session;
  if (snapshot.matches({ inService: 'session' }) && session) return showSession(session.getSnapshot());
  if (snapshot.matches('starting')) return { ...nothing, body: { screen: 'starting', phase: 'devices' } };
  if (snapshot.matches('recovering')) return { ...nothing, body: { screen: 'starting', phase: 'recovering' } };
  if (snapshot.matches('stopping')) return { ...nothing, body: { screen: 'stopping' } };
  const { maintenance } = snapshot.children;
  if (snapshot.matches('maintenance') && maintenance) return showMaintenance(maintenance.getSnapshot());
  if (snapshot.matches('outOfService')) {
    const { world } = snapshot.context;
    const reason = outOfServiceReason(world) ?? 'ledger-unavailable';
    return { ...nothing, body: { screen: 'out-of-service', reason, closed: reason === 'closed-by-staff' ? world.closed : null } };
  }
  return { ...nothing, body: { screen: 'attract', services: services(snapshot.context.world, snapshot.context.ports), left: leftBehind(snapshot.context.world, snapshot.context.pan) } };
}

/** The idle question lies over any other dialog: it is the one that must be answered. */
function idleDialog(snapshot: SnapshotFrom<typeof terminalMachine>): Frame['dialog'] {
  const session = snapshot.children.session?.getSnapshot();
  if (!session?.matches({ open: { attention: 'warned' } })) return null;
  return { kind: 'idle', until: session.context.warnedUntil, extensionsLeft: session.context.unhurried ? extensions : extensions - session.context.extended };
}
