import { testLabel, testPaper } from '../documents/test-paper.ts';
import type { Outcome, Ports } from '../ports.ts';

/** Test prints: void, and nothing on them that a machine could read. They bear no number and are no part of any sale. */

export function printTestReceipt({ papers, office, clock, version }: Ports): Promise<Outcome> {
  const at = clock.now();
  return papers.print(testPaper({ office, at, version }), `test-${at}`);
}

/** It takes one label from the roll, which is counted down: what the roll still carries is looked at before a sale. */
export async function printTestLabel({ labels, ledger, office, clock }: Ports): Promise<Outcome> {
  const at = clock.now();
  const outcome = await labels.print(testLabel({ office, at }), `test-${at}`);
  const left = ledger.left('labels');
  // Whether one came out is unknown at worst: then one too few is counted, which harms nobody.
  if ((outcome.kind === 'ok' || outcome.kind === 'unknown') && left !== null && left > 0) ledger.record({ type: 'roll.counted', roll: 'labels', left: left - 1, why: 'counted' });
  return outcome;
}
