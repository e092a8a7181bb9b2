import { longestLine, longestLineAbroad } from '../../flows/addresses/line.ts';
import type { AddressDraft, AddressProblem, ViewOf } from '../../flows/view.ts';
import type { FieldProblem } from '../parts/field.tsx';
import type { Words } from '../parts/words.tsx';

/** How many characters a line of this address may have: the label abroad says the same as CN23, which has room for fewer. */
export function mostSigns({ country }: Pick<AddressDraft, 'country'>): number {
  return country === 'FR' ? longestLine : longestLineAbroad;
}

/** It is about a code that was shown, not about what the address says: the address can be agreed to all the same. */
export function isOfContact({ field }: AddressProblem): boolean {
  return field === 'contact';
}

/** What is wrong with an address, in a sentence. */
export function addressSentence({ problem }: AddressProblem, draft: AddressDraft, { t }: Pick<Words, 't'>): string {
  return t(`address.problem.${problem}`, { most: mostSigns(draft) });
}

/** What is wrong with one field of an address, as its field says it. */
export function addressProblem({ problems, draft }: ViewOf<'address'>, fields: readonly AddressProblem['field'][], { t }: Pick<Words, 't'>): FieldProblem | undefined {
  const found = problems.find((one) => fields.includes(one.field));
  if (found === undefined) return undefined;
  const words = addressSentence(found, draft, { t });
  // The form of a country's postcodes is shown by an example, and an example is not written into the field.
  if (found.problem === 'not-a-postcode' && found.proposal !== null) return { kind: found.problem, words: `${words} ${t('address.for-example', { example: found.proposal })}`, proposal: null };
  return { kind: found.problem, words, proposal: found.proposal };
}
