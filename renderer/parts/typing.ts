import { useLayoutEffect, useRef, useState, type RefCallback } from 'react';

export interface Typing<F extends string> {
  readonly texts: Record<F, string>;
  readonly active: F;
  activate(field: F): void;
  set(field: F, text: string): void;
  /** Several fields at once, and where to go on. */
  setSeveral(texts: Partial<Record<F, string>>, next: F): void;
  /** What the on-screen keyboard does, at the caret of the active field; the field's text afterwards. */
  insert(text: string): string;
  erase(): string;
  inputRef(field: F): RefCallback<HTMLInputElement>;
}

/** What is typed, until it is sent: the only state a screen keeps. */
export function useTyping<F extends string>(initial: Record<F, string>, first: F): Typing<F> {
  const [texts, setTexts] = useState(initial);
  const [active, setActive] = useState<F>(first);
  const inputs = useRef(new Map<F, HTMLInputElement>());
  const caret = useRef<number | null>(null);

  useLayoutEffect(() => {
    if (caret.current === null) return;
    const input = inputs.current.get(active);
    input?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });

  const splice = (replace: (before: string, after: string, selected: boolean) => string, text: string) => {
    const input = inputs.current.get(active);
    const from = input?.selectionStart ?? text.length;
    const to = input?.selectionEnd ?? text.length;
    const after = text.slice(to);
    const next = replace(text.slice(0, from), after, to > from);
    caret.current = next.length - after.length;
    setTexts({ ...texts, [active]: next });
    input?.focus({ preventScroll: true });
    return next;
  };

  return {
    texts,
    active,
    activate: setActive,
    set: (field, text) => setTexts({ ...texts, [field]: text }),
    setSeveral: (filled, next) => {
      setTexts({ ...texts, ...filled });
      setActive(next);
    },
    insert: (text) => splice((before, after) => before + text + after, texts[active]),
    erase: () => splice((before, after, selected) => (selected ? before : before.slice(0, -1)) + after, texts[active]),
    inputRef: (field) => (element) => {
      if (element === null) inputs.current.delete(field);
      else inputs.current.set(field, element);
    },
  };
}
