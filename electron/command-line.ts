import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../flows/result.ts';

/** What `npm start` and the served terminal are told. */
export interface CommandLine {
  /** `terminal.json`; null for a demonstration with virtual devices. */
  readonly config: string | null;
  /** Where the ledger and its key are kept. */
  readonly data: string;
  /** 0: any free port of the loopback address. */
  readonly port: number;
  /** False: serve and print the address, open nothing. */
  readonly window: boolean;
  /** School mode or not, whatever the configuration says; null: as it says. */
  readonly training: boolean | null;
  readonly help: boolean;
}

export const DEFAULT_DATA = 'data';
const HIGHEST_PORT = 65_535;

export const usage = `usage: npm start -- [options]
  --config FILE   terminal.json of this terminal; without it every device is virtual
  --data DIR      where the ledger and its key are kept (default: ${DEFAULT_DATA})
  --port N        port on the loopback address, 0 to ${HIGHEST_PORT} (default: any free one)
  --no-window     open no window: serve, and print the address
  --training      school mode: everything can be tried, nothing is sold
  --no-training   not school mode, whatever terminal.json says
  --help          this text`;

/** @param words the arguments without the program's own name. Errors are sentences with the remedy. */
export function parseCommandLine(words: readonly string[]): Result<CommandLine, readonly string[]> {
  const { tokens } = parseArgs({ args: [...words], options, strict: false, tokens: true });
  const problems: string[] = [];
  const given = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      problems.push(`"${token.value}" is not an option: Moulin takes only ${optionNames}.`);
      continue;
    }
    const known = Object.hasOwn(options, token.name) ? options[token.name as keyof typeof options] : undefined;
    if (!known || !token.rawName.startsWith('--')) problems.push(`${token.rawName} is not an option: choose from ${optionNames}.`);
    else if (given.has(token.name)) problems.push(`--${token.name} is given twice: give it once.`);
    else if (known.type === 'boolean' && token.value !== undefined) problems.push(`--${token.name} takes no value: leave "${token.value}" out.`);
    else if (known.type === 'string' && !isValue(token.value)) problems.push(`--${token.name} needs a value: write --${token.name} ${known.takes}.`);
    if (!given.has(token.name)) given.set(token.name, token.value ?? '');
  }
  const port = given.get('port') ?? '0';
  const portSound = /^\d{1,5}$/.test(port) && Number(port) <= HIGHEST_PORT;
  if (!portSound && isValue(port)) problems.push(`--port ${port} is not a port: give a whole number from 0 to ${HIGHEST_PORT}.`);
  if (given.has('training') && given.has('no-training')) problems.push('--training and --no-training contradict each other: give one of them.');
  if (problems.length > 0) return err(problems);
  return ok({
    config: given.get('config') ?? null,
    data: given.get('data') ?? DEFAULT_DATA,
    port: Number(port),
    window: !given.has('no-window'),
    training: given.has('training') ? true : given.has('no-training') ? false : null,
    help: given.has('help'),
  });
}

const options = {
  config: { type: 'string', takes: 'FILE' },
  data: { type: 'string', takes: 'DIR' },
  port: { type: 'string', takes: 'N' },
  'no-window': { type: 'boolean', takes: '' },
  training: { type: 'boolean', takes: '' },
  'no-training': { type: 'boolean', takes: '' },
  help: { type: 'boolean', takes: '' },
} as const;

const optionNames = Object.keys(options)
  .map((name) => `--${name}`)
  .join(', ');

/** The same command line, in school mode or out of it: how a worker has the program started anew. */
export function inMode(words: readonly string[], training: boolean): readonly string[] {
  return [...words.filter((word) => word !== '--training' && word !== '--no-training'), training ? '--training' : '--no-training'];
}

/** `--data --port 3` forgot the directory. */
function isValue(value: string | undefined): value is string {
  return value !== undefined && value !== '' && !value.startsWith('--');
}
