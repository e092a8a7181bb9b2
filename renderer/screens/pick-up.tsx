import type { PickUpPoint, ViewOf } from '../../flows/view.ts';
import { Shop } from '../parts/drawings/places.tsx';
import { Info } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { Pages } from '../parts/pages.tsx';
import { Press } from '../parts/press.tsx';
import { useLandscape } from '../parts/shape.ts';
import { useWords } from '../parts/words.tsx';

const pointsPerPage = { portrait: { standard: 7, large: 5, larger: 5, largest: 5 }, landscape: { standard: 4, large: 3, larger: 3, largest: 3 } } as const;

/** Where the addressee will fetch the parcel: near the postcode of the address. */
export function PickUpScreen({ view }: { readonly view: ViewOf<'pick-up'> }) {
  const { t } = useWords();
  const perPage = pointsPerPage[useLandscape() ? 'landscape' : 'portrait'][view.preferences.textSize];
  const none = view.points.length === 0;
  return (
    <Frame
      view={view}
      shape={none ? 'open' : 'wide'}
      title={t('pickup.title')}
      {...(none ? {} : { lead: t('pickup.lead', { postcode: view.postcode }) })}
      look={
        <>
          <div className={none ? 'picture' : 'picture picture-shrinking only-in-landscape'}>
            <Shop />
          </div>
          {none ? (
            <Notice tone="sky" drawing={<Info />} live>
              {t('pickup.none', { postcode: view.postcode })}
            </Notice>
          ) : null}
        </>
      }
      act={
        none ? undefined : (
          <Pages items={view.points} perPage={perPage}>
            {(shown) => (
              <ul className="points">
                {shown.map((point) => (
                  <li key={point.id}>
                    <PointKey point={point} selected={point.id === view.selected} />
                  </li>
                ))}
              </ul>
            )}
          </Pages>
        )
      }
    />
  );
}

function PointKey({ point, selected }: { readonly point: PickUpPoint; readonly selected: boolean }) {
  return (
    <Press className="point" intent={{ type: 'pickup.chosen', point: point.id }} choice={point.id} pressed={selected}>
      <strong>{point.name}</strong>
      <span>
        {[...point.lines, `${point.postcode} ${point.town}`].join(', ')}
      </span>
    </Press>
  );
}
