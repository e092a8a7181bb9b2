import fc from 'fast-check';
import { expect } from 'vitest';
import type { PaymentTerminal } from './payment-terminal.ts';
import type { QuietLine } from './quiet-line.ts';
import type { VirtualPaymentTerminal } from './virtual-terminal.ts';

/** Each trouble is rare, so that some payments get through and most have one or two. */
export const rarely = <T>(usual: T, ...others: T[]) => fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

/** What every twin can do to an answer, whatever it speaks. */
export const anyTrouble = {
  answer: rarely('approve', 'decline', 'cancel', 'timeout'),
  delayMs: fc.constantFrom(0, 1_500, 120_000, 170_000, 200_000),
  silent: rarely(false, true), busy: rarely(false, true), dropBeforeAnswer: rarely(false, true), resetAfterApproval: rarely(false, true),
  contradictory: rarely(false, true), foreignAnswer: rarely(false, true),
  masked: fc.boolean(),
  splitAnswer: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 8 }),
  splitGapMs: fc.constantFrom(0, 300),
  cutAnswerAt: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat(190) }),
  lateAnswer: rarely('never', 'on-connect', 'before-next'),
};

interface Bench {
  readonly line: QuietLine;
  readonly terminal: PaymentTerminal;
  readonly twin: VirtualPaymentTerminal;
}

/** Pays again and again in all kinds of trouble, and compares what the driver says with what the twin did. How many were paid. */
export async function doneThrough(trouble: fc.Arbitrary<object>, calm: object, bench: () => Promise<Bench>): Promise<number> {
  const steps = fc.array(fc.record({ knobs: trouble, amount: fc.constantFrom(100, 1234), resolve: fc.boolean() }), { minLength: 1, maxLength: 4 });
  let doneCount = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const { line, terminal, twin } = await bench();
      const debited = (reference: string, amount: number): number =>
        twin.state().transactions.filter((found) => found.reference === reference && found.amount === amount && found.fate === 'approved').length;
      for (const [index, { knobs, amount, resolve }] of all.entries()) {
        const transaction = { amount, reference: `S-${index}` };
        await line.until(() => terminal.health().state === 'online');
        twin.turn({ ...calm, ...knobs });
        const outcome = await line.run(terminal.pay(transaction));
        twin.turn({ silent: false });
        const found = outcome.kind === 'unknown' && resolve ? await line.run(terminal.resolve(transaction)) : outcome;
        if (found.kind === 'ok') doneCount += 1;
        const truth = debited(transaction.reference, amount);
        expect({ found: found.kind, truth }).toEqual({ found: found.kind, truth: { ok: 1, refused: 0, 'not-done': 0, unknown: truth }[found.kind] });
      }
      await line.run(terminal.stop());
    }),
    { numRuns: 150 },
  );
  return doneCount;
}
