import type { FieldProblem } from '../parts/field.tsx';
import type { Words } from '../parts/words.tsx';
import type { AddressProblem } from '../../flows/view.ts';

/** NF Z 10-011: at most 38 characters a line. */
export const longestLine = 38;

/** What is wrong with one field of an address, as its field says it. */
export function addressProblem(problems: readonly AddressProblem[], fields: readonly AddressProblem['field'][], { t }: Pick<Words, 't'>): FieldProblem | undefined {
  const found = problems.find((one) => fields.includes(one.field));
  if (found === undefined) return undefined;
  const words = t(`address.problem.${found.problem}`);
  // The form of a country's postcodes is shown by an example, and an example is not written into the field.
  if (found.problem === 'not-a-postcode' && found.proposal !== null) return { kind: found.problem, words: `${words} ${t('address.for-example', { example: found.proposal })}`, proposal: null };
  return { kind: found.problem, words, proposal: found.proposal };
}
