import type { ReactNode } from 'react';
import type { Intent } from '../../flows/intents.ts';
import type { Localised } from '../../flows/localised.ts';
import type { Reason } from '../../flows/view.ts';
import { Arrow } from './drawings/signs.tsx';
import { Press } from './press.tsx';
import { ReasonChip } from './reason-chip.tsx';
import { Said, useWords } from './words.tsx';

interface ChoiceCardProps {
  readonly choice: string;
  readonly drawing: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly reason: Reason | null;
  /** What the rule that forbids it says itself: closer than our general reason. */
  readonly note?: Localised | null;
  readonly intent: Intent;
}

/** One answer to the screen's question. An impossible one stays, quiet and dashed, with its reason (look.md). */
export function ChoiceCard({ choice, drawing, title, text, reason, note = null, intent }: ChoiceCardProps) {
  const { t } = useWords();
  return (
    <li>
      {reason === null ? (
        <Press className="choice" intent={intent} choice={choice}>
          <span className="choice-drawing">{drawing}</span>
          <span className="choice-words">
            <strong>{title}</strong>
            <span>{text}</span>
          </span>
          <Arrow />
        </Press>
      ) : (
        <div className="choice impossible" data-choice={choice}>
          <span className="choice-drawing">{drawing}</span>
          <span className="choice-words">
            <span className="choice-head">
              <strong>{title}</strong>
              <ReasonChip reason={reason} />
            </span>
            <span className="why">{note === null ? t(`reason.${reason}`) : <Said words={note} />}</span>
          </span>
        </div>
      )}
    </li>
  );
}
