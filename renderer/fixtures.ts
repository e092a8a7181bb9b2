import type { Screen, View, ViewOf } from '../flows/view.ts';
import type { Fixtures } from './fixtures/frame.ts';
import { helpedFixtures } from './fixtures/helped.ts';
import { dialogFixtures, otherFixtures } from './fixtures/others.ts';
import { sendingFixtures } from './fixtures/sending.ts';

/**
 * Realistic views for every screen, and the worst that can happen to its layout. The gallery shows them, the tests render
 * them: a new View member without a fixture does not compile.
 */

export const fixtures: Fixtures<Screen> = { ...sendingFixtures, ...otherFixtures };
export { dialogFixtures };

function named<S extends Screen>(screen: S, name: string): ViewOf<S> {
  const found = fixtures[screen][name];
  if (found === undefined) throw new Error(`no fixture ${screen}/${name}`);
  return found;
}

/** A worker over seven screens; the panel lies over any other in the same way. */
export const helperFixtures = helpedFixtures({
  attract: named('attract', 'ready'),
  weigh: named('weigh', 'overload'),
  address: named('address', 'check'),
  basket: named('basket', 'two'),
  pay: named('pay', 'checking'),
  trouble: named('label-trouble', 'jam'),
  deposit: named('deposit', 'offered'),
});

/** Every fixture with its name, for whoever goes through them all. */
export function everyFixture(): readonly { readonly screen: string; readonly fixture: string; readonly view: View }[] {
  const ofScreens = Object.entries(fixtures).flatMap(([screen, named]) => Object.entries<View>(named).map(([fixture, view]) => ({ screen, fixture, view })));
  const over = { dialog: dialogFixtures, helper: helperFixtures };
  return [...ofScreens, ...Object.entries(over).flatMap(([screen, named]) => Object.entries(named).map(([fixture, view]) => ({ screen, fixture, view })))];
}
