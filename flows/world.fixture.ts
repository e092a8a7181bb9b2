import { createActor, SimulatedClock, type Actor } from 'xstate';
import { factSchema, type Fact, type ProductId } from './facts.ts';
import type { Intent } from './intents.ts';
import type { Role } from './assisted/acts.ts';
import type { Article, Backroom, BadgeEvent, CardApproval, CardRefusal, Health, Ledger, LedgerTrouble, Outcome, Ports, PreAdviceRecord, PrintFault, Recorded, ScaleReading, Scan, Series, SignInRefusal, StaffMember, Town } from './ports.ts';
import { err, ok, type Result } from './result.ts';
import { show } from './terminal/show.ts';
import { terminalMachine } from './terminal/terminal.ts';
import { destinationBookSchema } from './destinations/book.ts';
import { tariffSchema, type Tariff } from './postage/tariff.ts';
import { closingMessageSchema } from './view/maintenance.ts';
import { viewSchema, type PickUpPoint, type Screen, type View, type ViewOf } from './view.ts';
import { cents } from './money.ts';
import { grams } from './weight.ts';
import tariff2026 from '../assets/tariffs/2026-04-01.json' with { type: 'json' };
import book2026 from '../assets/destinations/2026.json' with { type: 'json' };

/**
 * A world in memory for the flows' own tests: a ledger that remembers, devices that do as they are told, a clock that
 * stands still. The real ones are tested in their own rooms and together in test/.
 */

export const online: Health = { state: 'online', cause: null, warnings: [], since: 0 };
export const broken = (state: Health['state'], cause: string): Health => ({ state, cause, warnings: [], since: 0 });

/** A device whose health and answers a test sets. */
class Told {
  #health: Health = online;
  readonly #listeners = new Set<(health: Health) => void>();

  readonly health = (): Health => this.#health;

  readonly onHealth = (listener: (health: Health) => void): (() => void) => {
    this.#listeners.add(listener);
    listener(this.#health);
    return () => this.#listeners.delete(listener);
  };

  become(health: Health): void {
    this.#health = health;
    for (const listener of this.#listeners) listener(health);
  }
}

export class MemoryLedger implements Ledger {
  readonly records: Recorded[] = [];
  readonly serials = new Map<Series, number>();
  /** Set to make the next records fail. */
  failing: LedgerTrouble | null = null;
  /** From the first fact it says yes to, the disk is full. */
  fullAt: (fact: Fact) => boolean = () => false;
  /** Only the facts it says yes to are not written; the next one is. */
  loses: (fact: Fact) => boolean = () => false;
  /** The serials as they were after each record: what a crash there would leave. */
  readonly #serialsAfter: Map<Series, number>[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  record<F extends Fact>(fact: F): Result<Recorded<F>, LedgerTrouble> {
    if (this.fullAt(fact)) this.failing = 'full';
    if (this.failing !== null) return err(this.failing);
    if (this.loses(fact)) return err('full');
    const recorded = { seq: this.records.length + 1, at: this.#now(), fact: factSchema.parse(fact) as F, extract: 'AbC1' };
    this.records.push(recorded);
    this.#serialsAfter.push(new Map(this.serials));
    return ok(recorded);
  }

  recordAll(facts: readonly Fact[]): Result<readonly Recorded[], LedgerTrouble> {
    const before = this.records.length;
    for (const fact of facts) {
      const recorded = this.record(fact);
      if (recorded.ok) continue;
      this.records.length = before;
      this.#serialsAfter.length = before;
      return recorded;
    }
    return ok(this.records.slice(before));
  }

  issue<F extends Fact, S extends Series>(series: readonly S[], fact: (serials: Readonly<Record<S, number>>) => F): Result<Recorded<F>, LedgerTrouble> {
    if (series.some((one) => this.remaining(one) === 0)) return err('range-exhausted');
    const before = new Map(this.serials);
    const taken = Object.fromEntries(series.map((one) => [one, (this.serials.get(one) ?? 0) + 1])) as Record<S, number>;
    for (const one of series) this.serials.set(one, taken[one]);
    const recorded = this.record(fact(taken));
    // One transaction: without the fact, the serials are not taken either.
    if (!recorded.ok) for (const one of series) this.serials.set(one, before.get(one) ?? 0);
    return recorded;
  }

  /** Takes over the first records of another ledger, as after a crash right behind them. */
  inherit(other: MemoryLedger, count: number): void {
    this.records.push(...other.records.slice(0, count));
    this.#serialsAfter.push(...other.#serialsAfter.slice(0, count));
    for (const [series, serial] of other.#serialsAfter[count - 1] ?? []) this.serials.set(series, serial);
  }

  openSales(): { sale: string; facts: Recorded[] }[] {
    const sales = new Map<string, Recorded[]>();
    for (const recorded of this.records) {
      if (!('sale' in recorded.fact)) continue;
      sales.set(recorded.fact.sale, [...(sales.get(recorded.fact.sale) ?? []), recorded]);
    }
    return [...sales].filter(([, facts]) => facts.every(({ fact }) => fact.type !== 'sale.closed')).map(([sale, facts]) => ({ sale, facts }));
  }

  factsOf(item: string): Recorded[] {
    const issued = this.records.find(({ fact }) => fact.type === 'label.issued' && (fact.label === item || fact.number === item))?.fact;
    const label = issued?.type === 'label.issued' ? issued.label : item;
    return this.records.filter(({ fact }) => ('label' in fact && fact.label === label) || (fact.type === 'item.deposited' && fact.item === label));
  }

  factsOfSale(sale: string): Recorded[] {
    return this.records.filter(({ fact }) => 'sale' in fact && fact.sale === sale);
  }

  openIncidents(): { readonly sale: string; readonly facts: Recorded[] }[] {
    const settled = new Set(this.facts().flatMap((fact) => (fact.type === 'incident.settled' ? [fact.incident] : [])));
    const sales = this.facts().flatMap((fact) => (fact.type === 'incident.opened' && !settled.has(fact.incident) ? [fact.sale] : []));
    const factsOf = (sale: string): Recorded[] => this.factsOfSale(sale);
    return [...new Set(sales)].map((sale) => ({
      sale,
      get facts() {
        return factsOf(sale);
      },
    }));
  }

  clockChangedAt(): number {
    return this.records.findLast(({ fact }) => fact.type === 'clock.changed')?.seq ?? 0;
  }

  left(): number | null {
    return this.labelsLeft;
  }

  /** How many labels the roll still holds; null when nobody knows. */
  labelsLeft: number | null = null;

  /** How many serials each range still has. */
  readonly serialsLeft = new Map<Series, number>();

  remaining(series: Series): number {
    return this.serialsLeft.get(series) ?? 1_000;
  }

  trouble(): LedgerTrouble | null {
    return this.failing;
  }

  /** The types of what was recorded, in order, without the terminal's own housekeeping. */
  story(): string[] {
    return this.records.map(({ fact }) => fact.type).filter((type) => !housekeeping.some((kind) => type.startsWith(kind)));
  }

  facts(): Fact[] {
    return this.records.map(({ fact }) => fact);
  }
}

/** What the terminal records of itself, whatever customers do. */
const housekeeping = ['device.', 'terminal.', 'service.', 'roll.'];

/** A port that breaks its word and throws. */
export function thrown(): Promise<never> {
  const promise = Promise.reject(new Error('a port that should never throw'));
  promise.catch(() => undefined);
  return promise;
}

type Answer<T, R extends string> = Outcome<T, R> | Promise<Outcome<T, R>>;
const approval: CardApproval = { authorisation: '123456', cardLast4: '4242' };

export const towns: readonly Town[] = [
  { postcode: '69007', label: 'LYON', name: 'Lyon 7e' },
  { postcode: '91130', label: 'RIS ORANGIS', name: 'Ris-Orangis' },
  { postcode: '01400', label: 'CHATILLON SUR CHALARONNE', name: 'Châtillon-sur-Chalaronne' },
  { postcode: '01400', label: 'L ABERGEMENT CLEMENCIAT', name: 'L’Abergement-Clémenciat' },
  { postcode: '97400', label: 'ST DENIS', name: 'Saint-Denis' },
];

/** Invented, as an operator would list them. */
export const pickUpPoints: readonly PickUpPoint[] = [
  { id: 'P1', name: 'Bureau de la Guillotière', lines: ['2 PLACE DU PONT'], postcode: '69007', town: 'LYON' },
  { id: 'P2', name: 'Épicerie du Quai', lines: ['9 QUAI CLAUDE BERNARD'], postcode: '69007', town: 'LYON' },
];

/** Invented, with invented prices. */
export const articles: readonly Article[] = [
  { article: 'ENV-PREPAID', name: { fr: 'Enveloppe prête à poster', en: 'Prepaid envelope' }, text: null, kind: 'envelope', price: cents(1_99) },
  { article: 'BOX-M', name: { fr: 'Carton moyen', en: 'Medium box' }, text: { fr: '30 × 20 × 15 cm', en: '30 × 20 × 15 cm' }, kind: 'box', price: cents(2_50) },
];

/** Where a test stands: 2026-11-23 at 10:42 in Paris. */
export const start = Date.UTC(2026, 10, 23, 9, 42);

/** @param before what the world was like when the terminal was composed: what a crash left in the ledger. */
export function createWorld(before: (world: World) => void = () => {}, times = { warnAfter: 60_000, grace: 30_000 }): World {
  return new World(before, times);
}

const backroomDone = (): Promise<Outcome> => Promise.resolve({ kind: 'ok', value: undefined });

/** Nothing behind the counter but what a test puts there, and what the journal says. */
function emptyBackroom(ledger: MemoryLedger): Backroom {
  return {
    describe: () => ({ driver: 'mt-sics', identity: 'S/N 1' }),
    history: () => [],
    restart: backroomDone,
    zeroScale: backroomDone,
    testCard: backroomDone,
    scaleVerifiedUntil: () => ledger.facts().findLast((fact) => fact.type === 'scale.verified')?.until ?? null,
    closed: () => {
      const last = ledger.facts().findLast((fact) => fact.type === 'terminal.closed' || fact.type === 'terminal.opened');
      return last?.type === 'terminal.closed' ? { message: closingMessageSchema.parse(last.message), until: last.until } : null;
    },
    sales: () => ({ day: '2026-11-23', sales: 0, products: [], means: [], incidents: 0, card: { debits: 0, debited: 0, credits: 0, credited: 0 }, acts: [] }),
    numbers: () => [],
    events: () => [],
    versions: () => [],
    media: () => [],
    exportTo: () => Promise.resolve(err('not-a-stick')),
    restartScreen: () => {},
    restartProgram: () => {},
  };
}

export class World {
  readonly clock = new SimulatedClock();
  readonly now = (): number => start + this.clock.now();
  readonly ledger = new MemoryLedger(this.now);
  readonly scale = new Told();
  readonly card = new Told();
  readonly labels = new Told();
  readonly papers = new Told();
  readonly scanner = new Told();
  readonly badge = new Told();
  /** Who works here: one of each role. Their badge is `B-` and their number, their PIN `135790`. */
  staff: readonly StaffMember[] = [
    { staff: 'A1', name: 'Nadia', role: 'agent' },
    { staff: 'M1', name: 'Karim', role: 'manager' },
    { staff: 'M2', name: 'Lucie', role: 'manager' },
    { staff: 'T1', name: 'Yann', role: 'technician' },
  ];
  /** What the next sign-in is refused with, whatever the PIN. */
  refusal: SignInRefusal | null = null;
  /** What the lamp showed, in order. */
  readonly lamp: string[] = [];
  readonly backroom: Backroom = emptyBackroom(this.ledger);
  /** What the next commands answer; the last one stays. */
  readonly answers = {
    pay: [{ kind: 'ok', value: approval }] as Answer<CardApproval, CardRefusal>[],
    resolve: [{ kind: 'ok', value: approval }] as Answer<CardApproval, CardRefusal>[],
    cancel: [{ kind: 'ok', value: undefined }] as Answer<void, CardRefusal>[],
    refund: [{ kind: 'ok', value: undefined }] as Answer<void, CardRefusal>[],
    label: [{ kind: 'ok', value: undefined }] as Answer<void, PrintFault>[],
    paper: [{ kind: 'ok', value: undefined }] as Answer<void, PrintFault>[],
  };
  /** What the devices were asked to do, in order. */
  readonly asked: { readonly command: string; readonly with: unknown }[] = [];
  calls = 0;
  /** The customs data that the back office has not acknowledged yet. */
  readonly preAdvice = new Map<string, PreAdviceRecord>();
  /** The disk of the customs data is full. */
  preAdviceFull = false;
  /** As the last attempt to keep some told. */
  preAdviceTrouble: LedgerTrouble | null = null;
  articles: readonly Article[] = articles;
  points: readonly PickUpPoint[] = pickUpPoints;
  drop: 'box' | 'staff' = 'box';
  /** The tariff in force; null when no file covers the day. */
  tariff: Tariff | null = tariff;
  /** Which tariff holds when: a test that lives through midnight says it here. */
  tariffAt: (instant: number) => Tariff | null = () => this.tariff;
  readonly actor: Actor<typeof terminalMachine>;
  #reading: ScaleReading = { kind: 'stable', grams: grams(0) };
  readonly #readers = new Set<(reading: ScaleReading) => void>();
  readonly #scanning = new Set<(scan: Scan) => void>();
  readonly #badging = new Set<(event: BadgeEvent) => void>();
  #sessions = 0;
  readonly ports: Ports;

  constructor(before: (world: World) => void, times: { readonly warnAfter: number; readonly grace: number }) {
    this.ports = this.#ports();
    before(this);
    this.actor = createActor(terminalMachine, { clock: this.clock, input: { ports: this.ports, times, locale: 'fr' } });
  }

  #signIn(who: { readonly badge: string } | { readonly number: string }, pin: string): Result<StaffMember, SignInRefusal> {
    if (this.refusal !== null) return err(this.refusal);
    const name = 'badge' in who ? who.badge.replace('B-', '') : who.number;
    // A number is typed in digits: 1 is the first of them all.
    const member = this.staff.find(({ staff }, at) => staff === name || String(at + 1) === name);
    if (member === undefined) return err({ why: 'unknown', staff: null });
    return pin === '135790' ? ok(member) : err({ why: 'wrong-pin', staff: member.staff });
  }

  #ask<T, R extends string>(command: keyof World['answers'], queue: Answer<T, R>[], what: unknown): Promise<Outcome<T, R>> {
    this.asked.push({ command, with: what });
    const answer = queue.length > 1 ? queue.shift() : queue[0];
    if (!answer) throw new Error(`no answer for ${command}`);
    return Promise.resolve(answer);
  }

  #ports(): Ports {
    const { answers } = this;
    // What a test may change after the world was made is looked at each time.
    const told = { points: () => this.points, articles: () => this.articles, drop: () => this.drop };
    return {
      clock: { now: this.now },
      ledger: this.ledger,
      scale: {
        health: this.scale.health,
        onHealth: this.scale.onHealth,
        onReading: (listener) => {
          this.#readers.add(listener);
          listener(this.#reading);
          return () => this.#readers.delete(listener);
        },
      },
      card: {
        health: this.card.health,
        onHealth: this.card.onHealth,
        pay: (request) => this.#ask('pay', answers.pay, request),
        resolve: (request) => this.#ask('resolve', answers.resolve, request),
        cancel: (request) => this.#ask('cancel', answers.cancel, request),
        refund: (request) => this.#ask('refund', answers.refund, request),
      },
      labels: { health: this.labels.health, onHealth: this.labels.onHealth, print: (label, id) => this.#ask('label', answers.label, { label, id }) },
      papers: { health: this.papers.health, onHealth: this.papers.onHealth, columns: 48, print: (paper, id) => this.#ask('paper', answers.paper, { paper, id }) },
      scanner: {
        health: this.scanner.health,
        onHealth: this.scanner.onHealth,
        onScan: (listener) => {
          this.#scanning.add(listener);
          return () => this.#scanning.delete(listener);
        },
      },
      authority: {
        mark: ({ label, value }) => ({ payload: `MOULIN-VOID:1:${label}:${value}`, legend: ['SPÉCIMEN', 'SANS VALEUR'] }),
        seal: () => 'SEAL',
        labelOf: (mark) => /^MOULIN-VOID:1:([^:]+):\d+$/.exec(mark)?.[1] ?? null,
        isSealOf: (_, signature) => signature === 'SEAL',
      },
      places: {
        townsOf: (postcode) => towns.filter((town) => town.postcode === postcode),
        search: (text, most) => towns.filter((town) => town.label.startsWith(text.toUpperCase())).slice(0, most),
      },
      pickUpPoints: {
        get any() {
          return told.points().length > 0;
        },
        near: (postcode) => this.points.filter((point) => point.postcode === postcode),
      },
      destinations: destinationBookSchema.parse(book2026),
      get articles() {
        return told.articles();
      },
      preAdvice: {
        keep: (record) => {
          this.preAdviceTrouble = this.preAdviceFull ? 'full' : null;
          if (this.preAdviceFull) return err('full');
          this.preAdvice.set(record.label, record);
          return ok(undefined);
        },
        withdraw: (label) => void this.preAdvice.delete(label),
        trouble: () => this.preAdviceTrouble,
      },
      get drop() {
        return told.drop();
      },
      trackingLink: (number) => `https://suivi.example/${number}`,
      tariffs: { at: (instant) => this.tariffAt(instant) },
      office: {
        terminal: 'T1',
        name: 'Moulin à Vent',
        address: ['1 RUE DU MOULIN', '91130 RIS ORANGIS'],
        provider: { name: 'Poste Exemple', address: ['1 RUE DE L EXEMPLE', '75001 PARIS'], registration: 'RCS 000', phone: '00' },
      },
      roll: { capacity: 500, nearEnd: 20 },
      retryFor: 30 * 60_000,
      training: false,
      numbering: { colissimo: '9V', letter: '0000', registered: '1A00', 's10-letter': 'LU', 's10-registered': 'RA', 's10-parcel': 'CA' },
      version: '0.0.0',
      newSession: () => `session-${(this.#sessions += 1)}`,
      badge: {
        health: this.badge.health,
        onHealth: this.badge.onHealth,
        onBadge: (listener) => {
          this.#badging.add(listener);
          return () => this.#badging.delete(listener);
        },
      },
      staff: {
        signIn: (who, pin) => Promise.resolve(this.#signIn(who, pin)),
        current: (staff) => this.staff.find((member) => member.staff === staff) ?? null,
        empty: () => this.staff.length === 0,
      },
      backroom: this.backroom,
      lamp: { show: (state) => void this.lamp.push(state) },
      shuffledDigits: () => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      spoken: () => this.actor.getSnapshot().context.spoken,
      call: (why) => {
        this.calls += 1;
        // As the composition does: the terminal hears its own call.
        this.actor.send({ type: 'help.needed', why });
      },
    };
  }

  start(): this {
    this.actor.start();
    return this;
  }

  /** What the scale indicates from now on. */
  read(reading: ScaleReading): void {
    this.#reading = reading;
    for (const reader of this.#readers) reader(reading);
  }

  /** Puts something on the pan, as a real scale reports it: moving, then stable. Zero empties it. */
  place(weight: number): void {
    this.read({ kind: 'moving', grams: grams(weight) });
    this.read({ kind: 'stable', grams: grams(weight) });
  }

  /** Something is held before the scanner. */
  async scan(text: string, symbology: Extract<Scan, { kind: 'code' }>['symbology'] = 'code128'): Promise<void> {
    for (const listener of this.#scanning) listener({ kind: 'code', symbology, text });
    await this.settle();
  }

  /** A badge is put on the reader, or taken off it. */
  async badged(event: BadgeEvent): Promise<void> {
    for (const listener of this.#badging) listener(event);
    await this.settle();
  }

  /** A badge and its PIN, typed on the keypad that is shown. */
  async signIn(role: Role): Promise<StaffMember> {
    const member = this.staff.find((one) => one.role === role);
    if (member === undefined) throw new Error(`nobody is ${role}`);
    await this.badged({ kind: 'presented', badge: `B-${member.staff}` });
    await this.typeDigits('135790');
    return member;
  }

  async typeDigits(digits: string): Promise<void> {
    const keys = (): readonly number[] => {
      const { helper } = this.view();
      return helper !== null && 'keys' in helper ? helper.keys : [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    };
    for (const digit of digits) await this.send({ type: 'staff.key.pressed', at: keys().indexOf(Number(digit)) });
    await this.send({ type: 'staff.key.entered' });
  }

  /** The scanner reads something and does not take it. */
  async misread(why: string): Promise<void> {
    for (const listener of this.#scanning) listener({ kind: 'rejected', why });
    await this.settle();
  }

  /** Time passes, and everything that was due happens. */
  async pass(milliseconds: number): Promise<void> {
    this.clock.increment(milliseconds);
    await this.settle();
  }

  /** Lets every promise that is already decided take effect. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
  }

  async send(...intents: Intent[]): Promise<void> {
    for (const intent of intents) {
      this.actor.send(intent);
      await this.settle();
    }
  }

  view(): View {
    return viewSchema.parse(show(this.actor.getSnapshot()));
  }

  /** The current view, which must be that screen. */
  on<S extends Screen>(screen: S): ViewOf<S> {
    const view = this.view();
    if (view.screen !== screen) throw new Error(`expected the screen ${screen}, but it is ${view.screen}: ${JSON.stringify(view)}`);
    return view as ViewOf<S>;
  }

  /** From the attract screen to the basket with one letter more. */
  async prepareLetter(weight = 20, product: ProductId = 'lettre_verte'): Promise<void> {
    await this.weigh(weight);
    await this.send({ type: 'destination.chosen', destination: 'france' });
    // A light item is taken for a letter without asking.
    if (this.view().screen === 'format') await this.send({ type: 'format.chosen', format: 'letter' });
    await this.send({ type: 'offer.selected', product }, { type: 'offer.confirmed' });
    if (this.view().screen === 'address') await this.typeAddresses();
    this.on('basket');
  }

  async prepareParcel(weight = 1_240, product: ProductId = 'colissimo_france_domicile'): Promise<void> {
    await this.weigh(weight);
    await this.send({ type: 'destination.chosen', destination: 'france' });
    if (this.view().screen === 'offers') await this.send({ type: 'format.reopened' });
    await this.send({ type: 'format.chosen', format: 'parcel' }, { type: 'offer.selected', product }, { type: 'offer.confirmed' });
    await this.typeAddresses();
    this.on('basket');
  }

  /** Something is put on the pan, and the terminal has accepted its weight. */
  async weigh(weight: number): Promise<void> {
    this.place(weight);
    await this.pass(1_000);
  }

  /** The addressee, and the sender when he is not known yet. */
  async typeAddresses(): Promise<void> {
    await this.typeAddress('69007', '12 rue de la République', 'Camille Martin');
    if (this.view().screen === 'address') await this.typeAddress('91130', '3 place du Moulin', 'Dominique Petit');
  }

  async typeAddress(postcode: string, street: string, name: string, phone = ''): Promise<void> {
    await this.send(
      { type: 'address.postcode.entered', postcode },
      { type: 'address.street.entered', street, building: '', apartment: '', place: '' },
      { type: 'address.name.entered', name, company: '', phone },
      { type: 'address.confirmed' },
    );
  }

  /** A gift of books that weigh what is left. */
  async declareBooks(): Promise<void> {
    await this.send(
      { type: 'customs.category.chosen', category: 'gift' },
      { type: 'customs.article.entered', description: 'Livres', quantity: '2', grams: '15', value: '12,50', hsCode: '', origin: '' },
      { type: 'customs.confirmed' },
    );
  }

  async typeForeignAddress(postcode: string, town: string, region: string, street: string, name: string): Promise<void> {
    await this.send(
      { type: 'address.place.entered', postcode, town, region },
      { type: 'address.street.entered', street, building: '', apartment: '', place: '' },
      { type: 'address.name.entered', name, company: '', phone: '' },
      { type: 'address.confirmed' },
    );
  }
}

const tariff = tariffSchema.parse(tariff2026);
