import type { ReactNode } from 'react';
import type { ViewOf } from '../../flows/view.ts';
import { Choices } from '../parts/choices.tsx';
import { Documents, Present } from '../parts/drawings/contents.tsx';
import { useWords } from '../parts/words.tsx';

const drawings: Record<ViewOf<'contents'>['choices'][number]['id'], ReactNode> = { documents: <Documents />, goods: <Present /> };

/** Papers need no customs declaration, goods do, and some letters take papers alone (`postal.md` 3.4). */
export function ContentsScreen({ view }: { readonly view: ViewOf<'contents'> }) {
  const { t, place } = useWords();
  const answers = view.choices.map(({ id, reason, note }) => ({
    id,
    reason,
    note,
    drawing: drawings[id],
    title: t(`contents.${id}.title`),
    text: t(`contents.${id}.text`),
    intent: { type: 'contents.chosen', contents: id } as const,
  }));
  return <Choices view={view} title={t('contents.title')} known={place(view.destination)} answers={answers} />;
}
