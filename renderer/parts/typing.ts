import { useLayoutEffect, useRef, useState, type RefCallback } from 'react';

export interface Typing<F extends string> {
  readonly texts: Record<F, string>;
  readonly active: F;
  activate(field: F): void;
  set(field: F, text: string): void;
  /** What the on-screen keyboard does, at the caret of the active field; the field's text afterwards. */
  insert(text: string): string;
  erase(): string;
  /** What stands in these fields, or in all, has been sent: from now on they follow the terminal again. */
  sent(...fields: readonly F[]): void;
  /** Typed on since it was sent: what the terminal found wrong with it is of another text. */
  isUnsent(field: F): boolean;
  inputRef(field: F): RefCallback<HTMLInputElement>;
}

/**
 * What is typed, until it is sent: the only state a screen keeps. `said` is the terminal's own draft. Where that changes (a
 * chosen thing fills in its code, white space is taken off) the field changes with it, unless the customer is typing there.
 */
export function useTyping<F extends string>(said: Record<F, string>, first: F): Typing<F> {
  const [texts, setTexts] = useState(said);
  const [followed, setFollowed] = useState(said);
  const [unsent, setUnsent] = useState<ReadonlySet<F>>(new Set());
  const [active, setActive] = useState<F>(first);
  const inputs = useRef(new Map<F, HTMLInputElement>());
  const caret = useRef<number | null>(null);

  const fields = Object.keys(said) as F[];
  const changed = fields.filter((field) => said[field] !== followed[field]);
  if (changed.length > 0) {
    setFollowed(said);
    const taken = changed.filter((field) => !unsent.has(field)).map((field) => [field, said[field]]);
    setTexts({ ...texts, ...Object.fromEntries(taken) });
  }

  useLayoutEffect(() => {
    if (caret.current === null) return;
    const input = inputs.current.get(active);
    input?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });

  const set = (field: F, text: string) => {
    setTexts({ ...texts, [field]: text });
    setUnsent(new Set([...unsent, field]));
  };
  const splice = (replace: (before: string, after: string, selected: boolean) => string, text: string) => {
    const input = inputs.current.get(active);
    const from = input?.selectionStart ?? text.length;
    const to = input?.selectionEnd ?? text.length;
    const after = text.slice(to);
    const next = replace(text.slice(0, from), after, to > from);
    caret.current = next.length - after.length;
    set(active, next);
    // Who walks over the on-screen keyboard with keys stays on it.
    if (document.activeElement?.closest('.keyboard') == null) input?.focus({ preventScroll: true });
    return next;
  };

  return {
    texts,
    active,
    activate: setActive,
    set,
    insert: (text) => splice((before, after) => before + text + after, texts[active]),
    erase: () => splice((before, after, selected) => (selected ? before : before.slice(0, -1)) + after, texts[active]),
    sent: (...ended) => setUnsent(new Set(ended.length === 0 ? [] : [...unsent].filter((field) => !ended.includes(field)))),
    isUnsent: (field) => unsent.has(field),
    inputRef: (field) => (element) => {
      if (element === null) inputs.current.delete(field);
      else inputs.current.set(field, element);
    },
  };
}
