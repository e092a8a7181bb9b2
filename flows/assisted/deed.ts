import { amountTyped, weightTyped } from './typed.ts';
import type { ActReason, Role, SessionAct } from './acts.ts';
import type { Helped } from './helped.ts';
import { helpSteps, type HelpDocument, type HelpStep } from './helped.ts';
import { isOffered } from './offered.ts';
import { limits, mayDo, reasonsOf } from './permissions.ts';
import type { Situation } from './situation.ts';
import type { FactOf } from '../facts.ts';
import { cents, sumCents, type Cents } from '../money.ts';
import { parcelHeaviest } from '../postage/limits.ts';
import { err, ok, type Result } from '../result.ts';
import type { ActRefusal, PieceView, Target } from '../view.ts';
import { grams } from '../weight.ts';

/**
 * One act while a worker says what is meant: on what, how much, why. All of it is data and is looked at again at the very end,
 * against the situation as it is then: what was offered a minute ago may have been overtaken.
 */
export interface Deed {
  readonly act: SessionAct;
  /** Line, piece, step or document; null where there is only one thing it can be about. */
  readonly target: string | null;
  /** Grams or cents. */
  readonly value: number | null;
  readonly reason: ActReason | null;
  /** Typed, with the reason `other`. */
  readonly text: string | null;
}

export function begun(act: SessionAct): Deed {
  return { act, target: null, value: null, reason: null, text: null };
}

/** What it can be done to; null when there is nothing to choose. */
export function targetsOf(act: SessionAct, situation: Situation): Target[] | null {
  switch (act) {
    case 'step.opened':
      return situation.steps.map((step) => ({ id: step, thing: { kind: 'step', step } }));
    case 'address.corrected':
      return linesOf(situation).filter(({ id }) => situation.addressed.includes(id));
    case 'line.removed':
    case 'line.repriced':
      return linesOf(situation);
    case 'label.reprinted':
      return piecesOf(situation.reprintable);
    case 'label.found':
    case 'label.missing':
      return piecesOf(situation.doubtful);
    case 'item.refunded':
      return piecesOf(situation.refundable);
    case 'amount.refunded':
      return piecesOf(situation.refundable.filter(({ state }) => state === 'printed'));
    case 'document.copied':
      return situation.documents.map((document) => ({ id: document, thing: { kind: 'document', document } }));
    case 'weight.entered':
    case 'size.overridden':
    case 'destination.overridden':
    case 'payment.asked':
    case 'payment.debited':
    case 'payment.not-debited':
    case 'sale.cancelled':
    case 'language.changed':
    case 'preferences.changed':
    case 'session.ended':
      return null;
  }
}

function linesOf({ lines }: Situation): Target[] {
  return lines.map((line) => ({ id: line.line, thing: { kind: 'line', line } }));
}

function piecesOf(pieces: readonly PieceView[]): Target[] {
  return pieces.map((piece) => ({ id: piece.piece, thing: { kind: 'piece', piece } }));
}

/** With the only thing it can be about, when there is one. */
export function aimed(deed: Deed, situation: Situation): Deed {
  const targets = targetsOf(deed.act, situation);
  return targets?.length === 1 ? { ...deed, target: targets[0]?.id ?? null } : deed;
}

export interface Asked {
  readonly unit: 'grams' | 'cents';
  readonly now: number | null;
  readonly least: number;
  readonly most: number;
}

/** The amount or weight that must be said; null when there is none. */
export function askedOf({ act, target }: Deed, role: Role, situation: Situation): Asked | null {
  if (act === 'weight.entered') return { unit: 'grams', now: null, least: 1, most: parcelHeaviest };
  if (act === 'line.repriced') {
    const now = lineOf(target, situation)?.unitPrice ?? cents(0);
    const tariff = situation.tariffPrices[target ?? ''] ?? now;
    const cap = limits[role].reprice;
    return { unit: 'cents', now, least: Math.max(1, tariff - cap), most: tariff + cap };
  }
  if (act === 'amount.refunded') return { unit: 'cents', now: null, least: 1, most: Math.min(pieceOf(target, situation)?.price ?? 0, situation.returnable) };
  return null;
}

/** What a worker typed: grams, or euros as people write them. */
export function readValue(deed: Deed, role: Role, situation: Situation, typed: string): Result<number, ActRefusal> {
  const asked = askedOf(deed, role, situation);
  if (asked === null) return err('overtaken');
  const value = asked.unit === 'grams' ? weightTyped(typed) : amountTyped(typed);
  if (value === null) return err('not-a-number');
  const refusal = valueRefusal(deed.act, value, asked, situation);
  return refusal === null ? ok(value) : err(refusal);
}

function valueRefusal(act: SessionAct, value: number, { least, most }: Asked, { returnable }: Situation): ActRefusal | null {
  if (value < 1) return 'not-a-number';
  if (act === 'line.repriced') return value < least || value > most ? 'above-cap' : null;
  if (act === 'amount.refunded' && value > returnable) return 'above-sale';
  return value > most ? 'too-much' : null;
}

/** What goes back to the customer by it; null when nothing does. */
export function givenBack({ act, target, value }: Deed, situation: Situation): Cents | null {
  if (act === 'sale.cancelled') return sumCents(situation.refundable.map(({ price }) => price));
  if (act === 'item.refunded') return pieceOf(target, situation)?.price ?? cents(0);
  if (act === 'amount.refunded') return cents(value ?? 0);
  return null;
}

/** With what went back before, more than the role gives back alone: a second person must agree (PAY-9), and parts are no way around. */
export function needsSecond(deed: Deed, role: Role, situation: Situation): boolean {
  const back = givenBack(deed, situation);
  return back !== null && back + situation.givenBack > limits[role].refundAlone;
}

/** It puts the customer's address or customs data on the screen, where it was not (SEC-24). */
export function opensPersonal({ act, target }: Deed): boolean {
  return act === 'address.corrected' || (act === 'step.opened' && (target === 'address' || target === 'customs'));
}

/** Why it cannot be done as things stand now; null when it can. */
export function refusalOf(deed: Deed, role: Role, situation: Situation): ActRefusal | null {
  if (!mayDo(role, deed.act)) return 'not-permitted';
  if (!isOffered(role, deed.act, situation)) return 'overtaken';
  const targets = targetsOf(deed.act, situation);
  if (targets !== null && !targets.some(({ id }) => id === deed.target)) return 'overtaken';
  const asked = askedOf(deed, role, situation);
  if (asked !== null) {
    const refusal = deed.value === null ? 'not-a-number' : valueRefusal(deed.act, deed.value, asked, situation);
    if (refusal !== null) return refusal;
  }
  const back = givenBack(deed, situation);
  if (back === null) return null;
  if (situation.returnable === 0) return 'nothing-left';
  return back > situation.returnable ? 'above-sale' : null;
}

/** Whether that reason is on the act's list, with its sentence where one is due. */
export function isReason(act: SessionAct, reason: ActReason, text: string): boolean {
  return (reasonsOf[act] ?? []).includes(reason) && (reason !== 'other' || text.trim() !== '');
}

/** What the session is asked to do. */
export function helpedBy(deed: Deed, situation: Situation, staff: string): Helped | null {
  const target = deed.target ?? '';
  switch (deed.act) {
    case 'step.opened':
      return { type: 'helped.step', step: stepOf(target) };
    case 'weight.entered':
      return { type: 'helped.weight', grams: grams(deed.value ?? 0) };
    case 'size.overridden':
      return { type: 'helped.limit', limit: 'size' };
    case 'destination.overridden':
      return { type: 'helped.limit', limit: 'destination' };
    case 'address.corrected':
      return { type: 'helped.address', line: target };
    case 'line.removed':
      return { type: 'helped.line.removed', line: target };
    case 'line.repriced':
      return { type: 'helped.line.repriced', line: target, unitPrice: cents(deed.value ?? 0) };
    case 'label.reprinted':
      return { type: 'helped.label.reprinted', piece: target, staff };
    case 'label.found':
      return { type: 'helped.label.told', piece: target, printed: true };
    case 'label.missing':
      return { type: 'helped.label.told', piece: target, printed: false };
    case 'payment.asked':
      return { type: 'helped.payment.asked' };
    case 'payment.debited':
      return { type: 'helped.payment.told', debited: true };
    case 'payment.not-debited':
      return { type: 'helped.payment.told', debited: false };
    case 'sale.cancelled':
      return { type: 'helped.refund', pieces: situation.refundable.map(({ piece }) => piece), staff };
    case 'item.refunded':
      return { type: 'helped.refund', pieces: [target], staff };
    case 'amount.refunded':
      return { type: 'helped.allowance', piece: target, amount: cents(deed.value ?? 0), staff };
    case 'document.copied':
      return { type: 'helped.copy', document: target as HelpDocument };
    case 'session.ended':
      return { type: 'helped.ended' };
    case 'language.changed':
    case 'preferences.changed':
      return null;
  }
}

function stepOf(target: string): HelpStep {
  const step = helpSteps.find((one) => one === target);
  if (step === undefined) throw new Error(`${target} is no step`);
  return step;
}

/** Before and after, as the journal has them: amounts in cents, weights in grams, and never an address. */
export function traceOf(deed: Deed, situation: Situation): Pick<FactOf<'staff.acted'>, 'subject' | 'before' | 'after'> {
  const subject = deed.target;
  switch (deed.act) {
    case 'step.opened':
      return { subject: null, before: situation.screen, after: deed.target };
    case 'weight.entered':
      return { subject, before: null, after: `${deed.value} g` };
    case 'size.overridden':
    case 'destination.overridden':
      return { subject, before: 'forbidden', after: 'allowed' };
    case 'line.removed':
      return { subject, before: soldAs(lineOf(deed.target, situation)), after: null };
    case 'line.repriced':
      return { subject, before: inCents(lineOf(deed.target, situation)?.unitPrice), after: inCents(deed.value) };
    case 'label.reprinted':
      return { subject, before: pieceOf(deed.target, situation)?.state ?? null, after: 'void' };
    case 'label.found':
      return { subject, before: 'unknown', after: 'printed' };
    case 'label.missing':
      return { subject, before: 'unknown', after: 'not printed' };
    case 'payment.asked':
      return { subject, before: 'unknown', after: null };
    case 'payment.debited':
      return { subject, before: 'unknown', after: 'debited' };
    case 'payment.not-debited':
      return { subject, before: 'unknown', after: 'not debited' };
    case 'sale.cancelled':
    case 'item.refunded':
    case 'amount.refunded':
      return { subject, before: inCents(situation.returnable), after: inCents(situation.returnable - (givenBack(deed, situation) ?? 0)) };
    case 'session.ended':
      return { subject, before: situation.screen, after: null };
    case 'address.corrected':
    case 'document.copied':
    case 'language.changed':
    case 'preferences.changed':
      return { subject, before: null, after: null };
  }
}

function lineOf(target: string | null, { lines }: Situation): Situation['lines'][number] | undefined {
  return lines.find(({ line }) => line === target);
}

function pieceOf(target: string | null, { refundable, reprintable, doubtful }: Situation): PieceView | undefined {
  return [...refundable, ...reprintable, ...doubtful].find(({ piece }) => piece === target);
}

function inCents(value: number | null | undefined): string | null {
  return value === null || value === undefined ? null : `${value} ct`;
}

function soldAs(line: Situation['lines'][number] | undefined): string | null {
  return line === undefined ? null : `${line.quantity} × ${line.product}, ${line.price} ct`;
}
