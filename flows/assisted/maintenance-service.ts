import { isPermitted, recordAct, refusalOfAct, type Desk } from './maintenance-act.ts';
import type { Intent } from '../intents.ts';
import type { ActRefusal, MaintenancePage } from '../view.ts';
import { closingMessageSchema } from '../view/maintenance.ts';
import { closedAt } from '../terminal/world.ts';

/** In service or not, in school or not, and started anew: what concerns the whole terminal. */

const minute = 60_000;

type Closing = Extract<Intent, { type: 'maintenance.service.closed' }>;

/** It shows the message once the worker has gone, and opens by itself when its hour has come; that survives a restart, for the journal has it. */
export function closeService(desk: Desk, { message, minutes }: Closing): ActRefusal | null {
  const { ports } = desk;
  const until = minutes === null ? null : ports.clock.now() + minutes * minute;
  const done = recordAct(desk, 'service.closed', { subject: message, after: until === null ? null : new Date(until).toISOString() });
  if (!done.ok) return done.error;
  return ports.ledger.record({ type: 'terminal.closed', staff: done.value.staff, message, until }).ok ? null : 'ledger-unavailable';
}

export function openService(desk: Desk): ActRefusal | null {
  const { ports } = desk;
  const closed = ports.backroom.closed();
  if (closed === null) return null;
  const done = recordAct(desk, 'service.opened', { before: closed.message });
  if (!done.ok) return done.error;
  return ports.ledger.record({ type: 'terminal.opened', staff: done.value.staff }).ok ? null : 'ledger-unavailable';
}

export function servicePage(desk: Desk): Extract<MaintenancePage, { page: 'service' }> {
  const { ports } = desk;
  return { page: 'service', closed: closedAt(ports, ports.clock.now()), messages: [...closingMessageSchema.options], canRestartProgram: isPermitted(desk, 'program.restarted') };
}

export function restartScreen(desk: Desk): ActRefusal | null {
  const refusal = refusalOfAct(desk, 'screen.restarted');
  if (refusal === null) desk.ports.backroom.restartScreen();
  return refusal;
}

export function restartProgram(desk: Desk): ActRefusal | null {
  const { training, backroom } = desk.ports;
  const refusal = refusalOfAct(desk, 'program.restarted');
  if (refusal === null) backroom.restartProgram({ training });
  return refusal;
}

/** No lesson begins over an open sale: its money is real. */
export function switchTraining(desk: Desk): ActRefusal | null {
  const { training, backroom } = desk.ports;
  if (!training && hasOpenSales(desk)) return isPermitted(desk, 'training.switched') ? 'overtaken' : refusalOfAct(desk, 'training.switched');
  const inWords = (school: boolean): string => (school ? 'training' : 'in service');
  const refusal = refusalOfAct(desk, 'training.switched', { before: inWords(training), after: inWords(!training) });
  if (refusal === null) backroom.restartProgram({ training: !training });
  return refusal;
}

function hasOpenSales({ ports }: Desk): boolean {
  return ports.ledger.openSales().length > 0;
}

export function trainingPage(desk: Desk): Extract<MaintenancePage, { page: 'training' }> {
  return { page: 'training', training: desk.ports.training, openSales: hasOpenSales(desk) };
}
