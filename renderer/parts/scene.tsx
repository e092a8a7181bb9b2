import type { Preferences } from '../../flows/preferences.ts';
import { operator } from '../operator.ts';
import { MillScene } from './drawings/mill.tsx';

/** What stands behind the first screen: the operator's own picture, or the mill. It says nothing that must be read. */
export function Scene({ theme }: { readonly theme: Preferences['theme'] }) {
  const picture = operator().scene(theme);
  return picture === null ? <MillScene /> : <img className="mill-scene operator-scene" src={picture} alt="" />;
}
