import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { live, LifeFailed, sessionsOfALife } from './life.ts';
import type { Job, Report } from './lives.ts';
import { soak, soakAims, soakSessions } from './soak.ts';

/**
 * `npm run simulate -- --seed N --sessions K`: lives of a terminal, one seed after the other, on all processors. What fails is
 * named by its seed, and `--seed` of it alone goes there again and tells the way.
 */

const usage = `npm run simulate -- [--seed N] [--sessions K] [--soak]
  --seed N      the first life; each further one takes the next number (default: from the clock)
  --sessions K  so many people in all, ${sessionsOfALife} a life (default ${sessionsOfALife}: one life, and the way to its failure)
  --soak        one long life instead: is the memory flat, does a session take as long as at first`;

/** What is told of the way to a failure. */
const lastEvents = 80;

const { values } = parseArgs({
  options: { seed: { type: 'string' }, sessions: { type: 'string' }, soak: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
const seed = whole(values.seed, Date.now() % 1_000_000_000);
const sessions = whole(values.sessions, values.soak ? soakSessions : sessionsOfALife);

if (values.help || seed === null || sessions === null) {
  console.log(usage);
  process.exitCode = values.help ? 0 : 1;
} else if (values.soak) process.exitCode = (await soaked(seed, sessions)) ? 0 : 1;
else process.exitCode = (sessions <= sessionsOfALife ? await one(seed, sessions) : await many(seed, sessions)) ? 0 : 1;

function whole(text: string | undefined, usual: number): number | null {
  if (text === undefined) return usual;
  return /^\d{1,15}$/.test(text) && Number(text) > 0 ? Number(text) : null;
}

async function soaked(seed: number, sessions: number): Promise<boolean> {
  const { heap, p95, warmUp, records, minutes } = await soak({ seed, sessions, say: console.log });
  const [kept, slower] = [heap[1] / heap[0], p95[1] / p95[0]];
  console.log(`${sessions} people after ${warmUp} uncounted, on one terminal that was never switched off, with faults: ${records} records, ${minutes.toFixed(1)} min, nothing lost`);
  console.log(`heap after collecting: ${heap[0].toFixed(1)} MB in the first fifth, ${heap[1].toFixed(1)} MB in the last (${kept.toFixed(3)}×)`);
  console.log(`p95 of a session: ${p95[0].toFixed(1)} ms of processor in the first fifth, ${p95[1].toFixed(1)} ms in the last (${slower.toFixed(3)}×)`);
  return kept <= soakAims.heap && slower <= soakAims.p95;
}

async function one(seed: number, sessions: number): Promise<boolean> {
  const events: string[] = [];
  const onEvent = ({ number, at, what }: { readonly number: number; readonly at: number; readonly what: string }): void => {
    if (what !== 'timer') events.push(`${String(number).padStart(7)}  ${(at / 1_000).toFixed(3).padStart(10)} s  ${what}`);
    if (events.length > 2 * lastEvents) events.splice(0, lastEvents);
  };
  try {
    const lived = await live({ seed, sessions, onEvent });
    console.log(`seed ${seed}: ${lived.sessions} people, ${lived.records} records, switched on ${lived.starts} times, ${lived.events} events, trace ${lived.hash.slice(0, 16)}: nothing lost`);
    return true;
  } catch (error) {
    if (!(error instanceof LifeFailed)) throw error;
    console.log([...events.slice(-lastEvents), '', error.message, (error.cause as Error).stack ?? ''].join('\n'));
    return false;
  }
}

/** Lives are dealt out to as many processes as there are processors. */
async function many(seed: number, sessions: number): Promise<boolean> {
  const seeds = Array.from({ length: Math.ceil(sessions / sessionsOfALife) }, (_, index) => seed + index);
  const began = performance.now();
  const reports: Report[] = [];
  const workers = Math.min(availableParallelism(), seeds.length);
  await Promise.all(
    Array.from({ length: workers }, (_, worker) => {
      const job: Job = { seeds: seeds.filter((_, index) => index % workers === worker), sessions: sessionsOfALife };
      return new Promise<void>((resolve, reject) => {
        const process = fork(join(import.meta.dirname, 'lives.ts'), [JSON.stringify(job)]);
        process.on('message', (message) => {
          const report = message as Report;
          reports.push(report);
          if (report.failure !== null) console.log(`${report.failure}\n  again: npm run simulate -- --seed ${report.seed}`);
        });
        process.on('error', reject);
        process.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${String(code)}`))));
      });
    }),
  );
  const total = (of: 'sessions' | 'records' | 'starts' | 'events'): number => reports.reduce((sum, report) => sum + (report.lived?.[of] ?? 0), 0);
  const failed = reports.filter(({ failure }) => failure !== null).length;
  const minutes = (performance.now() - began) / 60_000;
  console.log(`${seeds.length} lives from seed ${seed}: ${total('sessions')} people, ${total('records')} records, switched on ${total('starts')} times, ${total('events')} events`);
  console.log(`${Math.round(total('sessions') / minutes)} people a minute on ${workers} processors; ${failed === 0 ? 'nothing lost' : `${failed} lives failed`}`);
  return failed === 0;
}
