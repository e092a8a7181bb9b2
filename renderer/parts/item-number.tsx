import { spacedNumber } from '../../flows/documents/numbers.ts';

/** The number of an item as its label prints it, in groups that can be compared and read aloud. */
export function ItemNumber({ number }: { readonly number: string }) {
  return <p className="item-number">{spacedNumber(number)}</p>;
}
