import type { MaintenanceAct } from './acts.ts';
import { mayDo } from './permissions.ts';
import type { FactOf } from '../facts.ts';
import type { Ports, StaffMember } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import type { World, WorldChanged } from '../terminal/world.ts';
import type { Intent } from '../intents.ts';
import type { ActRefusal } from '../view.ts';

/** What each page behind the counter is given, and the one door through which its acts go. */

export interface MaintenanceInput {
  readonly ports: Ports;
  /** Who is signed in. Asked anew for each act, and the role of `StaffBook` with it: it may have changed meanwhile. */
  readonly member: () => StaffMember | null;
  readonly world: World;
}

export type Desk = Pick<MaintenanceInput, 'ports' | 'member'>;

export type MaintenanceEvent = Extract<Intent, { type: `maintenance.${string}` | 'back' }> | WorldChanged;

/** As the staff book has them now; null once revoked, or when nobody is there. */
export function workerNow({ ports, member }: Desk): StaffMember | null {
  const signedIn = member();
  return signedIn === null ? null : ports.staff.current(signedIn.staff);
}

export function isPermitted(desk: Desk, act: MaintenanceAct): boolean {
  const worker = workerNow(desk);
  return worker !== null && mayDo(worker.role, act);
}

type Trace = Partial<Pick<FactOf<'staff.acted'>, 'subject' | 'before' | 'after' | 'about'>>;

/** Allowed, and recorded before it is done: otherwise it is not done. Behind the counter an act says its reason itself. */
export function recordAct(desk: Desk, act: MaintenanceAct, trace: Trace = {}): Result<StaffMember, ActRefusal> {
  const { ledger } = desk.ports;
  const worker = workerNow(desk);
  if (worker === null || !mayDo(worker.role, act)) {
    ledger.record({ type: 'staff.refused', staff: worker?.staff ?? desk.member()?.staff ?? null, why: worker === null ? 'revoked' : 'not-permitted', act });
    return err('not-permitted');
  }
  const { subject = null, before = null, after = null, about = null } = trace;
  const recorded = ledger.record({ type: 'staff.acted', staff: worker.staff, role: worker.role, session: null, about, act, subject, before, after, reason: null, text: null, second: null });
  return recorded.ok ? ok(worker) : err('ledger-unavailable');
}

/** What a machine keeps of an act that was asked: why it was not done, or null. */
export function refusalOfAct(desk: Desk, act: MaintenanceAct, trace: Trace = {}): ActRefusal | null {
  const done = recordAct(desk, act, trace);
  return done.ok ? null : done.error;
}
