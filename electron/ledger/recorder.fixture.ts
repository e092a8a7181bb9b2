import { writeSync } from 'node:fs';
import { openSample } from './sample.fixture.ts';

/**
 * A process made to be killed (kill.test.ts): records without end, in service and in training by turns, and says each record on its standard output as soon
 * as the ledger has returned it. `writeSync` on a pipe is with the reader before the next record begins.
 */
const [, , directory] = process.argv;
if (directory === undefined) throw new Error('usage: recorder.fixture.ts DIRECTORY');

const STDOUT = 1;
const ledger = openSample(directory);
for (;;) {
  for (const [side, name] of [[ledger, 'V'], [ledger.training, 'X']] as const) {
    const issued = side.issue(['sale', 'label', 'colissimo'], ({ sale, label, colissimo }) => ({
      type: 'label.unknown',
      sale: `${name}${sale}`,
      label: `E${label}`,
      reason: String(colissimo),
    }));
    if (!issued.ok) throw new Error(issued.error);
    writeSync(STDOUT, `${JSON.stringify(issued.value)}\n`);
  }
}
