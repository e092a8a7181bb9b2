import { resolve } from 'node:path';
import { err, ok, type Result } from '../flows/result.ts';
import { parseCommandLine, usage, type CommandLine } from './command-line.ts';
import { isVirtual, loadConfig } from './config.ts';
import type { WorkbenchHandler } from './loopback.ts';
import { startTerminal, type Terminal } from './terminal.ts';

/** A started terminal, whichever shell shows it. */
export interface Opened {
  readonly terminal: Terminal;
  readonly commandLine: CommandLine;
  /** The workbench's handler; null when a device is real, or when the configuration does not want it. */
  readonly workbench: () => Promise<WorkbenchHandler | null>;
}

/** From the command line to a started terminal; `helped` when only the usage was asked for. Errors are sentences with the remedy. */
export async function openTerminal(words: readonly string[]): Promise<Result<Opened | 'helped', readonly string[]>> {
  const commandLine = parseCommandLine(words);
  if (!commandLine.ok) return commandLine;
  if (commandLine.value.help) {
    console.log(usage);
    return ok('helped');
  }
  const config = loadConfig(commandLine.value.config);
  if (!config.ok) return err(config.error.map(({ message }) => message));
  const data = resolve(commandLine.value.data);
  // What it does not expect, such as a broken installation, is one sentence too and not a stack trace.
  const terminal = await startTerminal({ config: config.value, dataDirectory: data }).catch((error: unknown) =>
    err([`the terminal cannot start: ${error instanceof Error ? error.message : String(error)}`]),
  );
  if (!terminal.ok) return terminal;
  return ok({
    terminal: terminal.value,
    commandLine: { ...commandLine.value, data },
    async workbench() {
      if (!isVirtual(config.value) || !config.value.workbench) return null;
      const { createWorkbench } = await import('./workbench/workbench.ts');
      return createWorkbench(terminal.value);
    },
  });
}
