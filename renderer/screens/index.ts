import type { ComponentType } from 'react';
import type { Screen, ViewOf } from '../../flows/view.ts';
import { AttractScreen } from './attract.tsx';
import { StartingScreen } from './starting.tsx';

/** One component a View member: the compiler refuses a screen that nobody draws. */
export type Screens = { readonly [S in Screen]: ComponentType<{ readonly view: ViewOf<S> }> };

/** What a terminal shows before anybody has touched it, and all that its first paint waits for. */
export type FirstScreen = 'starting' | 'attract';

export const firstScreens: Pick<Screens, FirstScreen> = { starting: StartingScreen, attract: AttractScreen };
