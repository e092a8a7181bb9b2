import type { Screen, View } from '../flows/view.ts';
import type { Fixtures } from './fixtures/frame.ts';
import { dialogFixtures, otherFixtures } from './fixtures/others.ts';
import { sendingFixtures } from './fixtures/sending.ts';

/**
 * Realistic views for every screen, and the worst that can happen to its layout. The gallery shows them, the tests render
 * them: a new View member without a fixture does not compile.
 */

export const fixtures: Fixtures<Screen> = { ...sendingFixtures, ...otherFixtures };
export { dialogFixtures };

/** Every fixture with its name, for whoever goes through them all. */
export function everyFixture(): readonly { readonly screen: string; readonly fixture: string; readonly view: View }[] {
  const ofScreens = Object.entries(fixtures).flatMap(([screen, named]) => Object.entries<View>(named).map(([fixture, view]) => ({ screen, fixture, view })));
  return [...ofScreens, ...Object.entries(dialogFixtures).map(([fixture, view]) => ({ screen: 'dialog', fixture, view }))];
}
