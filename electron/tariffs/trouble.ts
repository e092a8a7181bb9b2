import type { ZodError } from 'zod';

/** Why a price list is refused: where, what, and what to do about it. */
export interface TariffTrouble {
  readonly file: string;
  readonly key: string;
  readonly problem: string;
  readonly remedy: string;
}

/** The same before it is known, or said again and again, of which file. */
export type Fault = readonly [key: string, problem: string, remedy: string];

export function trouble(file: string, ...[key, problem, remedy]: Fault): TariffTrouble {
  return { file, key, problem, remedy };
}

export function inWords({ file, key, problem, remedy }: TariffTrouble): string {
  return `${file}: ${key}: ${problem}; ${remedy}`;
}

/** Where there is no better key. */
export const wholeFile = '(whole file)';

const correctList = 'correct it (the form is flows/postage/tariff.ts) or generate the file again';

/** One complaint for every place where the content departs from the schema; `under` is the key the content stands at. */
export function complaints(file: string, error: ZodError, under = '', remedy = correctList): TariffTrouble[] {
  return error.issues.map((issue) => {
    const key = [under, ...issue.path].filter((step) => step !== '').join('.') || wholeFile;
    return trouble(file, key, issue.message, remedy);
  });
}

export function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
