import { recordAct, type Desk } from './maintenance-act.ts';
import { amountTyped } from './typed.ts';
import type { Intent } from '../intents.ts';
import { cents } from '../money.ts';
import type { CardCount } from '../ports.ts';
import type { ActRefusal, MaintenancePage } from '../view.ts';

/** The day's closing: what the card terminal counted beside what the journal has, each difference by its name. */

type ClosingPage = Extract<MaintenancePage, { page: 'closing' }>;
type Counted = Extract<Intent, { type: 'maintenance.day.counted' }>;

export interface ClosingState {
  /** Of the journal when the worker looked: what is sold afterwards changes neither side. */
  readonly day: string;
  readonly ledger: CardCount;
  readonly counted: CardCount | null;
  readonly done: boolean;
  readonly refusal: ActRefusal | null;
}

const parts = ['debits', 'debited', 'credits', 'credited'] as const;

export function beginClosing({ ports }: Desk): ClosingState {
  const { day, card } = ports.backroom.sales();
  return { day, ledger: card, counted: null, done: false, refusal: null };
}

/** Each as it stands on the card terminal's own slip: how many, and how much. */
export function count(state: ClosingState, { debits, debited, credits, credited }: Counted): ClosingState {
  const counted = { debits: numberTyped(debits), debited: amountTyped(debited), credits: numberTyped(credits), credited: amountTyped(credited) };
  const { debits: d, debited: da, credits: c, credited: ca } = counted;
  if (d === null || da === null || c === null || ca === null) return { ...state, counted: null, done: false, refusal: 'not-a-number' };
  return { ...state, counted: { debits: d, debited: da, credits: c, credited: ca }, done: false, refusal: null };
}

function numberTyped(text: string): number | null {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : null;
}

export function close(desk: Desk, state: ClosingState): ClosingState {
  const { day, ledger, counted, done } = state;
  if (counted === null || done) return state;
  const acted = recordAct(desk, 'day.closed', { subject: day, before: inFigures(ledger), after: inFigures(counted) });
  if (!acted.ok) return { ...state, refusal: acted.error };
  const recorded = desk.ports.ledger.record({ type: 'day.reconciled', staff: acted.value.staff, day, ledger: totals(ledger), counted: totals(counted) });
  return recorded.ok ? { ...state, done: true, refusal: null } : { ...state, refusal: 'ledger-unavailable' };
}

function inFigures({ debits, debited, credits, credited }: CardCount): string {
  return `${debits}: ${debited} ct, ${credits}: ${credited} ct`;
}

function totals({ debits, debited, credits, credited }: CardCount): NonNullable<ClosingPage['counted']> {
  return { debits, debited: cents(debited), credits, credited: cents(credited) };
}

export function showClosing({ day, ledger, counted, done }: ClosingState): ClosingPage {
  const differences = counted === null ? [] : parts.flatMap((what) => (ledger[what] === counted[what] ? [] : [{ what, ledger: ledger[what], counted: counted[what] }]));
  return { page: 'closing', day, ledger: totals(ledger), counted: counted === null ? null : totals(counted), differences, done };
}
