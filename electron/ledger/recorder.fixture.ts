import { writeSync } from 'node:fs';
import { openSample } from './sample.fixture.ts';

/**
 * A process made to be killed (kill.test.ts): records without end, and says each record on its standard output as soon
 * as the ledger has returned it. `writeSync` on a pipe is with the reader before the next record begins.
 */
const [, , directory] = process.argv;
if (directory === undefined) throw new Error('usage: recorder.fixture.ts DIRECTORY');

const STDOUT = 1;
const ledger = openSample(directory);
for (;;) {
  const issued = ledger.issue(['sale', 'label', 'colissimo'], ({ sale, label, colissimo }) => ({
    type: 'label.unknown',
    sale: `V${sale}`,
    label: `E${label}`,
    reason: String(colissimo),
  }));
  if (!issued.ok) throw new Error(issued.error);
  writeSync(STDOUT, `${JSON.stringify(issued.value)}\n`);
}
