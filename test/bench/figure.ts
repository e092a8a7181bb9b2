/** One line of what `npm run bench` prints: what was measured, what it is held against in the same run, and the aim. */
export interface Figure {
  readonly what: string;
  /** The absolute value, with its unit. */
  readonly moulin: string;
  /** What it is compared with, and its absolute value; null for a figure that stands alone. */
  readonly against: string | null;
  readonly ratio: number | null;
  /** The ratio may be so much at most; null for what has no aim. */
  readonly aim: number | null;
}

export interface Bench {
  readonly name: string;
  /** One sentence: what is done, and with what. */
  readonly method: string;
  run(): Promise<readonly Figure[]>;
}

/** The value that so many hundredths of all are not above (nearest rank). @throws RangeError without values. */
export function percentile(values: readonly number[], hundredths: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const value = sorted[Math.max(0, Math.ceil((hundredths / 100) * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('there is no percentile of nothing');
  return value;
}

export const median = (values: readonly number[]): number => percentile(values, 50);

/** Two or three significant digits: what a run can stand for. */
export function milliseconds(value: number): string {
  return `${value.toFixed(value < 1 ? 3 : value < 100 ? 1 : 0)} ms`;
}

export function count(value: number): string {
  return Math.round(value).toLocaleString('en-GB');
}

/** A ratio of two times in milliseconds. */
export function compared(what: string, moulin: number, against: string, other: number, aim: number | null): Figure {
  return { what, moulin: milliseconds(moulin), against: `${against}: ${milliseconds(other)}`, ratio: moulin / other, aim };
}

/** What is compared with nothing. */
export function alone(what: string, moulin: string): Figure {
  return { what, moulin, against: null, ratio: null, aim: null };
}

export function verdict({ ratio, aim }: Figure): string {
  if (ratio === null || aim === null) return '';
  return ratio <= aim ? 'met' : '**over**';
}

/** The figures in Markdown, for the README. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const ratio = figure.ratio === null ? '' : `${figure.ratio.toFixed(2)}×`;
    const aim = figure.aim === null ? '' : `≤ ${figure.aim}×`;
    return `| ${[figure.what, figure.moulin, figure.against ?? '', ratio, aim, verdict(figure)].join(' | ')} |`;
  });
  return ['| what | Moulin | against, in the same run | ratio | aim | |', '|---|---|---|---|---|---|', ...rows].join('\n');
}
