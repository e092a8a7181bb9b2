import { formatColissimo } from '../tracking/colissimo.ts';
import { formatLetterNumber } from '../tracking/letter.ts';

/** An item number as people read and copy it: in groups. */
export function spacedNumber(number: string): string {
  const colissimo = formatColissimo(number);
  return colissimo === number ? formatLetterNumber(number) : colissimo;
}
