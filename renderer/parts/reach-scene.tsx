import type { Preferences } from '../../flows/preferences.ts';
import { Scene } from './scene.tsx';

/** In low reach the screen stands below; above it is nothing that must be read (A11Y-42): the first screen’s picture alone. */
export function ReachScene({ theme }: { readonly theme: Preferences['theme'] }) {
  return (
    <div className="reach-scene" aria-hidden="true">
      <Scene theme={theme} />
    </div>
  );
}
