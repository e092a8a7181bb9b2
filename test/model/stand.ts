import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { demonstrators, provisionOf } from '../../electron/staff/demonstration.ts';
import { openStaffStore } from '../../electron/staff/store.ts';
import { mayDo } from '../../flows/assisted/permissions.ts';
import type { Fact } from '../../flows/facts.ts';
import type { Intent } from '../../flows/intents.ts';
import { viewSchema, type View } from '../../flows/view.ts';
import { discrepancies, readBooks, truthOf } from '../crash/accounts.ts';
import { makeReady } from '../crash/scene.ts';
import { StandingDevices } from '../journeys/standing-devices.ts';
import { incidentsOf, prints, sells, sends, totalOf, undelivered, type Model } from './model.ts';

const program = join(import.meta.dirname, 'stand-process.ts');
/** As `npm start` does: half of what a start costs is reading the program. */
const compiled = join(import.meta.dirname, '..', '..', 'out', 'compiled');
/** A limit is there to end a hang: the longest that a screen stays by itself is a quarter of that. */
const patience = 60_000;
/** How often it is looked whether what is expected has come, ms. */
const look = 40;

/** The running terminal with its devices, as somebody stands before it: touches over its link, and what can be seen and counted. */
export class Stand {
  readonly devices: StandingDevices;
  readonly #directory: string;
  #process: ChildProcess | null = null;
  #socket: WebSocket | null = null;
  #view: View | null = null;
  /** Grams that somebody has put on the scale. */
  onPan = 0;
  /** What the process complained of. */
  #said = '';

  private constructor(devices: StandingDevices, directory: string) {
    this.devices = devices;
    this.#directory = directory;
  }

  static async open(): Promise<Stand> {
    const devices = await StandingDevices.start({ badges: true });
    const stand = new Stand(devices, mkdtempSync(join(tmpdir(), 'moulin-model-')));
    makeReady(devices);
    provision(stand.#directory);
    mkdirSync(stand.#pages);
    writeFileSync(join(stand.#pages, 'index.html'), '<!doctype html>');
    await stand.powerOn();
    return stand;
  }

  get #pages(): string {
    return join(this.#directory, 'pages');
  }

  get view(): View | null {
    return this.#view;
  }

  async powerOn(): Promise<void> {
    const configuration = { ...this.devices.configuration, idle: { warnAfterSeconds: 600, graceSeconds: 300 } };
    const order = JSON.stringify({ directory: this.#directory, pages: this.#pages, configuration });
    const child = fork(program, [order], { execArgv: [], env: { ...process.env, NODE_COMPILE_CACHE: compiled }, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    this.#process = child;
    child.stderr?.on('data', (text: Buffer) => (this.#said += text.toString()));
    const ended = once(child, 'exit').then(() => Promise.reject(new Error(`the terminal ended by itself\n${this.#said}`)));
    const [address] = (await Promise.race([once(child, 'message'), ended])) as [string];
    ended.catch(() => {});
    await this.#join(new URL(address));
  }

  async #join({ host, origin, searchParams }: URL): Promise<void> {
    const socket = new WebSocket(`ws://${host}/link?token=${searchParams.get('token')}`, { origin });
    this.#socket = socket;
    socket.on('message', (data: Buffer) => (this.#view = viewSchema.parse(JSON.parse(data.toString()))));
    // With the power the link goes, too.
    socket.on('error', () => {});
    await once(socket, 'message');
  }

  async powerOff(): Promise<void> {
    const child = this.#process;
    if (child === null) return;
    this.#process = null;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    this.#socket?.terminate();
    this.#view = null;
  }

  touches(...intents: readonly Intent[]): void {
    for (const intent of intents) this.#socket?.send(JSON.stringify(intent));
  }

  turns(kind: string, knobs: object): void {
    if ('grams' in knobs) this.onPan = Number(knobs.grams);
    this.devices.turn(kind, knobs);
  }

  /** Waits until it is so; what was waited for is said when it never is. */
  async sees(what: string, isSo: () => boolean): Promise<void> {
    for (const end = Date.now() + patience; !isSo(); ) {
      if (Date.now() > end) throw new Error(`waited in vain for ${what}: ${JSON.stringify(this.#view)}\n${this.#said}`);
      await new Promise((resolve) => void setTimeout(resolve, look));
    }
  }

  /** Those of the predictions that came true; the terminal has failed the model when none does in time. */
  async becomes(predicted: () => readonly Model[]): Promise<readonly Model[]> {
    let found: readonly Model[] = [];
    const told = (): string => `one of\n${[...new Set(predicted().map(said))].join('\n')}\nand it is\n${this.#seen()}\n`;
    try {
      await this.sees('', () => {
        const seen = this.#seen();
        found = predicted().filter((model) => said(model) === seen);
        return found.length > 0;
      });
    } catch (error) {
      throw new Error(`the model expects ${told()}${error instanceof Error ? error.message : ''}`, { cause: error });
    }
    return found;
  }

  #seen(): string {
    if (this.#view === null) return 'dark';
    const { helper } = this.#view;
    const { approved, cancelled, refunded } = this.devices.totals;
    const { facts } = readBooks(this.#directory);
    const amounts = incidentAmounts(facts);
    const of = (type: Fact['type']): number => facts.filter((fact) => fact.type === type).length;
    return line({
      place: this.#view.screen,
      offered: offeredBy(this.#view),
      debited: approved,
      credited: cancelled + refunded,
      labels: this.devices.labels.length,
      sales: of('sale.opened'),
      asked: of('payment.requested'),
      declined: of('payment.declined'),
      numbers: of('label.issued'),
      delivered: deliveredOf(facts),
      worker: helper?.phase === 'helping' ? helper.role : null,
      acts: of('staff.acted'),
      voided: of('label.voided'),
      incidents: amounts,
    });
  }

  /** What does not fit in the books, once nobody is there. */
  audit(): readonly string[] {
    const { facts, findings } = readBooks(this.#directory);
    return [...findings, ...discrepancies(facts, truthOf(this.devices)), ...byNobody(facts)];
  }

  async close(): Promise<void> {
    await this.powerOff();
    await this.devices.stop();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

/** Of the model, what can be seen and counted from outside. */
function said(model: Model): string {
  const { place, debited, credited, labels, sales, asked, declined, numbers, delivered, worker, acts, voided } = model;
  return line({ place, offered: offeredIn(model), debited, credited, labels, sales, asked, declined, numbers, delivered, worker, acts, voided, incidents: incidentsOf(model) });
}

function line(seen: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(seen);
}

/** What the screen says that can be had, and what it asks for. */
function offeredBy(view: View): readonly unknown[] {
  switch (view.screen) {
    case 'attract':
      return ['stamps', 'send'].filter((service) => view.services.some(({ id, reason }) => id === service && reason === null));
    case 'basket':
      return [view.total, view.payReason === null];
    case 'payment-refused':
      return [view.amount];
    case 'label-trouble':
      return [view.refund, view.canRetry];
    default:
      return [];
  }
}

function offeredIn(model: Model): readonly unknown[] {
  switch (model.place) {
    case 'attract':
      return [...(sells(model) ? ['stamps'] : []), ...(sends(model) ? ['send'] : [])];
    case 'basket':
      return [totalOf(model), sells(model)];
    case 'payment-refused':
      return [totalOf(model)];
    case 'label-trouble':
      return [undelivered(model), prints(model)];
    default:
      return [];
  }
}

/** Of the labels that came out and are not void, less what was given back of their price. */
function deliveredOf(facts: readonly Fact[]): number {
  const values = new Map(facts.flatMap((fact) => (fact.type === 'label.issued' ? [[fact.label, fact.value] as const] : [])));
  const printed = new Set(facts.flatMap((fact) => (fact.type === 'label.printed' ? [fact.label] : [])));
  const [came, went] = [
    facts.map((fact) => (fact.type === 'label.printed' ? (values.get(fact.label) ?? 0) : 0)),
    facts.map((fact) => (fact.type === 'price.reduced' ? fact.amount : fact.type === 'label.voided' && printed.has(fact.label) ? (values.get(fact.label) ?? 0) : 0)),
  ];
  return sum(came) - sum(went);
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

function incidentAmounts(facts: readonly Fact[]): number {
  const of = (type: 'incident.opened' | 'incident.settled'): number => facts.reduce((total, fact) => total + (fact.type === type ? fact.amount : 0), 0);
  return of('incident.opened') - of('incident.settled');
}

const workers = demonstrators.filter(({ staff }) => staff !== 'DEMO-M2');

/** Workers of this office, with the PINs of the demonstration: its devices stand on wires of their own, so that it has none by itself. */
function provision(directory: string): void {
  const store = openStaffStore({ directory });
  if (!store.ok) throw new Error(store.error);
  for (const one of workers) store.value.transaction(() => store.value.put({ ...provisionOf(one), demonstration: false }));
  store.value.close();
}

/** Done in the name of somebody who was not there, or whose role does not allow it; or nobody's act at all. */
function byNobody(facts: readonly Fact[]): readonly string[] {
  const found: string[] = [];
  const acted = new Set<string>();
  let there: string | null = null;
  for (const fact of facts) {
    if (fact.type === 'terminal.started' || fact.type === 'staff.signed-out') there = null;
    if (fact.type === 'staff.signed-in') there = fact.staff;
    if (fact.type === 'staff.acted') {
      if (fact.staff !== there) found.push(`${fact.staff} did ${fact.act} and was not there`);
      if (!mayDo(fact.role, fact.act) || workers.find(({ staff }) => staff === fact.staff)?.role !== fact.role) found.push(`${fact.staff} did ${fact.act} as ${fact.role}`);
      acted.add(`${fact.about} ${fact.staff}`);
    }
    if ((fact.type === 'label.voided' || fact.type === 'price.reduced') && !acted.has(`${fact.sale} ${fact.staff}`)) found.push(`${fact.type} of ${fact.label} by nobody's act`);
  }
  return found;
}
