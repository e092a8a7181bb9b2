import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { deviceCommand } from './cli.ts';
import { driversOf } from './drivers.ts';
import { virtualCommand } from './virtual-cli.ts';

/** A command line at work: what it has said, and what it will. */
abstract class Run {
  readonly lines: string[] = [];
  readonly errors: string[] = [];
  abstract readonly ended: Promise<number | null>;
  readonly #changes = new Set<() => void>();

  abstract say(line: string): void;
  abstract stop(): Promise<number | null>;

  /** Resolves with the first line that fits, among those said and to come. */
  line(fits: RegExp, among: readonly string[] = this.lines): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = among.find((line) => fits.test(line));
        if (found === undefined) return;
        this.#changes.delete(look);
        resolve(found);
      };
      this.#changes.add(look);
      void this.ended.then((code) => reject(new Error(`ended with ${String(code)} without ${String(fits)}: ${[...this.lines, ...this.errors].join(' / ')}`)));
      look();
    });
  }

  error(fits: RegExp): Promise<string> {
    return this.line(fits, this.errors);
  }

  protected take(lines: string[], line: string): void {
    lines.push(line);
    for (const change of this.#changes) change();
  }
}

/** As a person runs it: a process of its own, stopped by Ctrl-C. */
class Process extends Run {
  readonly #child: ChildProcess;
  readonly ended: Promise<number | null>;

  constructor(file: string, args: readonly string[]) {
    super();
    this.#child = spawn(process.execPath, [join(import.meta.dirname, file), ...args], { stdio: 'pipe' });
    const finished = [this.#collect(this.#child.stdout, this.lines), this.#collect(this.#child.stderr, this.errors)];
    const code = new Promise<number | null>((resolve) => void this.#child.once('exit', resolve));
    this.ended = Promise.all([code, ...finished]).then(([status]) => status);
    processes.add(this.#child);
    void this.ended.then(() => processes.delete(this.#child));
  }

  say(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  stop(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    this.#child.kill(signal);
    return this.ended;
  }

  #collect(stream: NodeJS.ReadableStream | null, lines: string[]): Promise<void> {
    if (!stream) throw new Error('no stream');
    const reader = createInterface({ input: stream });
    reader.on('line', (line) => this.take(lines, line));
    return new Promise((resolve) => void reader.once('close', resolve));
  }
}

/** The same, within this process: quicker. */
class Inside extends Run {
  readonly ended: Promise<number | null>;
  readonly #input = new PassThrough();
  readonly #enough = new AbortController();

  constructor(file: string, args: readonly string[]) {
    super();
    const console = { out: (line: string) => this.take(this.lines, line), error: (line: string) => this.take(this.errors, line), enough: this.#enough.signal };
    this.ended = file === 'cli.ts' ? deviceCommand(args, console) : virtualCommand(args, this.#input, console);
    insiders.add(this);
  }

  say(line: string): void {
    this.#input.write(`${line}\n`);
  }

  stop(): Promise<number | null> {
    this.#enough.abort();
    return this.ended;
  }
}

const processes = new Set<ChildProcess>();
const insiders = new Set<Inside>();

afterEach(async () => {
  for (const child of processes) child.kill('SIGKILL');
  await Promise.all(Array.from(insiders, (run) => run.stop()));
  insiders.clear();
});

async function twin(kind: string, ...args: string[]): Promise<{ run: Run; at: string }> {
  const run = new Inside('virtual-cli.ts', [kind, '--listen', 'tcp://127.0.0.1:0', ...args]);
  const line = await run.line(/ at tcp:/);
  return { run, at: line.split(' at ')[1] ?? '' };
}

const device = (...args: string[]) => new Inside('cli.ts', args);

describe('as processes of their own', { timeout: 30_000 }, () => {
  test('a scale is served, weighed and watched, and both end well on Ctrl-C or when told to', async () => {
    const server = new Process('virtual-cli.ts', ['scale', '--protocol', 'mt-sics', '--listen', 'tcp://127.0.0.1:0']);
    const at = (await server.line(/^scale \(mt-sics\) at tcp:/)).split(' at ')[1] ?? '';
    server.say('{"grams": 1240}');
    await server.line(/"grams":1240/);
    const read = new Process('cli.ts', ['scale', 'read', '--driver', 'mt-sics', '--at', at]);
    expect(await read.ended).toBe(0);
    expect(read.lines).toEqual(['1240 g']);
    const watch = new Process('cli.ts', ['scale', 'watch', '--at', at, '--json']);
    await watch.line(/^{"kind":"stable","grams":1240}$/);
    expect(await watch.stop('SIGINT')).toBe(0);
    expect(await server.stop('SIGTERM')).toBe(0);
  });

  test('called wrongly, both end with 2', async () => {
    const runs = [new Process('cli.ts', ['toaster', 'status']), new Process('virtual-cli.ts', ['scale'])];
    expect(await Promise.all(runs.map((run) => run.ended))).toEqual([2, 2]);
    expect(runs.map((run) => run.errors[0])).toEqual([expect.stringContaining('no driver for "toaster"'), expect.stringContaining('say where to listen')]);
  });
});

describe('the virtual device and the technician’s tool against each other', { timeout: 30_000 }, () => {
  test('a scale: read, watch, zero', async () => {
    const { run, at } = await twin('scale', '--protocol', 'mt-sics', '--knobs', '{"settleMs": 50}');
    run.say('{"grams": 1240}');
    await run.line(/"grams":1240/);
    const read = device('scale', 'read', '--driver', 'mt-sics', '--at', at);
    expect(await read.ended).toBe(0);
    expect(read.lines).toEqual(['1240 g']);

    const watch = device('scale', 'watch', '--at', at);
    await watch.line(/^1240 g stable$/);
    const zero = device('scale', 'zero', '--at', at, '--json');
    expect(await zero.ended).toBe(1);
    expect(JSON.parse(zero.lines[0] ?? '')).toMatchObject({ kind: 'not-done', reason: 'out-of-range' });
    run.say('{"overload": true}');
    await watch.line(/^overload$/);
    expect(await watch.stop()).toBe(0);

    run.say('{"overload": false, "grams": 0}');
    await run.line(/"grams":0,.*"overload":false/);
    const well = device('scale', 'zero', '--at', at);
    expect(await well.ended).toBe(0);
    expect(await run.stop()).toBe(0);
  });

  test.each(driversOf('scale'))('a scale is read and set to zero by each of its drivers: %s', async (driver) => {
    const read = device('scale', 'read', '--driver', driver, '--at', 'virtual', '--knobs', '{"grams": 84, "settleMs": 0}');
    expect(await read.ended).toBe(0);
    expect(read.lines).toEqual(['84 g']);
    const zero = device('scale', 'zero', '--driver', driver, '--at', 'virtual');
    await zero.ended;
    expect(zero.lines[0]).toMatch(driver === 'hid-pos' ? 'unsupported' : 'zero is set');
  });

  test('a weight that may not be priced ends with 1 and says which', async () => {
    const light = device('scale', 'read', '--at', 'virtual', '--knobs', '{"grams": 3, "settleMs": 0}');
    expect(await light.ended).toBe(1);
    expect(light.lines).toEqual(['below-minimum 3 g']);
    const json = device('scale', 'read', '--at', 'virtual', '--knobs', '{"overload": true}', '--json');
    expect(await json.ended).toBe(1);
    expect(json.lines).toEqual(['{"kind":"overload"}']);
  });

  test('a code scanner: each code a line, also twice the same', async () => {
    const { run, at } = await twin('code-scanner');
    const watch = device('code-scanner', 'watch', '--at', at);
    const status = device('code-scanner', 'status', '--at', at);
    expect(await status.ended).toBe(0);
    expect(status.lines[0]).toBe('code-scanner (aim-lines): online');
    const scan = '{"scan": {"text": "RR123456785FR"}}';
    // The scanner speaks to whoever is connected: until the watch is, codes go unheard.
    const heard = watch.line(/^code128 RR123456785FR$/);
    const again = setInterval(() => run.say(scan), 50);
    await heard;
    clearInterval(again);
    run.say('{"aim": false, "scan": {"text": "1"}}');
    await watch.line(/^rejected: a code without AIM identifier/);
    expect(await watch.stop()).toBe(0);
  });

  test('the printers: status and a test page, which the virtual printer shows as text and as a picture', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'moulin-papers-'));
    try {
      const receipts = await twin('receipt-printer', '--settings', '{"columns": 42}', '--papers', directory);
      const status = device('receipt-printer', 'status', '--at', receipts.at, '--json');
      expect(await status.ended).toBe(0);
      expect(JSON.parse(status.lines[0] ?? '')).toMatchObject({ health: { state: 'online' } });
      const printed = device('receipt-printer', 'test', '--at', receipts.at, '--settings', '{"columns": 42}');
      expect(await printed.ended).toBe(0);
      expect(await receipts.run.line(/"paper":1/)).toMatch(/MOULIN-TEST-1/);
      expect(readdirSync(directory)).toEqual(['1.png']);
      expect(readFileSync(join(directory, '1.png')).subarray(1, 4).toString()).toBe('PNG');

      const labels = await twin('label-printer');
      const label = device('label-printer', 'test', '--at', labels.at);
      expect(await label.ended).toBe(0);
      expect(await labels.run.line(/"paper":1/)).toMatch(/MOULIN-TEST-1/);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test('a payment: asked, answered, resolved, cancelled; the reference is said before', async () => {
    const { at } = await twin('payment-terminal', '--knobs', '{"delayMs": 20}');
    const pay = device('payment-terminal', 'pay', '--amount', '1234', '--reference', 'T1', '--at', at);
    expect(await pay.ended).toBe(0);
    expect(pay.lines).toEqual(['1234 cents, reference T1', expect.stringMatching(/^approved/)]);
    const resolve = device('payment-terminal', 'resolve', '--amount', '1234', '--reference', 'T1', '--at', at, '--json');
    expect(await resolve.ended).toBe(0);
    expect(JSON.parse(resolve.lines[0] ?? '')).toMatchObject({ reference: 'T1', kind: 'ok' });
    const cancel = device('payment-terminal', 'cancel', '--amount', '1234', '--original', 'T1', '--at', at);
    expect(await cancel.ended).toBe(0);
    expect(cancel.lines).toEqual(['cancelled']);
  });

  test('a device that is not there: 1, with its address and what to check', async () => {
    const gone = device('scale', 'read', '--at', 'tcp://127.0.0.1:1');
    expect(await gone.ended).toBe(1);
    expect(gone.errors[0]).toMatch(/^scale at tcp:\/\/127\.0\.0\.1:1 is not there: .*ECONNREFUSED.*check that the device is on/);
  });
});

describe('called wrongly, both say what is wrong and how to call them', { timeout: 30_000 }, () => {
  test.each<[string, string[], string]>([
    ['cli.ts', [], 'say which device and what to do'],
    ['cli.ts', ['toaster', 'status', '--at', 'virtual'], 'there is no driver for "toaster": devices are scale, receipt-printer'],
    ['cli.ts', ['scale', 'fly', '--at', 'virtual'], 'scale has no command "fly": it has status, read, watch, zero'],
    ['cli.ts', ['scale', 'read'], 'say where the device is: --at'],
    ['cli.ts', ['scale', 'read', '--at', 'usb://1'], 'unknown scheme "usb:"'],
    ['cli.ts', ['scale', 'read', 'now', '--at', 'virtual'], '"now" is one word too many'],
    ['cli.ts', ['scale', 'read', '--driver', 'toledo', '--at', 'virtual'], 'there is no driver "toledo" for scale: it is one of mt-sics'],
    ['cli.ts', ['scale', 'read', '--loud', '--at', 'virtual'], "Unknown option '--loud'"],
    ['cli.ts', ['scale', 'read', '--at', 'virtual', '--knobs', '{grams}'], '--knobs is not JSON'],
    ['cli.ts', ['scale', 'read', '--at', 'tcp://127.0.0.1:1', '--knobs', '{}'], '--knobs goes with --at virtual only'],
    ['cli.ts', ['payment-terminal', 'pay', '--at', 'virtual'], '--amount is missing: write --amount 1234'],
    ['cli.ts', ['payment-terminal', 'pay', '--amount', '12,34', '--at', 'virtual'], '--amount 12,34 is not a number of cents'],
    ['cli.ts', ['payment-terminal', 'resolve', '--amount', '1', '--at', 'virtual'], '--reference is missing'],
    ['cli.ts', ['payment-terminal', 'refund', '--amount', '1', '--at', 'virtual'], '--original is missing'],
    ['virtual-cli.ts', [], 'say which device'],
    ['virtual-cli.ts', ['scale'], 'say where to listen: --listen'],
    ['virtual-cli.ts', ['scale', 'x', '--listen', 'tcp://127.0.0.1:0'], '"x" is one word too many'],
    ['virtual-cli.ts', ['toaster', '--listen', 'tcp://127.0.0.1:0'], 'there is no driver for "toaster"'],
    ['virtual-cli.ts', ['scale', '--protocol', 'nci', '--listen', 'tcp://127.0.0.1:0'], 'speaks "nci": it is one of mt-sics'],
    ['virtual-cli.ts', ['scale', '--listen', 'here'], '"here" is not an address'],
    ['virtual-cli.ts', ['scale', '--papers', 'x', '--listen', 'tcp://127.0.0.1:0'], '--papers goes with a printer'],
  ])('%s %j', async (file, args, message) => {
    const run = new Inside(file, args);
    expect(await run.ended).toBe(2);
    expect(run.errors[0]).toContain(message);
    expect(run.errors.join('\n')).toContain('npm run ');
  });

  test('asked for help, both give it and end well', async () => {
    for (const file of ['cli.ts', 'virtual-cli.ts']) {
      const run = new Inside(file, ['--help']);
      expect(await run.ended).toBe(0);
      expect(run.lines[0]).toMatch(/^npm run (?:device|virtual) -- KIND/);
    }
  });

  test('an address that is taken, a wrong knob at the start, and wrong knobs later are named; the twin goes on', async () => {
    const { run, at } = await twin('scale');
    const second = new Inside('virtual-cli.ts', ['scale', '--listen', at]);
    expect(await second.ended).toBe(1);
    expect(second.errors[0]).toContain('cannot be listened on');
    const wrong = new Inside('virtual-cli.ts', ['scale', '--listen', 'tcp://127.0.0.1:0', '--knobs', '{"grammes": 1}']);
    expect(await wrong.ended).toBe(1);
    expect(wrong.errors[0]).toContain('scale has no knob "grammes"');
    run.say('hello');
    await run.error(/^not JSON: write a line such as/);
    run.say('{"grammes": 1}');
    await run.error(/has no knob "grammes"/);
    run.say('');
    run.say('{"grams": 5}');
    await run.line(/"grams":5/);
  });
});
