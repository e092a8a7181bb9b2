import { useId, type RefCallback } from 'react';
import type { AddressProblem } from '../../flows/view.ts';
import { Press } from './press.tsx';
import { useWords } from './words.tsx';

/** NF Z 10-011: at most 38 characters a line. From here on the field says how many are left. */
const longestLine = 38;
const warnFrom = 28;

interface FieldProps {
  readonly name: AddressProblem['field'];
  readonly value: string;
  readonly active: boolean;
  readonly optional?: boolean;
  readonly problem: AddressProblem | undefined;
  readonly onActivate: () => void;
  readonly onChange: (value: string) => void;
  readonly onProposal: (value: string) => void;
  readonly inputRef: RefCallback<HTMLInputElement>;
}

export function Field({ name, value, active, optional = false, problem, onActivate, onChange, onProposal, inputRef }: FieldProps) {
  const { t } = useWords();
  const id = useId();
  const left = longestLine - value.length;
  const proposal = problem?.proposal ?? null;
  return (
    <div className="field" data-active={active || undefined} data-problem={problem?.problem}>
      <label htmlFor={id}>
        {t(`address.field.${name}`)}
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
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        onFocus={onActivate}
        onChange={(event) => onChange(event.target.value)}
      />
      {problem === undefined ? (
        (active || left < 0) && value.length >= warnFrom && name !== 'postcode' ? (
          <p className="field-left" data-over={left < 0 || undefined}>
            {left >= 0 ? t('address.left', { count: left }) : t('address.over', { count: -left })}
          </p>
        ) : null
      ) : (
        <div className="field-problem" id={`${id}-problem`} role="alert">
          <p>{t(`address.problem.${problem.problem}`)}</p>
          {proposal === null ? null : (
            <Press className="proposal" choice="proposal" onPress={() => onProposal(proposal)}>
              {t('address.proposal', { proposal })}
            </Press>
          )}
        </div>
      )}
    </div>
  );
}
