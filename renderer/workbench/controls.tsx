import { useId, useState, type ReactNode } from 'react';

/** The page's own few controls: native ones, drawn in Moulin's look. */

export function Switch({ on, onChange, children, means }: { readonly on: boolean; readonly onChange: (on: boolean) => void; readonly children: ReactNode; readonly means?: string }) {
  return (
    <button type="button" role="switch" aria-checked={on} className={means === undefined ? 'switch' : 'switch explained'} onClick={() => onChange(!on)}>
      <span className="track" aria-hidden="true" />
      <span>
        <b>{children}</b>
        {means === undefined ? null : <small>{means}</small>}
      </span>
    </button>
  );
}

interface ChoiceProps<T extends string> {
  readonly title: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly inline?: boolean;
}

export function Choice<T extends string>({ title, options, value, onChange, inline = false }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className={inline ? 'choice inline' : 'choice'}>
      <legend>{title}</legend>
      <div className="options">
        {options.map((option) => (
          <label key={option.value}>
            <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** How many are left on a roll: a number, or as many as you like. */
export function Left({ title, many, value, onChange, least }: { readonly title: string; readonly many: string; readonly value: number | null; readonly onChange: (value: number | null) => void; readonly least: number }) {
  const id = useId();
  // While it is typed in, the field holds what is typed: the stream is a moment behind the fingers.
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <div className="left">
      <label htmlFor={id}>{title}</label>
      <input
        id={id}
        type="number"
        min={least}
        step="any"
        placeholder={many}
        value={draft ?? (value === null ? '' : String(Math.round(value * 10) / 10))}
        onChange={(event) => {
          setDraft(event.target.value);
          onChange(event.target.value === '' ? null : Math.max(least, Number(event.target.value)));
        }}
        onFocus={(event) => event.target.select()}
        onBlur={() => setDraft(null)}
      />
    </div>
  );
}
