import type { ViewOf } from '../../flows/view.ts';
import type { FieldProblem } from '../parts/field.tsx';
import type { Words } from '../parts/words.tsx';

type CustomsProblem = ViewOf<'customs'>['problems'][number];

/** The sentence of the data that forbids it says more than ours, and follows it. */
export function customsSentence({ field, problem, note }: CustomsProblem, { t, said }: Pick<Words, 't' | 'said'>): string {
  // Too many lines, or too many of one thing.
  const sentence = t(problem === 'too-many' && field === 'quantity' ? 'customs.article.most-pieces' : `customs.problem.${problem}`);
  return note === null ? sentence : `${sentence} ${said(note)}`;
}

/** What is wrong with one field of a line, as its field says it. */
export function customsProblem(problems: readonly CustomsProblem[], field: CustomsProblem['field'], words: Pick<Words, 't' | 'said'>): FieldProblem | undefined {
  const found = problems.find((one) => one.field === field);
  return found === undefined ? undefined : { kind: found.problem, words: customsSentence(found, words), proposal: found.proposal };
}
