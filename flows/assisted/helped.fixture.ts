import type { World } from '../world.fixture.ts';
import type { Helped, Helping } from './helped.ts';
import { situationOf, type Situation } from './situation.ts';

/** What a worker's acts ask of the session, without the worker: who may do what is tested apart. */

export async function help(world: World, ...events: (Helped | Helping)[]): Promise<void> {
  for (const event of events) {
    world.actor.getSnapshot().children.session?.send(event);
    await world.settle();
  }
}

export function situation(world: World): Situation {
  return situationOf(world.actor.getSnapshot().children.session?.getSnapshot() ?? null, world.view().screen);
}
