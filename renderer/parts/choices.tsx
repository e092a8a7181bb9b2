import type { ReactNode } from 'react';
import type { Intent } from '../../flows/intents.ts';
import type { Localised } from '../../flows/localised.ts';
import type { Reason, ViewOf } from '../../flows/view.ts';
import { ChoiceCard } from './choice-card.tsx';
import { ParcelAndLetter } from './drawings/items.tsx';
import { Frame } from './frame.tsx';
import { Chip } from './notice.tsx';

export interface Answer {
  readonly id: string;
  readonly drawing: ReactNode;
  readonly title: string;
  readonly text: string;
  /** Why it cannot be chosen; null when it can. */
  readonly reason: Reason | null;
  readonly note?: Localised | null;
  readonly intent: Intent;
}

interface ChoicesProps {
  readonly view: ViewOf<'destination' | 'format' | 'contents'>;
  readonly title: string;
  /** What is known of the item already, one word or two: its weight, its destination. */
  readonly known: string;
  readonly answers: readonly Answer[];
  /** Drawings that are wider than high need more of the card. */
  readonly wideDrawings?: boolean;
}

/** One question about the item, answered by touching one of a few large pictures. */
export function Choices({ view, title, known, answers, wideDrawings = false }: ChoicesProps) {
  return (
    <Frame
      view={view}
      shape="wide"
      title={title}
      look={
        <>
          <p className="chips">
            <Chip tone="plain">{known}</Chip>
          </p>
          <div className="picture picture-shrinking only-in-landscape">
            <ParcelAndLetter />
          </div>
        </>
      }
      act={
        <ul className={wideDrawings ? 'choices choices-wide-drawing' : 'choices'}>
          {answers.map(({ id, ...answer }) => (
            <ChoiceCard key={id} choice={id} {...answer} />
          ))}
        </ul>
      }
    />
  );
}
