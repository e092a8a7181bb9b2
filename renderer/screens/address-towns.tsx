import type { ViewOf } from '../../flows/view.ts';
import { Pages } from '../parts/pages.tsx';
import { Press } from '../parts/press.tsx';

/** The towns that fit what was typed. Where several postcodes are among them, each town says its own. */
export function Towns({ view, perPage }: { readonly view: ViewOf<'address'>; readonly perPage: number }) {
  const several = new Set(view.towns.map(({ postcode }) => postcode)).size > 1;
  return (
    <Pages items={view.towns} perPage={perPage}>
      {(shown) => (
        <ul className="towns" data-many={view.towns.length > perPage / 2 || undefined}>
          {shown.map(({ postcode, label }) => (
            <li key={`${postcode} ${label}`}>
              <Press className="town" intent={{ type: 'address.town.chosen', town: label, postcode }} choice={label} pressed={label === view.draft.town && postcode === view.draft.postcode}>
                {several ? <span className="town-postcode">{postcode} </span> : null}
                {label}
              </Press>
            </li>
          ))}
        </ul>
      )}
    </Pages>
  );
}
