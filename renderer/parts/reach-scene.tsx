import { MillScene } from './drawings/mill.tsx';

/** In low reach the screen stands below; above it is nothing that must be read (A11Y-42): the mill alone. */
export function ReachScene() {
  return (
    <div className="reach-scene" aria-hidden="true">
      <MillScene />
    </div>
  );
}
