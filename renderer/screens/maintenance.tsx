import type { ViewOf } from '../../flows/view.ts';
import { Frame } from '../parts/frame.tsx';

/** Behind the counter: one page at a time. */
export function MaintenanceScreen({ view }: { readonly view: ViewOf<'maintenance'> }) {
  return <Frame view={view} title={view.content.page} look={null} act={null} />;
}
