import { formatColissimo } from '../tracking/colissimo.ts';
import { formatLetterNumber } from '../tracking/letter.ts';
import { formatS10 } from '../tracking/s10.ts';

/** An item number as people read and copy it: in groups. */
export function spacedNumber(number: string): string {
  return [formatColissimo, formatLetterNumber, formatS10].map((format) => format(number)).find((spaced) => spaced !== number) ?? number;
}
