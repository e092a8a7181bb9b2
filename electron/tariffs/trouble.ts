import type { ZodError } from 'zod';

/** Why a price list is refused: where, what, and what to do about it. */
export interface TariffTrouble {
  readonly file: string;
  readonly key: string;
  readonly problem: string;
  readonly remedy: string;
}

export function inWords(trouble: TariffTrouble): string {
  return `${trouble.file}: ${trouble.key}: ${trouble.problem}; ${trouble.remedy}`;
}

/** One complaint for every place where the content departs from the schema; `under` is the key the content stands at. */
export function complaints(file: string, error: ZodError, under = '', remedy = 'correct it (the form is flows/postage/tariff.ts) or generate the file again'): TariffTrouble[] {
  return error.issues.map((issue) => ({
    file,
    key: [under, ...issue.path].filter((step) => step !== '').join('.') || '(whole file)',
    problem: issue.message,
    remedy,
  }));
}

export function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
