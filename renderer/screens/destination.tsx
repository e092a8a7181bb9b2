import type { ReactNode } from 'react';
import type { ViewOf } from '../../flows/view.ts';
import { ChoiceCard } from '../parts/choice-card.tsx';
import { ParcelAndLetter } from '../parts/drawings/items.tsx';
import { Abroad, France, Overseas } from '../parts/drawings/places.tsx';
import { Frame } from '../parts/frame.tsx';
import { Chip } from '../parts/notice.tsx';
import { useWords } from '../parts/words.tsx';

const drawings: Record<ViewOf<'destination'>['choices'][number]['id'], ReactNode> = { france: <France />, overseas: <Overseas />, abroad: <Abroad /> };

export function DestinationScreen({ view }: { readonly view: ViewOf<'destination'> }) {
  const { t, weight } = useWords();
  return (
    <Frame
      view={view}
      shape="wide"
      title={t('destination.title')}
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
        <ul className="choices">
          {view.choices.map(({ id, reason }) => (
            <ChoiceCard
              key={id}
              choice={id}
              drawing={drawings[id]}
              title={t(`destination.${id}.title`)}
              text={t(`destination.${id}.text`)}
              reason={reason}
              intent={{ type: 'destination.chosen', destination: id }}
            />
          ))}
        </ul>
      }
    />
  );
}
