/** Something that must never be, and is. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

/** @throws Violation with that sentence when it does not hold. */
export function must(holds: boolean, sentence: () => string): asserts holds {
  if (!holds) throw new Violation(sentence());
}
