import { z } from 'zod';

/** A badge on a virtual reader: what a contactless card and the reader that speaks for it answer, right and wrong. */

export const cardKnobs = {
  badge: z
    .string('the UID in hexadecimal digits, such as "04A1B2C3D4E5F6", or null')
    .regex(/^(?:[0-9A-F]{2}){1,20}$/, 'whole bytes in capital hexadecimal digits, such as "04A1B2C3D4E5F6"')
    .nullable()
    .default(null)
    .describe('the UID of the badge that lies on the reader; null: none'),
  answer: z.enum(['uid', 'ended-early', 'wrong-length', 'failed', 'not-supported', 'nothing']).default('uid').describe('what the reader answers when asked for the number'),
} as const;

export interface CardAnswers {
  readonly badge: string | null;
  readonly answer: z.infer<typeof cardKnobs.answer>;
}

/** The ATR that a reader makes for a contactless MIFARE Classic of 1 kB (`devices.md` 5). */
export const atr = Buffer.from('3B8F8001804F0CA000000306030001000000006A', 'hex');

const wrong = { 'ended-early': '6282', 'wrong-length': '6C07', failed: '6300', 'not-supported': '6A81', nothing: '' } as const;

/** Get Data, P1 = 0: the number. Anything else is for a card with an application on it, which this is not. */
export function cardAnswer(apdu: Uint8Array, { badge, answer }: CardAnswers): Buffer {
  if (Buffer.from(apdu).toString('hex') !== 'ffca000000') return Buffer.from('6D00', 'hex');
  if (answer !== 'uid') return Buffer.from(wrong[answer], 'hex');
  return Buffer.from(`${badge ?? ''}9000`, 'hex');
}
