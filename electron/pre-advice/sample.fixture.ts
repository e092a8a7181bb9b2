import { cents } from '../../flows/money.ts';
import type { PreAdviceRecord } from '../../flows/ports.ts';
import { grams } from '../../flows/weight.ts';

/** A parcel to Canada with two lines; every word of it invented, and found nowhere else. */
export function sampleRecord(label: string): PreAdviceRecord {
  return {
    label,
    number: 'CA000000015FR',
    product: 'colissimo_int_c',
    grams: grams(1_240),
    postage: cents(3_919),
    destination: 'CA',
    sender: ['CAMILLE KANARIENVOGEL', '3 RUE DU SEREIN', '69007 LYON'],
    addressee: ['ALEX ZEISIGWEG', '12 CANARY LANE', 'MONTREAL QC H2X 1Y4', 'CANADA'],
    phone: '+15145550123',
    declaration: {
      form: 'CN23',
      category: 'gift',
      articles: [
        { description: 'TRICOT SERINETTE', quantity: 3, grams: grams(600), value: cents(4_000), hsCode: '611020', origin: 'FR' },
        { description: 'LIVRE', quantity: 1, grams: grams(300), value: cents(1_250), hsCode: null, origin: null },
      ],
    },
  };
}

/** What of it must be nowhere once it is deleted. */
export const canaries = ['KANARIENVOGEL', 'SEREIN', 'ZEISIGWEG', 'CANARY LANE', '5145550123', 'SERINETTE'] as const;
