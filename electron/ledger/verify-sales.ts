import type { Act } from '../../flows/assisted/acts.ts';
import { balanceOf, foldSale } from '../../flows/checkout/sale.ts';
import type { Fact, FactOf } from '../../flows/facts.ts';
import { about, type Finding } from './evidence.ts';
import { saleOf } from './record.ts';

interface SaleFacts {
  readonly facts: Fact[];
  last: bigint;
}

/** Folds every sale as the terminal does, and checks the invariant of the house on those that are closed. */
export class SalesAudit {
  /** False: the walk begins in the middle of a journal, and what began before it cannot be judged. */
  readonly #whole: boolean;
  readonly #open = new Map<string, SaleFacts>();
  /** Closed sales with an incident that a person, or the card terminal's late answer, may still settle. */
  readonly #unsettled = new Map<string, SaleFacts>();
  readonly #closed = new Set<string>();
  readonly #begunBefore = new Set<string>();
  readonly #labels = new Set<string>();
  readonly #numbers = new Set<string>();
  /** The number of the newest copy, by sale and document. */
  readonly #copies = new Map<string, number>();
  readonly #deposited = new Set<string>();
  readonly #void = new Set<string>();
  /** What workers are said to have done in sales that are open. */
  readonly #acted = new Map<string, { readonly staff: string; readonly act: Act }[]>();

  constructor(whole: boolean) {
    this.#whole = whole;
  }

  add(seq: bigint, fact: Fact, findings: Finding[]): void {
    if (fact.type === 'label.issued') {
      this.#once(this.#labels, fact.label, seq, findings);
      if (fact.number !== null) this.#once(this.#numbers, fact.number, seq, findings);
    }
    if (fact.type === 'item.deposited') this.#deposit(fact, seq, findings);
    if (fact.type === 'staff.acted' && fact.about !== null) this.#acted.set(fact.about, [...(this.#acted.get(fact.about) ?? []), fact]);
    if (fact.type === 'label.voided' || fact.type === 'price.reduced') this.#byStaff(fact, seq, findings);
    if (fact.type === 'document.copied') this.#copy(fact, seq, findings);
    const id = saleOf(fact);
    // Papers move no money: they are printed, copied or refused to somebody at any time.
    if (id === null || papers.has(fact.type) || this.#begunBefore.has(id)) return;
    if (this.#closed.has(id)) {
      this.#afterTheEnd(id, seq, fact, findings);
      return;
    }
    const sale = this.#open.get(id);
    if (sale === undefined && fact.type !== 'sale.opened' && !this.#whole) {
      this.#begunBefore.add(id);
      return;
    }
    const known = sale ?? { facts: [], last: seq };
    known.facts.push(fact);
    known.last = seq;
    this.#open.set(id, known);
    if (fact.type === 'sale.closed') this.#end(id, known, fact, findings);
  }

  #once(seen: Set<string>, value: string, seq: bigint, findings: Finding[]): void {
    if (seen.has(value)) findings.push(about('number-twice', seq, `${value} was given a second time.`));
    seen.add(value);
  }

  /** Whoever says that an item was franked here must name a label that was. */
  #deposit({ item, franked }: FactOf<'item.deposited'>, seq: bigint, findings: Finding[]): void {
    this.#deposited.add(item);
    if (this.#void.has(item)) findings.push(about('deposit', seq, `${item} was left here, and is void.`));
    if (franked === 'here' && this.#whole && !this.#labels.has(item)) findings.push(about('deposit', seq, `${item} was left here as franked here, and never was.`));
  }

  /** What a worker did to a label follows from an act of the same worker (SEC-23), and never touches one that was left here (PAY-9). */
  #byStaff({ type, sale, label, staff }: FactOf<'label.voided' | 'price.reduced'>, seq: bigint, findings: Finding[]): void {
    if (this.#begunBefore.has(sale) || (!this.#whole && !this.#open.has(sale) && !this.#closed.has(sale))) return;
    if (type === 'label.voided') this.#void.add(label);
    if (this.#deposited.has(label)) findings.push(about('deposit', seq, `${label} had been left here, and was ${type === 'label.voided' ? 'made void' : 'reduced'} after that.`));
    const acts = this.#acted.get(sale) ?? [];
    if (!acts.some((one) => one.staff === staff && touchesLabels[type].has(one.act))) findings.push(about('staff', seq, `${type} of ${label} follows from no act of ${staff} in sale ${sale}.`));
  }

  /** Copies are numbered from 1, without gaps (FIS-13): a number left out is a paper that nobody answers for. */
  #copy({ sale, document, copy }: FactOf<'document.copied'>, seq: bigint, findings: Finding[]): void {
    const key = `${document} of sale ${sale}`;
    const before = this.#whole || this.#closed.has(sale) || this.#open.has(sale) ? 0 : copy - 1;
    const last = this.#copies.get(key) ?? before;
    this.#copies.set(key, Math.max(last, copy));
    if (copy !== last + 1) findings.push(about('copy', seq, `copy ${copy} of the ${key} ${copy <= last ? 'was given a second time' : `follows copy ${last}`}.`));
  }

  #end(id: string, sale: SaleFacts, stated: FactOf<'sale.closed'>, findings: Finding[]): void {
    this.#open.delete(id);
    this.#acted.delete(id);
    this.#closed.add(id);
    const fault = saleFault(sale.facts, stated);
    if (fault) findings.push(about('sale', sale.last, `sale ${id} ${fault}`));
    else if (sale.facts.some((fact) => fact.type === 'incident.opened')) this.#unsettled.set(id, sale);
  }

  /** What comes late is recorded of a sale with an open incident alone (reconcile.ts, `settleIncident`). */
  #afterTheEnd(id: string, seq: bigint, fact: Fact, findings: Finding[]): void {
    const sale = this.#unsettled.get(id);
    if (sale === undefined) {
      findings.push(about('sale', seq, `${fact.type} was recorded after sale ${id} had been closed.`));
      return;
    }
    sale.facts.push(fact);
    sale.last = seq;
  }

  /** Sales still open are not at fault for owing something; only for facts that contradict each other. */
  close(findings: Finding[]): void {
    for (const [id, { facts, last }] of [...this.#open, ...this.#unsettled]) {
      const fault = saleFault(facts, null);
      if (fault) findings.push(about('sale', last, `sale ${id} ${fault}`));
    }
  }

  counts(): { readonly closedSales: number; readonly openSales: readonly string[] } {
    return { closedSales: this.#closed.size, openSales: [...this.#open.keys()] };
  }
}

/** Which acts can make a label void, or cheaper. */
const touchesLabels: Readonly<Record<'label.voided' | 'price.reduced', ReadonlySet<Act>>> = {
  'label.voided': new Set<Act>(['label.reprinted', 'sale.cancelled', 'item.refunded']),
  'price.reduced': new Set<Act>(['amount.refunded']),
};

const papers: ReadonlySet<Fact['type']> = new Set(['document.printed', 'document.copied', 'copy.refused']);

/** Null when the facts agree with one another and, for a closed sale, with what its closing states. */
function saleFault(facts: readonly Fact[], stated: FactOf<'sale.closed'> | null): string | null {
  try {
    const state = foldSale(facts);
    const strange = orderFault(facts);
    if (strange !== null) return `contradicts itself: ${strange}.`;
    const balance = balanceOf(state);
    if (!state.closed) return null;
    if (balance.owed !== 0) return `does not balance: paid ${balance.paid}, issued ${balance.issued}, given back ${balance.returned}, open incidents ${balance.incidents} (cents).`;
    if (stated && (['paid', 'issued', 'returned', 'incidents'] as const).some((part) => stated[part] !== balance[part])) {
      return 'was closed with other amounts than its facts add up to.';
    }
    return null;
  } catch (error) {
    return `contradicts itself: ${(error as Error).message}.`;
  }
}

/** What the fold would take, and no terminal does: an answer to nothing, a second debit, money that moves after all is settled. */
function orderFault(facts: readonly Fact[]): string | null {
  const order = new MoneyOrder();
  for (const fact of facts) {
    const fault = order.faultOf(fact);
    if (fault !== null) return fault;
  }
  return null;
}

type Answer = 'requested' | 'approved' | 'declined' | 'unknown';

class MoneyOrder {
  #payment: { readonly reference: string; readonly amount: number; readonly state: Answer } | null = null;
  readonly #refunds = new Map<string, { readonly amount: number; readonly state: Answer }>();
  readonly #incidents = new Map<string, FactOf<'incident.opened'> | null>();
  #closed = false;

  faultOf(fact: Fact): string | null {
    switch (fact.type) {
      case 'payment.requested':
        return this.#request(fact);
      case 'payment.approved':
        return this.#answer(fact, 'approved', fact.amount);
      case 'payment.declined':
        return this.#answer(fact, 'declined');
      case 'payment.unknown':
        return this.#answer(fact, 'unknown');
      case 'refund.requested':
        return this.#giveBack(fact);
      case 'refund.approved':
        return this.#givenBack(fact, 'approved', fact.amount);
      case 'refund.refused':
        return this.#givenBack(fact, 'declined');
      case 'refund.unknown':
        return this.#givenBack(fact, 'unknown');
      case 'incident.opened':
        this.#incidents.set(fact.incident, fact);
        return this.#closed ? `${fact.incident} was opened after the end` : null;
      case 'incident.settled':
        return this.#settle(fact);
      case 'sale.closed':
        if (this.#closed) return 'it was closed twice';
        this.#closed = true;
        return null;
      case 'label.issued':
      case 'label.printed':
      case 'label.spoiled':
      case 'label.unknown':
      case 'label.voided':
      case 'price.reduced':
        return this.#closed ? `${fact.type} was recorded after the end` : null;
      default:
        return null;
    }
  }

  #request({ reference, amount }: FactOf<'payment.requested'>): string | null {
    if (this.#closed || (this.#payment !== null && this.#payment.state !== 'declined')) return `${reference} asks for a second debit`;
    this.#payment = { reference, amount, state: 'requested' };
    return null;
  }

  #answer({ type, reference }: FactOf<'payment.approved' | 'payment.declined' | 'payment.unknown'>, state: Answer, amount = this.#payment?.amount): string | null {
    const asked = this.#payment;
    if (asked?.reference !== reference || asked.amount !== amount) return `${type} answers nothing that was asked (${reference})`;
    if (asked.state !== 'requested' && asked.state !== 'unknown') return `${type} comes after another answer (${reference})`;
    if (this.#closed && !this.#hasOpenIncident()) return `${type} was recorded after all was settled`;
    this.#payment = { ...asked, state };
    return null;
  }

  #giveBack({ reference, amount }: FactOf<'refund.requested'>): string | null {
    if (this.#payment?.state !== 'approved') return `${reference} gives back what was not debited`;
    if (this.#closed && !this.#hasOpenIncident()) return `${reference} gives back after all was settled`;
    this.#refunds.set(reference, { amount, state: 'requested' });
    return null;
  }

  #givenBack({ type, reference }: FactOf<'refund.approved' | 'refund.refused' | 'refund.unknown'>, state: Answer, amount = this.#refunds.get(reference)?.amount): string | null {
    const asked = this.#refunds.get(reference);
    if (asked === undefined || asked.amount !== amount) return `${type} answers nothing that was asked (${reference})`;
    if (asked.state !== 'requested' && asked.state !== 'unknown') return `${type} comes after another answer (${reference})`;
    this.#refunds.set(reference, { ...asked, state });
    return null;
  }

  #settle({ incident, amount, cause, how }: FactOf<'incident.settled'>): string | null {
    if (how === 'resumed' && this.#closed) return `${incident} was resumed after the end`;
    const open = this.#incidents.get(incident);
    if (open === undefined) return `${incident} was settled and never opened`;
    if (open === null) return `${incident} was settled twice`;
    if (open.amount !== amount || open.cause !== cause) return `${incident} was settled as another than it was opened as`;
    this.#incidents.set(incident, null);
    return null;
  }

  #hasOpenIncident(): boolean {
    return [...this.#incidents.values()].some((incident) => incident !== null);
  }
}
