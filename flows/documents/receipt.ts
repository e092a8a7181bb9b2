import { cents, sumCents, type Cents } from '../money.ts';
import { euros, momentOf, percent, weightOf } from './figures.ts';
import { duplicateBlocks, officeBlocks, providerBlocks } from './letterhead.ts';
import type { Paper, PaperBlock } from './paper.ts';
import type { ReceiptLine, ReceiptSubject, VatRates } from './subjects.ts';
import { frenchWords, type Words } from './words.ts';

export type { ReceiptLine, ReceiptSubject, VatRates } from './subjects.ts';

/**
 * The receipt, printed only on request; from 25 € it is the note that the arrêté 83-50/A asks for (REC-5 to REC-8).
 * VAT is stated only where the configuration gives every product's rate: which one a retail Colissimo bears is not
 * known (`postal.md` 3.6), and a tax is never guessed.
 */
export function receipt(subject: ReceiptSubject, words: Words = frenchWords): Paper {
  const { lines, total, returned } = subject;
  return {
    title: words('receipt.title'),
    blocks: [
      ...duplicateBlocks(subject.duplicate, words),
      ...providerBlocks(subject.office, words),
      { kind: 'rule' },
      ...officeBlocks(subject.office, words),
      pair(words('office.date'), momentOf(subject.at, words)),
      pair(words('receipt.sale'), subject.sale),
      { kind: 'rule' },
      ...lines.flatMap((line) => lineBlocks(line, words)),
      { kind: 'rule' },
      pair(words('receipt.count'), String(lines.reduce((count, line) => count + line.quantity, 0))),
      { kind: 'pair', left: words('receipt.total'), right: euros(total), bold: true },
      ...vatBlocks(lines, subject.vat ?? {}, words),
      { kind: 'space' },
      ...paymentBlocks(subject, words),
      ...(returned > 0 ? [pair(words('receipt.returned'), `-${euros(returned)}`), pair(words('receipt.kept'), euros(cents(total - returned)))] : []),
      { kind: 'rule' },
      ...journalBlocks(subject, words),
      { kind: 'text', text: words('receipt.onRequest'), align: 'centre' },
    ],
  };
}

function pair(left: string, right: string): PaperBlock {
  return { kind: 'pair', left, right };
}

/** The price of one with its options, and of each option below the name: the customer sees what the avis de réception cost. */
function lineBlocks(line: ReceiptLine, words: Words): PaperBlock[] {
  const weight = line.byHand?.weight === true ? words('receipt.byHand', { weight: weightOf(line.grams) }) : weightOf(line.grams);
  return [
    { kind: 'text', text: line.productName },
    ...(line.grams === 0 ? [] : [{ kind: 'text', text: line.unweighed ? words('receipt.upTo', { weight }) : weight } as const]),
    ...(line.byHand?.size === true ? [{ kind: 'text', text: words('receipt.sizeByHand') } as const] : []),
    ...optionBlocks(line, words),
    ...(line.tariffPrice == null ? [] : [{ kind: 'text', text: words('receipt.repriced', { price: euros(line.tariffPrice) }) } as const]),
    pair(words('receipt.quantity', { quantity: line.quantity, price: euros(line.unitPrice) }), euros(line.price)),
  ];
}

function optionBlocks({ options, unitPrice, tariffPrice }: ReceiptLine, words: Words): PaperBlock[] {
  if (options.length === 0) return [];
  // A price that a worker set is not made of these: below them it stands by itself.
  const alone = cents((tariffPrice ?? unitPrice) - sumCents(options.map(({ price }) => price)));
  const said = options.map(({ name, price }) => words('receipt.option', { name, price: euros(price) }));
  return [words('receipt.alone', { price: euros(alone) }), ...said].map((text) => ({ kind: 'text', text }));
}

function paymentBlocks({ payment, total }: ReceiptSubject, words: Words): PaperBlock[] {
  return [
    pair(words('receipt.card'), euros(total)),
    ...(payment.cardLast4 === null ? [] : [pair(words('receipt.cardNumber'), `**** ${payment.cardLast4}`)]),
    ...(payment.authorisation === null ? [] : [pair(words('receipt.authorisation'), payment.authorisation)]),
  ];
}

/** Tax included in an amount, to the nearest cent, at a rate in hundredths of a percent. */
export function taxWithin(amount: Cents, rate: number): Cents {
  return cents(Math.round((amount * rate) / (10_000 + rate)));
}

/** One line a rate, and the net total; one sentence when a rate is missing. */
function vatBlocks(lines: readonly ReceiptLine[], rates: VatRates, words: Words): PaperBlock[] {
  const byRate = Map.groupBy(lines, (line) => rates[line.product]);
  if (byRate.has(undefined)) return [{ kind: 'text', text: words('receipt.vatUnknown') }];
  const taxes = [...byRate].flatMap(([rate, taxed]) => (rate === undefined ? [] : [{ rate, tax: taxWithin(sumCents(taxed.map((line) => line.price)), rate) }]));
  const net = cents(sumCents(lines.map((line) => line.price)) - sumCents(taxes.map((one) => one.tax)));
  return [
    pair(words('receipt.net'), euros(net)),
    ...taxes.sort((one, other) => one.rate - other.rate).map(({ rate, tax }) => pair(words('receipt.vat', { rate: percent(rate) }), euros(tax))),
  ];
}

/** What ties the paper to its record (REC-8): kind, lines, which copy, place in the signed journal, software. The number of an attestation is not known. */
function journalBlocks({ lines, duplicate, journal, version }: ReceiptSubject, words: Words): PaperBlock[] {
  return [
    pair(words('receipt.kind'), words('receipt.sold')),
    pair(words('receipt.lines'), String(lines.length)),
    pair(words('receipt.copy'), duplicate === null ? words('receipt.original') : words('duplicate.number', { copy: duplicate.copy })),
    ...(journal === undefined ? [] : [pair(words('receipt.journal'), `${journal.seq} ${journal.extract}`)]),
    ...(version === undefined ? [] : [pair(words('receipt.version'), version)]),
  ];
}
