import type { ReactNode } from 'react';
import type { ViewOf } from '../../flows/view.ts';
import { Choices } from '../parts/choices.tsx';
import { Oversize, ThreeCentimetres } from '../parts/drawings/items.tsx';
import { useWords } from '../parts/words.tsx';

const drawings: Record<ViewOf<'format'>['choices'][number]['id'], ReactNode> = {
  letter: <ThreeCentimetres passes />,
  parcel: <ThreeCentimetres passes={false} />,
  oversize: <Oversize />,
};

/** Size is asked with a picture a person can answer, not with a millimetre field. */
export function FormatScreen({ view }: { readonly view: ViewOf<'format'> }) {
  const { t, weight } = useWords();
  const answers = view.choices.map(({ id, reason }) => ({
    id,
    reason,
    drawing: drawings[id],
    title: t(`format.${id}.title`),
    text: t(`format.${id}.text`),
    intent: { type: 'format.chosen', format: id } as const,
  }));
  return <Choices view={view} title={t('format.title')} known={weight(view.grams)} answers={answers} wideDrawings />;
}
