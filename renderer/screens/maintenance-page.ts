import type { MaintenancePage, ViewOf } from '../../flows/view.ts';

export type PageOf<P extends MaintenancePage['page']> = Extract<MaintenancePage, { page: P }>;

/** What every page behind the counter is drawn from: the frame around it, and its own content. */
export interface PageProps<P extends MaintenancePage['page']> {
  readonly view: ViewOf<'maintenance'>;
  readonly page: PageOf<P>;
}
