import { useId, type RefCallback } from 'react';
import { Press } from './press.tsx';
import { useWords } from './words.tsx';

/** What is wrong with a typed field, in words, and what could stand there instead. */
export interface FieldProblem {
  readonly kind: string;
  readonly words: string;
  /** Written at one touch; null when there is nothing to propose. */
  readonly proposal: string | null;
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly active: boolean;
  readonly optional?: boolean;
  readonly problem: FieldProblem | undefined;
  /** Characters that the paper has room for; as they run out the field counts them. Null where nothing is printed so. */
  readonly longest?: number | null;
  /** A short code in large figures, set as on a telephone. */
  readonly dialled?: boolean;
  /** Of a person: not said aloud to a room (A11Y-19). */
  readonly personal?: boolean;
  readonly onActivate: () => void;
  readonly onChange: (value: string) => void;
  readonly onProposal: (value: string) => void;
  readonly inputRef: RefCallback<HTMLInputElement>;
}

/** How many characters before the end the field begins to count. */
const countedFrom = 10;

/** One typed line: its question above, the text, and below it what is wrong with it and what we would write instead. */
export function Field({ name, label, value, active, optional = false, problem, longest = null, dialled = false, personal = false, onActivate, onChange, onProposal, inputRef }: FieldProps) {
  const { t } = useWords();
  const id = useId();
  const left = longest === null ? Number.POSITIVE_INFINITY : longest - value.length;
  const proposal = problem?.proposal ?? null;
  return (
    <div className={dialled ? 'field field-dialled' : 'field'} data-active={active || undefined} data-problem={problem?.kind}>
      <label htmlFor={id}>
        {label}
        {optional ? <span className="field-optional"> {t('address.optional')}</span> : null}
      </label>
      <input
        id={id}
        ref={inputRef}
        name={name}
        value={value}
        inputMode="none"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        maxLength={200}
        data-private={personal || undefined}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        onFocus={onActivate}
        onChange={(event) => onChange(event.target.value)}
      />
      {problem === undefined ? (
        (active || left < 0) && left <= countedFrom ? (
          <p className="field-left" data-over={left < 0 || undefined}>
            {left >= 0 ? t('address.left', { count: left }) : t('address.over', { count: -left })}
          </p>
        ) : null
      ) : (
        <div className="field-problem" id={`${id}-problem`} role="alert">
          <p>{problem.words}</p>
          {proposal === null ? null : (
            <Press className="proposal" choice="proposal" personal={personal} onPress={() => onProposal(proposal)}>
              {t('address.proposal', { proposal })}
            </Press>
          )}
        </div>
      )}
    </div>
  );
}
