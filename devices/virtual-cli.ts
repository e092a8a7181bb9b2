import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { jsonOf, type Console } from './cli.ts';
import { UsageError } from './cli/commands.ts';
import { systemClock } from './clock.ts';
import { createTwin, drivenKind, driversOf } from './drivers.ts';
import type { PrinterTwin, Twin } from './twin.ts';
import { parseListen, serveAt } from './wire/address.ts';

/**
 * Any virtual device alone on an address, for other programs to talk to:
 * `npm run virtual -- scale --protocol mt-sics --listen tcp://127.0.0.1:4001`. Its knobs are turned by lines of JSON on the
 * standard input, such as `{"grams": 1240}`; each is answered with one line: all knobs as they stand now.
 */

const usage = `npm run virtual -- KIND [--protocol NAME] --listen ADDRESS [--knobs JSON] [--settings JSON] [--papers DIRECTORY]

  KIND       scale, receipt-printer, label-printer, payment-terminal, badge-reader or code-scanner
  ADDRESS    tcp://127.0.0.1:4001 (port 0 takes a free one), one end of a serial line: serial:///dev/pts/3,
             or, where programs of this machine look for pcscd: unix:///tmp/pcscd.comm
  --papers   saves what a printer prints there, as 1.png, 2.png ...
  then, on the standard input, knobs a line: {"grams": 1240}`;

/** Serves until the signal; resolves with the exit code. */
export async function virtualCommand(argv: readonly string[], input: Readable, console: Console): Promise<number> {
  try {
    const options = read(argv);
    if (options === 'help') {
      console.out(usage);
      return 0;
    }
    const { kind, protocol, listen, values } = options;
    const twin = createTwin(kind, { clock: systemClock, settings: jsonOf('settings', values.settings), knobs: jsonOf('knobs', values.knobs) ?? {} }, protocol);
    if (isPrinter(twin)) tellPapers(twin, values.papers, console);
    else if (values.papers !== undefined) throw new UsageError(`--papers goes with a printer: a ${kind} prints nothing`);
    const server = await serveAt(listen, (port) => twin.attach(port));
    console.out(`${kind} (${protocol}) at ${server.url}`);
    const lines = createInterface({ input });
    lines.on('line', (line) => turn(twin, line, console));
    await seenEnough(console.enough);
    lines.close();
    twin.close();
    await server.close();
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    if (error instanceof UsageError) console.error(usage);
    return error instanceof UsageError ? 2 : 1;
  }
}

function read(argv: readonly string[]) {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        protocol: { type: 'string' },
        listen: { type: 'string' },
        knobs: { type: 'string' },
        settings: { type: 'string' },
        papers: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const { values, positionals } = parsed;
    if (values.help) return 'help' as const;
    const [name, ...rest] = positionals;
    if (name === undefined) throw new UsageError('say which device');
    if (rest.length > 0) throw new UsageError(`"${rest.join(' ')}" is one word too many`);
    const kind = drivenKind(name);
    const protocol = values.protocol ?? driversOf(kind)[0] ?? '';
    if (!driversOf(kind).includes(protocol)) throw new UsageError(`there is no virtual ${kind} that speaks "${protocol}": it is one of ${driversOf(kind).join(', ')}`);
    const listen = values.listen ?? '';
    if (listen === '') throw new UsageError('say where to listen: --listen tcp://127.0.0.1:4001');
    parseListen(listen);
    return { kind, protocol, listen, values };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function turn(twin: Twin, line: string, console: Console): void {
  if (line.trim() === '') return;
  let patch: unknown;
  try {
    patch = JSON.parse(line);
  } catch {
    console.error(`not JSON: write a line such as {"silent": true}`);
    return;
  }
  try {
    console.out(JSON.stringify(twin.turn(patch)));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
  }
}

function isPrinter(twin: Twin): twin is PrinterTwin {
  return 'papers' in twin;
}

/** Every paper as it comes out: its text on the console, its picture in the directory. */
function tellPapers(twin: PrinterTwin, directory: string | undefined, console: Console): void {
  if (directory !== undefined) mkdirSync(directory, { recursive: true });
  let told = 0;
  twin.onChange(() => {
    for (const { number, lines, codes, png } of twin.papers()) {
      if (number <= told) continue;
      told = number;
      console.out(JSON.stringify({ paper: number, lines, codes }));
      if (directory !== undefined) writeFileSync(join(directory, `${number}.png`), png);
    }
  });
}

function seenEnough(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const enough = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => enough.abort());
  process.stdout.on('error', () => enough.abort());
  process.exitCode = await virtualCommand(process.argv.slice(2), process.stdin, {
    out: (line) => void process.stdout.write(`${line}\n`),
    error: (line) => void process.stderr.write(`${line}\n`),
    enough: enough.signal,
  });
  // The standard input of a terminal stays open; nothing is waited for any more.
  process.stdin.destroy();
}
