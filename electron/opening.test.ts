import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { temporaryDirectory } from './ledger/sample.fixture.ts';
import { openTerminal, type Opened } from './opening.ts';

/** From the command line to a terminal that runs, logs and tells how it is. */

let directory: ReturnType<typeof temporaryDirectory>;
let opened: Opened[];
let told: string[];
beforeEach(() => {
  directory = temporaryDirectory();
  opened = [];
  told = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void told.push(line));
});
afterEach(async () => {
  for (const { terminal, health } of opened) await Promise.all([terminal.stop(), health?.close()]);
  vi.restoreAllMocks();
  process.removeAllListeners('uncaughtExceptionMonitor');
  directory.remove();
});

async function open(config: object, ...words: string[]): Promise<Opened> {
  const file = join(directory.path, 'terminal.json');
  writeFileSync(file, JSON.stringify(config));
  const result = await openTerminal(['--config', file, '--data', join(directory.path, 'data'), ...words]);
  if (!result.ok || result.value === 'helped') throw new Error('not opened');
  opened.push(result.value);
  return result.value;
}

function logged(): { readonly event: string; readonly training?: boolean }[] {
  const folder = join(directory.path, 'data', 'log');
  const lines = readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'));
  return lines.filter(Boolean).map((line) => JSON.parse(line) as { event: string });
}

/** A port that is taken until the end of the test, or was free a moment ago. */
async function port(taken: boolean): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  if (taken) server.unref();
  else {
    server.close();
    await once(server, 'close');
  }
  return port;
}

describe('a terminal from its command line', () => {
  it('keeps its log in the data directory, and answers how it is on the port of its configuration', async () => {
    const { health, terminal } = await open({ health: { port: await port(false) } });
    const answer = await fetch(health?.address ?? '');
    expect(await answer.json()).toMatchObject({ terminal: 'DEMO-01', training: false });
    await terminal.stop();
    expect((await fetch(health?.address ?? '')).status).toBe(503);
    expect(logged().map(({ event }) => event)).toEqual(expect.arrayContaining(['ledger.opened', 'terminal.starting', 'terminal.stopping', 'terminal.stopped']));
    expect(told).toEqual([]);
  });

  it('has no such port unless it is asked for, and runs without one that is taken', async () => {
    const quiet = await open({});
    expect(quiet.health).toBeNull();
    await quiet.terminal.stop();
    const { health, terminal } = await open({ health: { port: await port(true) } });
    expect(health).toBeNull();
    expect(terminal.view().screen).not.toBe('stopping');
    expect(told).toEqual([expect.stringMatching(/health\.port of terminal\.json cannot be opened/u)]);
  });

  it('is in school mode when the command line says so, whatever the configuration', async () => {
    const { terminal } = await open({ training: false }, '--training');
    expect(terminal.view()).toMatchObject({ training: true });
    expect(logged().find(({ event }) => event === 'terminal.starting')).toMatchObject({ training: true });
  });
});
