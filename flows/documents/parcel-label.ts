import { formatColissimo } from '../tracking/colissimo.ts';
import { formatRouting, routingCode } from '../tracking/routing.ts';
import { fittingHeight, fittingText, smallestCapitals } from './geometry.ts';
import type { LabelDrawing, LabelElement } from './label-drawing.ts';
import { barCode, besideMark, foot, head, inner, label, legendBar, line, markCode, numberLine } from './label-fields.ts';
import type { LabelSubject } from './subjects.ts';
import type { Words } from './words.ts';

/**
 * The label of a parcel with a French postcode, overseas, Monaco and Andorra included: 100 × 150 mm, with the fields of
 * the label specification of July 2013 (`postal.md` 3.3), its logos left out: they are trademarks. From top to bottom:
 * product, sender and facts, addressee, legend, tracking code with the Data Matrix, routing code.
 */
const addressee = { y: 31.5, height: 36, first: 36.2, last: 65.6, tallest: 2.8 } as const;
/** Names of pick-up points come with the operator's list, up to sixty characters: they may be set smaller than an address. */
const smallestOfPoint = 1.1;
const legendTop = 69;
const tracking = { text: 78.6, code: 85, mark: 85.5 } as const;
const routing = { text: 114.2, code: 118 } as const;

/** The client number of the specification's own sample label: no contract stands behind a void mark. */
export const sampleClient = '999999';

/** Andorra's postcodes are in the routing code as they are (`postal.md` 3.2). */
const sorted = /^(\d{5}|AD\d{3}) (.+)$/;

/** Where it goes, in the order of an address: to the sorter the place is what counts. */
interface Destined {
  readonly lines: readonly string[];
  readonly postcode: string;
  readonly town: string;
}

function destined({ addressee: lines, pickUp }: LabelSubject): Destined {
  if (pickUp !== null) return { lines: [...lines, pickUp.name, ...pickUp.lines], postcode: pickUp.postcode, town: pickUp.town };
  const place = lines.findLastIndex((text) => sorted.test(text));
  const [, postcode = '', town = ''] = sorted.exec(lines[place] ?? '') ?? [];
  const country = lines.slice(place + 1).filter((text) => text !== town);
  return { lines: lines.slice(0, Math.max(0, place)), postcode, town: [town, ...country].join(' · ') };
}

/** @throws RangeError when the number is no Colissimo number or no line of the addressee begins with a postcode. */
export function parcelLabel(subject: LabelSubject, words: Words): LabelDrawing {
  const number = subject.number ?? '';
  const where = destined(subject);
  // Overseas France sorts by French postcodes, and has customs of its own.
  const papers = subject.customs === null ? null : words('label.withPapers', { form: subject.customs });
  const code = routingCode({ number, postcode: where.postcode, client: sampleClient, grams: subject.grams });
  return {
    width: label.width,
    height: label.height,
    elements: [
      ...head(subject, words),
      ...addresseeBox(where, words(subject.pickUp === null ? 'label.addressee' : 'label.pickUp')),
      ...legendBar(subject.mark.legend, legendTop),
      ...numberLine(words('label.parcelNumber', { number: formatColissimo(number) }), tracking.text, papers),
      barCode(number, tracking.code, besideMark),
      markCode(subject.mark.payload, tracking.mark),
      line(words('label.routing', { code: formatRouting(code) }), label.margin, routing.text, inner, 2.2),
      barCode(code, routing.code),
      foot(subject),
    ],
  };
}

/** The last line is the sorter's: postcode three times, town twice as high as the rest (`postal.md` 3.3). */
function addresseeBox(where: Destined, heading: string): LabelElement[] {
  const [x, width] = [label.margin + 2, inner - 4];
  const lines = where.lines.map((text) => fittingText(text, width));
  const room = (addressee.last - addressee.first) / (1.5 * lines.length + 6.3);
  const forTown = fittingHeight(where.town, width, 2 * addressee.tallest) / 2;
  const rest = Math.min(addressee.tallest, room, forTown, ...lines.map((text) => fittingHeight(text, width, addressee.tallest)));
  const height = Math.max(smallestCapitals, Math.floor(rest * 20) / 20);
  const sorting = addressee.first + (1.5 * lines.length + 0.5) * height;
  return [
    { kind: 'box', x: label.margin, y: addressee.y, width: inner, height: addressee.height, line: 0.5 },
    line(heading, x, addressee.y + 1.5, width, smallestCapitals, { bold: true }),
    ...lines.map((text, at) => line(text, x, addressee.first + at * 1.5 * height, width, height, { smallest: smallestOfPoint })),
    line(where.postcode, x, sorting, width, 3 * height, { bold: true }),
    line(where.town, x, sorting + 3.8 * height, width, 2 * height, { bold: true }),
  ];
}
