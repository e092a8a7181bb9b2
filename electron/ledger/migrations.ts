import { APPLICATION_ID, schemaSteps } from './schema.ts';
import { Refused } from './refusal.ts';
import type { Store } from './store.ts';

export interface SchemaState {
  readonly version: number;
  readonly empty: boolean;
}

function pragma(store: Store, name: 'user_version' | 'application_id'): number {
  return Number(store.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
}

/**
 * Reads how far this database is, and refuses what is not a ledger or was written by a newer Moulin: an older program
 * does not know what the newer one promised to keep.
 * @throws Refused, StoreError
 */
export function inspectSchema(store: Store, file: string): SchemaState {
  const version = pragma(store, 'user_version');
  const application = pragma(store, 'application_id');
  const tables = Number(store.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.['tables'] ?? 0);
  const empty = tables === 0 && version === 0;
  if (!empty && application !== APPLICATION_ID) {
    throw new Refused('not-a-ledger', file, `${file} is a database of another program. Move it away, or give another directory with --data.`);
  }
  if (version > schemaSteps.length) {
    throw new Refused(
      'newer',
      file,
      `${file} was written by a newer Moulin (schema ${version}; this one knows up to ${schemaSteps.length}). ` +
        'Install that version again; a ledger is never converted backwards.',
    );
  }
  return { version, empty };
}

/** Brings the database to the present schema, forward only, each step in a transaction of its own. @throws Refused, StoreError */
export function migrate(store: Store, file: string): void {
  const { version } = inspectSchema(store, file);
  for (const [index, step] of schemaSteps.entries()) {
    if (index < version) continue;
    store.transaction(() => {
      store.exec(step);
      store.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${index + 1};`);
    });
  }
}
