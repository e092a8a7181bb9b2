import { soak, soakAims, soakSessions } from '../simulation/soak.ts';
import { alone, compared, count, type Bench } from './figure.ts';

/** The same people in every run. */
const seed = 10_000;

export const soakBench: Bench = {
  name: 'soak',
  method: `${count(soakSessions)} people on one simulated terminal that is never switched off, while devices and disk fail and are mended, after a tenth as many uncounted: the real program, drivers and protocols on one simulated time; first against last fifth`,
  async run() {
    const { heap, p95, records, minutes } = await soak({ seed, sessions: soakSessions, say: (line) => console.log(`  ${line}`) });
    return [
      { what: 'heap after collecting, last fifth of 10,000', moulin: `${heap[1].toFixed(1)} MB`, against: `of the first: ${heap[0].toFixed(1)} MB`, ratio: heap[1] / heap[0], aim: soakAims.heap },
      compared('a session with its simulated world, p95 of the last fifth, processor time', p95[1], 'of the first', p95[0], soakAims.p95),
      alone('a soak, audited to the end', `${minutes.toFixed(1)} min, ${count(records)} records`),
    ];
  },
};
