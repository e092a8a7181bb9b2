import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Fact } from '../flows/facts.ts';
import type { Intent } from '../flows/intents.ts';
import type { Screen, View } from '../flows/view.ts';
import { openForReading } from './ledger/read.ts';
import { temporaryDirectory } from './ledger/sample.fixture.ts';

/**
 * The whole terminal as a process, ended as an operating system ends it: within five seconds, with a screen that says so,
 * whatever it is doing and whatever hangs. Measured from the signal to the end of the process, on whatever machine this is.
 */
const allowed = 5_000;

let directory: ReturnType<typeof temporaryDirectory>;
let running: ChildProcess[];
let pages: Page[];
let servers: { server: Server; sockets: Set<Socket> }[];
beforeEach(() => {
  directory = temporaryDirectory();
  running = [];
  pages = [];
  servers = [];
  const renderer = join(directory.path, 'renderer');
  mkdirSync(renderer);
  for (const page of ['index.html', 'workbench.html']) writeFileSync(join(renderer, page), '<!doctype html><html lang="fr"><head></head><body></body></html>');
});
afterEach(() => {
  for (const page of pages) page.socket.terminate();
  for (const child of running) child.kill('SIGKILL');
  for (const { server, sockets } of servers) {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
  directory.remove();
});

const data = (): string => join(directory.path, 'data');

interface Running {
  readonly child: ChildProcess;
  readonly address: URL;
  readonly told: string[];
}

async function start(config: object = {}, environment: Record<string, string> = {}): Promise<Running> {
  const file = join(directory.path, 'terminal.json');
  writeFileSync(file, JSON.stringify(config));
  const words = [join(import.meta.dirname, 'running.fixture.ts'), join(directory.path, 'renderer'), '--config', file, '--data', data(), '--no-window'];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] as const, env: { ...process.env, NODE_OPTIONS: '', ...environment } });
  running.push(child);
  const told: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => told.push(line));
  for await (const line of createInterface({ input: child.stdout })) {
    const ready = /^ready (.*)$/u.exec(line)?.[1];
    if (ready !== undefined) return { child, address: new URL(ready), told };
  }
  throw new Error(`not ready: ${told.join('\n')}`);
}

/** Whatever shows the screen: it speaks the link, and remembers what it was shown. */
class Page {
  readonly socket: WebSocket;
  readonly screens: Screen[] = [];
  #view: View | null = null;
  #wake = (): void => {};
  readonly closed: Promise<unknown>;

  constructor(address: URL) {
    this.socket = new WebSocket(`ws://${address.host}/link${address.search}`, { origin: address.origin });
    this.socket.on('error', () => {});
    this.socket.on('message', (message: Buffer) => {
      this.#view = JSON.parse(message.toString()) as View;
      if (this.screens.at(-1) !== this.#view.screen) this.screens.push(this.#view.screen);
      this.#wake();
    });
    this.closed = new Promise((resolve) => this.socket.on('close', resolve));
    pages.push(this);
  }

  async sees(holds: (view: View) => boolean): Promise<void> {
    while (this.#view === null || !holds(this.#view)) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  send(intent: Intent): void {
    this.socket.send(JSON.stringify(intent));
  }
}

const on = (screen: Screen) => (view: View) => view.screen === screen;
const offersSending = (view: View): boolean => view.screen === 'attract' && view.services.some(({ id, reason }) => id === 'send' && reason === null);

function turn({ address }: Running, kind: string, knobs: object): Promise<Response> {
  return fetch(`${address.origin}/workbench/devices/${kind}`, { method: 'PUT', body: JSON.stringify(knobs), headers: { 'Content-Type': 'application/json' } });
}

/** Signals, and waits for the end. */
async function end({ child }: Running, signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<{ readonly code: number | null; readonly milliseconds: number }> {
  const asked = performance.now();
  const exited = once(child, 'exit') as Promise<[number | null]>;
  child.kill(signal);
  const [code] = await exited;
  return { code, milliseconds: performance.now() - asked };
}

function facts(): Fact[] {
  const { store, records } = openForReading(data());
  const all = [...records()].map(({ fact }) => JSON.parse(Buffer.from(fact).toString('utf8')) as Fact);
  store.close();
  return all;
}

/** A letter of 18 g as far as the card: it is asked for, and nothing answers. */
async function untilThePayment(terminal: Running, page: Page): Promise<void> {
  await turn(terminal, 'payment-terminal', { delayMs: 60_000 });
  await page.sees(offersSending);
  await turn(terminal, 'scale', { grams: 18, settleMs: 0 });
  await page.sees(on('destination'));
  page.send({ type: 'destination.chosen', destination: 'france' });
  await page.sees(on('offers'));
  page.send({ type: 'offer.confirmed' });
  await page.sees((view) => view.screen === 'basket' && view.payReason === null);
  page.send({ type: 'basket.paid' });
  await page.sees(on('pay'));
}

describe('a terminal that is told to stop', () => {
  it('on its first screen says so there, and ends in order', async () => {
    const terminal = await start();
    const page = new Page(terminal.address);
    await page.sees(on('attract'));
    const { code, milliseconds } = await end(terminal);
    await page.closed;
    expect(page.screens.at(-1)).toBe('stopping');
    expect(code).toBe(0);
    expect(milliseconds).toBeLessThan(allowed);
    expect(facts().at(-1)).toEqual({ type: 'terminal.stopped' });
  });

  it('in the middle of a payment leaves it to the next start: asked for, and no word of how it ended', async () => {
    const terminal = await start();
    const page = new Page(terminal.address);
    await untilThePayment(terminal, page);
    const { code, milliseconds } = await end(terminal);
    await page.closed;
    expect(page.screens.slice(-2)).toEqual(['pay', 'stopping']);
    expect(code).toBe(0);
    expect(milliseconds).toBeLessThan(allowed);
    const types = facts().map(({ type }) => type);
    expect(types).toContain('payment.requested');
    expect(types.filter((type) => type.startsWith('payment.') && type !== 'payment.requested')).toEqual([]);
    expect(facts()).toContainEqual(expect.objectContaining({ type: 'session.ended', how: 'stopped' }));
    expect(types.at(-1)).toBe('terminal.stopped');
  });

  it('under load, with pages that talk without end', async () => {
    const terminal = await start();
    const crowd = Array.from({ length: 8 }, () => new Page(terminal.address));
    await Promise.all(crowd.map((page) => page.sees(on('attract'))));
    const noise = setInterval(() => {
      for (const page of crowd) for (let times = 0; times < 50; times += 1) if (page.socket.readyState === page.socket.OPEN) page.send({ type: 'touched' });
    }, 5);
    const { code, milliseconds } = await end(terminal);
    clearInterval(noise);
    expect(code).toBe(0);
    expect(milliseconds).toBeLessThan(allowed);
  });

  it('with a page that hangs: it reads nothing, and answers nothing', async () => {
    const terminal = await start();
    const [hung, page] = [new Page(terminal.address), new Page(terminal.address)];
    await Promise.all([hung.sees(on('attract')), page.sees(on('attract'))]);
    hung.socket.pause();
    const { code, milliseconds } = await end(terminal);
    await page.closed;
    expect(page.screens.at(-1)).toBe('stopping');
    expect(code).toBe(0);
    expect(milliseconds).toBeLessThan(allowed);
  });

  it('with devices that take everything and answer nothing', async () => {
    const at = await Promise.all(Array.from({ length: 3 }, silentDevice));
    const devices = {
      scale: { driver: 'mt-sics', at: at[0] },
      'label-printer': { driver: 'zpl', at: at[1] },
      'receipt-printer': { driver: 'esc-pos', at: at[2] },
    };
    const terminal = await start({ devices });
    const page = new Page(terminal.address);
    await page.sees(on('starting'));
    const { code, milliseconds } = await end(terminal);
    expect(code).toBe(0);
    expect(milliseconds).toBeLessThan(allowed);
  });

  it('twice in the same breath, as npm hands a signal on, ends in order all the same', async () => {
    const terminal = await start();
    const page = new Page(terminal.address);
    await page.sees(on('attract'));
    terminal.child.kill('SIGINT');
    const { code } = await end(terminal, 'SIGINT');
    expect(code).toBe(0);
    expect(facts().at(-1)).toEqual({ type: 'terminal.stopped' });
  });

  /** Somebody who listens, and never says a word. */
  async function silentDevice(): Promise<string> {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => void sockets.add(socket.on('error', () => {})).size).listen(0, '127.0.0.1');
    await once(server, 'listening');
    servers.push({ server, sockets });
    return `tcp://127.0.0.1:${(server.address() as { port: number }).port}`;
  }
});
