import { formatColissimo } from '../../flows/tracking/colissimo.ts';
import { formatLetterNumber } from '../../flows/tracking/letter.ts';

/** UPU S10 groups its eight digits and key by three: `RR 123 456 785 FR`. */
const s10 = /^([A-Z]{2})(\d{3})(\d{3})(\d{3})([A-Z]{2})$/;

/** The number of an item as its label prints it, in groups that can be compared and read aloud. */
export function ItemNumber({ number }: { readonly number: string }) {
  return <p className="item-number">{formatLetterNumber(formatColissimo(number.replace(s10, '$1 $2 $3 $4 $5')))}</p>;
}
