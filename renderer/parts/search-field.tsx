import { useId, type RefCallback } from 'react';

interface SearchFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly inputRef: RefCallback<HTMLInputElement>;
}

/** One line that is searched for while it is typed: nothing can be wrong with it, something is found or not. */
export function SearchField({ name, label, value, onChange, inputRef }: SearchFieldProps) {
  const id = useId();
  return (
    <div className="field" data-active>
      <label htmlFor={id}>{label}</label>
      <input id={id} ref={inputRef} name={name} value={value} inputMode="none" autoComplete="off" autoCorrect="off" spellCheck={false} maxLength={200} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}
