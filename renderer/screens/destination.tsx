import type { ReactNode } from 'react';
import type { ViewOf } from '../../flows/view.ts';
import { Choices } from '../parts/choices.tsx';
import { Abroad, France, Overseas } from '../parts/drawings/places.tsx';
import { useWords } from '../parts/words.tsx';

const drawings: Record<ViewOf<'destination'>['choices'][number]['id'], ReactNode> = { france: <France />, overseas: <Overseas />, abroad: <Abroad /> };

export function DestinationScreen({ view }: { readonly view: ViewOf<'destination'> }) {
  const { t, weight } = useWords();
  const answers = view.choices.map(({ id, reason }) => ({
    id,
    reason,
    drawing: drawings[id],
    title: t(`destination.${id}.title`),
    text: t(`destination.${id}.text`),
    intent: { type: 'destination.chosen', destination: id } as const,
  }));
  return <Choices view={view} title={t('destination.title')} known={weight(view.grams)} answers={answers} />;
}
