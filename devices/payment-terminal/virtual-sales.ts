/** What the virtual terminal remembers, for the workbench's picture and for tests: the truth against which a driver is judged. */
export type Fate = 'waiting' | 'approved' | 'declined' | 'abandoned' | 'timed-out' | 'cancelled' | 'refunded';

export interface VirtualTransaction {
  /** From 1. */
  readonly number: number;
  /** The till's reference (CH); empty when it sent none. */
  readonly reference: string;
  /** Euro cents. */
  readonly amount: number;
  readonly fate: Fate;
  readonly at: number;
  readonly cardLast4: string;
  readonly authorisation: string;
}

export interface Totals {
  /** Cents debited, cancelled sales included. */
  readonly approved: number;
  readonly cancelled: number;
  readonly refunded: number;
}

/** The terminal's memory. It outlives every connection. */
export class Sales {
  #list: VirtualTransaction[] = [];
  /** Cents by fate, kept along: who looks after every event of ten thousand sales cannot add them up each time. */
  readonly #sums = new Map<Fate, number>();

  list(): readonly VirtualTransaction[] {
    return this.#list;
  }

  begin(reference: string, amount: number, at: number, cardLast4: string): VirtualTransaction {
    const number = this.#list.length + 1;
    const transaction: VirtualTransaction = { number, reference, amount, fate: 'waiting', at, cardLast4, authorisation: String(100_000 + ((number * 7_919) % 900_000)) };
    this.#list.push(transaction);
    this.#sums.set('waiting', this.#sum('waiting') + amount);
    return transaction;
  }

  settle(number: number, fate: Fate): VirtualTransaction {
    const found = this.#list[number - 1];
    if (!found) throw new Error(`no transaction ${number}`);
    this.#sums.set(found.fate, this.#sum(found.fate) - found.amount);
    this.#sums.set(fate, this.#sum(fate) + found.amount);
    return (this.#list[number - 1] = { ...found, fate });
  }

  /** The latest of that reference, as a status request finds it. */
  named(reference: string): VirtualTransaction | undefined {
    return this.#list.findLast((transaction) => transaction.reference === reference);
  }

  /** What the ticket of the last operation is about. */
  last(): VirtualTransaction | undefined {
    return this.#list.findLast((transaction) => transaction.fate !== 'waiting');
  }

  totals(): Totals {
    return { approved: this.#sum('approved') + this.#sum('cancelled'), cancelled: this.#sum('cancelled'), refunded: this.#sum('refunded') };
  }

  #sum(fate: Fate): number {
    return this.#sums.get(fate) ?? 0;
  }
}

/** The customer's ticket, after the order of PayXpert's example and the words of French ones. */
export function ticketText({ fate, amount, at, reference, cardLast4, authorisation }: VirtualTransaction): string {
  const time = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'medium' }).format(at);
  const outcome: Partial<Record<Fate, string>> = { approved: 'DEBIT', cancelled: 'ANNULATION', refunded: 'CREDIT', declined: 'PAIEMENT REFUSE' };
  const euros = `${Math.trunc(amount / 100)},${String(amount % 100).padStart(2, '0')}`;
  return [
    'CARTE BANCAIRE', 'SANS CONTACT', 'A0000000421010', `LE ${time.replace(' ', ' A ')}`, 'MOULIN', '424242', `XXXXXXXXXXXX${cardLast4}`,
    `NO AUTO : ${authorisation}`, `REF. : ${reference}`, 'MONTANT REEL', `${euros} EUR`, outcome[fate] ?? 'PAIEMENT ABANDONNE', 'TICKET CLIENT', 'A CONSERVER', 'DUPLICATA',
  ].join('\n');
}
