import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './place.ts';

/** A process that says `ready ADDRESS`: the terminal, or the least that could say so. */
export interface ReadyProcess {
  readonly address: string;
  /** From the spawn to the word, ms. */
  readonly readyAfter: number;
  /** What it printed before. */
  readonly said: readonly string[];
  stop(): Promise<void>;
}

export async function startProcess(words: readonly string[], directory: string): Promise<ReadyProcess> {
  const begun = performance.now();
  // As package.json starts it: what was compiled once is kept, for both sides of every comparison.
  const child = spawn(process.execPath, words, { cwd: directory, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_COMPILE_CACHE: join(root, 'out', 'compiled') } });
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const said: string[] = [];
  const found = await new Promise<{ address: string; readyAfter: number }>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('ready ')) resolve({ address: line.slice('ready '.length), readyAfter: performance.now() - begun });
      said.push(line);
    });
    void ended.then(() => reject(new Error(`${words.join(' ')} ended before it was ready`)));
  });
  return {
    ...found,
    said,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
