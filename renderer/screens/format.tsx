import type { ReactNode } from 'react';
import type { ViewOf } from '../../flows/view.ts';
import { ChoiceCard } from '../parts/choice-card.tsx';
import { Oversize, ParcelAndLetter, ThreeCentimetres } from '../parts/drawings/items.tsx';
import { Frame } from '../parts/frame.tsx';
import { Chip } from '../parts/notice.tsx';
import { useWords } from '../parts/words.tsx';

const drawings: Record<ViewOf<'format'>['choices'][number]['id'], ReactNode> = {
  letter: <ThreeCentimetres passes />,
  parcel: <ThreeCentimetres passes={false} />,
  oversize: <Oversize />,
};

/** Size is asked with a picture a person can answer, not with a millimetre field. */
export function FormatScreen({ view }: { readonly view: ViewOf<'format'> }) {
  const { t, weight } = useWords();
  return (
    <Frame
      view={view}
      shape="wide"
      title={t('format.title')}
      look={
        <>
          <p className="chips">
            <Chip tone="plain">{weight(view.grams)}</Chip>
          </p>
          <div className="picture picture-shrinking only-in-landscape">
            <ParcelAndLetter />
          </div>
        </>
      }
      act={
        <ul className="choices choices-wide-drawing">
          {view.choices.map(({ id, reason }) => (
            <ChoiceCard
              key={id}
              choice={id}
              drawing={drawings[id]}
              title={t(`format.${id}.title`)}
              text={t(`format.${id}.text`)}
              reason={reason}
              intent={{ type: 'format.chosen', format: id }}
            />
          ))}
        </ul>
      }
    />
  );
}
