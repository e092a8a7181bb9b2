import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * A whole terminal as its own process, as `npm start -- --no-window` runs it, with virtual devices and their workbench:
 * what the journeys, the demo and the benches talk to. Nothing of it is faked above the wire.
 */

export interface PaperOfPrinter {
  readonly number: number;
  readonly lines: readonly string[];
  readonly codes: readonly string[];
  readonly picture: string;
}

export interface KioskOptions {
  /** Kept when given; else one of its own, which goes with an orderly stop. */
  readonly dataDirectory?: string;
  /** Path of a `terminal.json`. */
  readonly config?: string;
  /** What would stand in `terminal.json`: written beside the data. */
  readonly configuration?: object;
  /** False when a device is not virtual: then the terminal has no workbench, and none is waited for. */
  readonly workbench?: boolean;
}

export class Kiosk {
  readonly address: string;
  readonly dataDirectory: string;
  readonly #process: ChildProcess;
  readonly #workbench: string;
  readonly #keepsData: boolean;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;

  private constructor(process: ChildProcess, address: string, workbench: string, dataDirectory: string, keepsData: boolean, ended: Promise<number | null>) {
    this.#process = process;
    this.address = address;
    this.#workbench = workbench;
    this.dataDirectory = dataDirectory;
    this.#keepsData = keepsData;
    this.ended = ended;
  }

  /** Starts a terminal and waits until its first screen can be shown. Rejects with what the process said when it ends before. */
  static async start(options: KioskOptions = {}): Promise<Kiosk> {
    const data = options.dataDirectory ?? mkdtempSync(join(tmpdir(), 'moulin-'));
    const config = options.config ?? configFile(data, options.configuration);
    const child = spawn(process.execPath, ['out/main/serve.js', '--data', data, ...(config === null ? [] : ['--config', config])], { stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    const said: string[] = [];
    // What a terminal complains of belongs into the output of whoever runs it.
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.push(line);
      console.error(`terminal: ${line}`);
    });
    const addresses = await new Promise<{ ready: string; workbench: string }>((resolve, reject) => {
      let ready: string | null = null;
      createInterface({ input: child.stdout }).on('line', (line) => {
        said.push(line);
        if (line.startsWith('ready ')) ready = line.slice('ready '.length);
        if (ready !== null && options.workbench === false) resolve({ ready, workbench: '' });
        if (line.startsWith('workbench ') && ready !== null) resolve({ ready, workbench: line.slice('workbench '.length) });
      });
      void ended.then((code) => reject(new Error(`the terminal ended with ${code} before it was ready:\n${said.join('\n')}`)));
    });
    return new Kiosk(child, addresses.ready, addresses.workbench, data, options.dataDirectory !== undefined, ended);
  }

  /** Turns knobs of a twin. */
  async turn(kind: string, knobs: object): Promise<void> {
    const response = await fetch(`${this.#workbench}devices/${kind}`, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(knobs) });
    if (!response.ok) throw new Error(`the workbench refused ${JSON.stringify(knobs)} for ${kind}: ${await response.text()}`);
  }

  /** Holds a code before the scanner: a label's bar code, or a QR code on a phone or a paper. */
  async scan(text: string, symbology: 'code128' | 'qr' | 'data-matrix' = 'code128'): Promise<void> {
    await this.turn('code-scanner', { scan: { symbology, text } });
  }

  async device(kind: string): Promise<{ knobs: Record<string, unknown>; state: Record<string, unknown> | null; papers: number | null }> {
    return (await (await fetch(`${this.#workbench}devices/${kind}`)).json()) as never;
  }

  /** A card held out before it is asked for is not seen: resolves when the card terminal awaits one. */
  async awaitsCard(withinMs = 20_000): Promise<void> {
    const deadline = Date.now() + withinMs;
    while ((await this.device('payment-terminal')).state?.['phase'] !== 'card-expected') {
      if (Date.now() > deadline) throw new Error('the card terminal awaits no card');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async papers(kind: 'receipt-printer' | 'label-printer'): Promise<PaperOfPrinter[]> {
    return (await (await fetch(`${this.#workbench}devices/${kind}/papers`)).json()) as PaperOfPrinter[];
  }

  async paperPicture(kind: 'receipt-printer' | 'label-printer', number: number): Promise<Uint8Array> {
    const response = await fetch(`${this.#workbench}devices/${kind}/papers/${number}.png`);
    if (!response.ok) throw new Error(await response.text());
    return new Uint8Array(await response.arrayBuffer());
  }

  get workbenchAddress(): string {
    return this.#workbench;
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** As a power failure: nothing is told to anybody. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.ended;
  }

  /** An orderly stop; the data directory goes with it unless it was given. */
  async stop(): Promise<number | null> {
    this.#process.kill('SIGTERM');
    const code = await this.ended;
    if (!this.#keepsData) rmSync(this.dataDirectory, { recursive: true, force: true });
    return code;
  }
}

/** Beside the data, so that it goes with it; null when nothing is configured. */
function configFile(data: string, configuration: object | undefined): string | null {
  if (configuration === undefined) return null;
  const file = join(data, 'terminal.json');
  writeFileSync(file, JSON.stringify(configuration));
  return file;
}
