import type { Intent } from '../../flows/intents.ts';
import type { View } from '../../flows/view.ts';
import type { Chance } from './chance.ts';
import { sensible, strange } from './hands.ts';
import type { Simulation } from './world.ts';

/** The people who come to the counter, one after the other, each a while after the last. No staff. */

/** A finger that knows its way, and one that reads every word, ms. */
const quick = { least: 150, most: 900 };
const slow = { least: 1_000, most: 6_000 };
/** Between two visits, ms. */
const betweenVisits = { least: 300, most: 4_000 };
/**
 * How often the scale repeats its weight, ms: how often real ones do is set on them. One life in four has the fastest; with nothing
 * on the pan it is slow in all, for half of all events were a scale that said the same again.
 */
const lively = [100, 250, 250, 250] as const;
const idle = 500;
/** Whoever has touched the screen so often gives up. */
const patience = 60;

/** Codes that people hold before the scanner and that are not from here. */
const foreignCodes = ['9V 00000 00001 7', '1Z999AA10123456784', 'not a code', 'MECARD:N:Wagnerova,Z.;ADR:3 place du Moulin,69007 Lyon;;'] as const;

export class Customers {
  readonly #world: Simulation;
  readonly #chance: Chance;
  /** What earlier visits carried home: labels, numbers, proofs. */
  readonly #codes: string[] = [];
  #pace = quick;
  readonly #lively: number;
  #there = false;
  #touches = 0;
  #papersSeen = { labels: 0, papers: 0 };
  #stopped = false;

  constructor(world: Simulation, chance: Chance) {
    this.#world = world;
    this.#chance = chance;
    this.#lively = chance.pick(lively);
    this.#pan(0);
    this.#later(betweenVisits);
  }

  /** Nobody comes any more; whoever is there goes. */
  stop(): void {
    this.#stopped = true;
    this.#pan(0);
  }

  #pan(grams: number): void {
    this.#world.turn('scale', { grams, repeatMs: grams === 0 ? idle : this.#lively });
  }

  #later({ least, most }: { readonly least: number; readonly most: number }): void {
    this.#world.time.after(this.#chance.between(least, most), () => this.#act(), 'customer');
  }

  #act(): void {
    if (this.#stopped) return;
    const view = this.#world.view();
    this.#takePapers();
    if (view === null || view.screen === 'starting' || view.screen === 'out-of-service' || view.screen === 'stopping') {
      this.#there = false;
      return this.#later({ least: 500, most: 3_000 });
    }
    if (!this.#there) return this.#come(view);
    if (view.screen === 'attract') return this.#go();
    if (this.#chance.oneIn(150)) return this.#walkAway();
    this.#touch(view);
    this.#later(this.#pace);
  }

  #come(view: View): void {
    this.#there = true;
    this.#touches = 0;
    this.#pace = this.#chance.oneIn(4) ? slow : quick;
    // Somebody else has left a screen open: it is theirs until it ends.
    if (view.screen === 'attract') {
      if (this.#chance.oneIn(2)) this.#weigh();
      else if (this.#chance.oneIn(5)) this.#scan();
      else this.#send(sensible(view, this.#chance));
    }
    this.#later(this.#pace);
  }

  #go(): void {
    this.#there = false;
    this.#pan(0);
    this.#later(betweenVisits);
  }

  /** In the middle of something; the item is taken along, or forgotten. */
  #walkAway(): void {
    this.#there = false;
    if (!this.#chance.oneIn(4)) this.#pan(0);
    // Long enough for the terminal to notice.
    this.#later({ least: 20_000, most: 70_000 });
  }

  #touch(view: View): void {
    this.#touches += 1;
    if (view.dialog !== null) return this.#answer(view.dialog);
    if (this.#touches > patience && this.#chance.oneIn(2)) return this.#send([{ type: 'session.cancelled' }]);
    if (this.#chance.oneIn(25)) return this.#send([strange(this.#chance)]);
    switch (view.screen) {
      case 'weigh':
        // Whoever sees it settle waits.
        return (view.weighing === 'settling' || view.weighing === 'accepted') && !this.#chance.oneIn(10) ? undefined : this.#weigh();
      case 'drop-off':
      case 'copy':
      case 'tracking':
        if (view.phase === 'scan' || (view.screen === 'drop-off' && view.phase === 'refused')) return this.#chance.oneIn(6) ? this.#send([{ type: 'back' }]) : this.#scan();
        break;
      case 'deposit':
        if (view.scanner && view.into !== null && this.#chance.oneIn(2)) return this.#scan();
        break;
      default:
    }
    const intents = sensible(view, this.#chance);
    this.#send(this.#chance.oneIn(12) ? [...intents, ...intents] : intents);
  }

  #answer(dialog: NonNullable<View['dialog']>): void {
    switch (dialog.kind) {
      case 'idle':
        return this.#send([this.#chance.oneIn(5) ? { type: 'session.cancelled' } : { type: 'time.extended' }]);
      case 'cancel':
        return this.#send([this.#chance.oneIn(2) ? { type: 'session.cancelled' } : { type: 'dialog.closed' }]);
      case 'call':
        return this.#send([this.#chance.oneIn(2) ? { type: 'help.called' } : { type: 'dialog.closed' }]);
      case 'languages':
      case 'accessibility':
      case 'modes':
      case 'headphones':
      case 'receipt':
        return this.#send([{ type: 'dialog.closed' }]);
    }
  }

  #weigh(): void {
    const { grams } = this.#world.cables.twins.scale.knobs();
    // A price wants an empty pan first; some lift the item, some never do.
    const left = this.#chance.oneIn(12) ? grams + 1 : 0;
    const put = this.#chance.weighed([[6, this.#chance.between(5, 240)], [4, this.#chance.between(251, 5_000)], [1, this.#chance.between(5_001, 30_000)], [1, 2], [1, 31_000]]);
    this.#pan(grams === 0 ? put : left);
  }

  #scan(): void {
    const known = this.#codes.slice(-12);
    const text = known.length > 0 && !this.#chance.oneIn(4) ? this.#chance.pick(known) : this.#chance.pick(foreignCodes);
    this.#world.turn('code-scanner', { scan: { text, symbology: text.startsWith('M') ? 'qr' : 'code128' } });
  }

  /** Whatever came out is taken, and may be held before the scanner later. */
  #takePapers(): void {
    const { twins } = this.#world.cables;
    for (const paper of twins['label-printer'].papers()) if (paper.number > this.#papersSeen.labels) this.#keep(paper.codes);
    for (const paper of twins['receipt-printer'].papers()) if (paper.number > this.#papersSeen.papers) this.#keep(paper.codes);
    this.#papersSeen = { labels: twins['label-printer'].papers().at(-1)?.number ?? 0, papers: twins['receipt-printer'].papers().at(-1)?.number ?? 0 };
  }

  #keep(codes: readonly string[]): void {
    this.#codes.push(...codes);
    if (this.#codes.length > 40) this.#codes.splice(0, this.#codes.length - 40);
  }

  #send(intents: readonly Intent[]): void {
    for (const intent of intents) this.#world.send(intent);
  }
}
