import { createActor, setup, type Actor, type ActorRefFrom } from 'xstate';
import { standardPreferences } from '../preferences.ts';
import { assistedMachine, showAssisted, type AssistedEvent, type FromAssisted } from './assisted.ts';
import { moments } from './situation.fixture.ts';
import type { Situation } from './situation.ts';
import type { Fact } from '../facts.ts';
import { helperSchema, type HelperView, type HelpPanel } from '../view.ts';
import { createWorld, type World } from '../world.fixture.ts';

type Told = FromAssisted;

const host = setup({
  types: { events: {} as Told, context: {} as { told: (event: Told) => void; situation: () => Situation; world: World }, input: {} as { told: (event: Told) => void; situation: () => Situation; world: World }, children: {} as { assisted: 'assisted' } },
  actors: { assisted: assistedMachine },
}).createMachine({
  context: ({ input }) => input,
  invoke: {
    id: 'assisted',
    src: 'assisted',
    input: ({ context: { world, situation } }) => ({ ports: world.ports, situation, shown: () => ({ locale: 'fr', preferences: standardPreferences }) }),
  },
  on: { '*': { actions: ({ context, event }) => context.told(event) } },
});

/** A worker beside a session that says of itself what a test wants. */
export class Beside {
  readonly world = createWorld();
  /** What was asked of the session, and said to the terminal, in order. */
  readonly told: Told[] = [];
  situation: Situation;
  readonly #actor: Actor<typeof host>;

  constructor(situation: Situation = moments['all is printed']) {
    this.situation = situation;
    this.#actor = createActor(host, { clock: this.world.clock, input: { told: (event) => this.told.push(event), situation: () => this.situation, world: this.world } }).start();
  }

  get #assisted(): ActorRefFrom<typeof assistedMachine> {
    const { assisted } = this.#actor.getSnapshot().children;
    if (assisted === undefined) throw new Error('the worker’s machine lives as long as the terminal');
    return assisted;
  }

  async send(...events: AssistedEvent[]): Promise<void> {
    for (const event of events) {
      this.#assisted.send(event);
      await this.world.settle();
    }
  }

  view(): HelperView | null {
    return helperSchema.nullable().parse(showAssisted(this.#assisted.getSnapshot(), this.situation));
  }

  panel<K extends HelpPanel['kind']>(kind: K): Extract<HelpPanel, { kind: K }> {
    const view = this.view();
    if (view?.phase !== 'helping' || view.panel.kind !== kind) throw new Error(`not ${kind}, but ${JSON.stringify(view)}`);
    return view.panel as Extract<HelpPanel, { kind: K }>;
  }

  /** On the keys as they stand, of whichever keypad is shown. */
  async type(digits: string): Promise<void> {
    for (const digit of digits) await this.send({ type: 'staff.key.pressed', at: Number(digit) });
    await this.send({ type: 'staff.key.entered' });
  }

  async signIn(staff: string): Promise<void> {
    await this.send({ type: 'badge.presented', badge: `B-${staff}` });
    await this.type('135790');
  }

  facts<T extends Fact['type']>(type: T): Extract<Fact, { type: T }>[] {
    return this.world.ledger.facts().filter((fact): fact is Extract<Fact, { type: T }> => fact.type === type);
  }
}
