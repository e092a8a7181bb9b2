import { join, resolve } from 'node:path';
import { systemClock } from '../devices/clock.ts';
import { err, ok, type Result } from '../flows/result.ts';
import { parseCommandLine, usage, type CommandLine } from './command-line.ts';
import { isVirtual, loadConfig, type Config } from './config.ts';
import { openHealthDoor, type HealthDoor } from './health-door.ts';
import type { Log } from './log/entries.ts';
import { createLog } from './log/log.ts';
import type { WorkbenchHandler } from './loopback.ts';
import { startTerminal, type Terminal } from './terminal.ts';

/** A started terminal, whichever shell shows it. */
export interface Opened {
  readonly terminal: Terminal;
  readonly commandLine: CommandLine;
  /** The workbench's handler; null when a device is real, or when the configuration does not want it. */
  readonly workbench: () => Promise<WorkbenchHandler | null>;
  readonly log: Log;
  /** Where the health is asked, when the configuration names a port; null when it does not, or the port cannot be had. */
  readonly health: HealthDoor | null;
}

/** From the command line to a started terminal; `helped` when only the usage was asked for. Errors are sentences with the remedy. */
export async function openTerminal(words: readonly string[]): Promise<Result<Opened | 'helped', readonly string[]>> {
  const commandLine = parseCommandLine(words);
  if (!commandLine.ok) return commandLine;
  if (commandLine.value.help) {
    console.log(usage);
    return ok('helped');
  }
  const loaded = loadConfig(commandLine.value.config);
  if (!loaded.ok) return err(loaded.error.map(({ message }) => message));
  const config: Config = { ...loaded.value, training: commandLine.value.training ?? loaded.value.training };
  const data = resolve(commandLine.value.data);
  const kept = createLog({ directory: join(data, 'log'), clock: systemClock, ...config.log });
  // The last word of a process that a fault of ours ends; whoever watches over it starts it again, and the ledger recovers.
  hearLastWord((error) => kept.log({ event: 'fault', where: 'process', told: error.stack ?? error.message }));
  // What it does not expect, such as a broken installation, is one sentence too and not a stack trace.
  const terminal = await startTerminal({ config, dataDirectory: data, log: kept.log, purgeLog: () => kept.purge(), newestLog: () => kept.newest() }).catch((error: unknown) =>
    err([`the terminal cannot start: ${error instanceof Error ? error.message : String(error)}`]),
  );
  if (!terminal.ok) return terminal;
  const health = config.health.port === null ? null : await openHealthDoor(config.health.port, () => terminal.value.health(), kept.log);
  return ok({
    terminal: terminal.value,
    commandLine: { ...commandLine.value, data },
    async workbench() {
      if (!isVirtual(config) || !config.workbench) return null;
      const { createWorkbench } = await import('./workbench/workbench.ts');
      return createWorkbench(terminal.value);
    },
    log: kept.log,
    health,
  });
}

let lastWord: ((error: Error) => void) | null = null;

/** A terminal that is started anew in the same process takes the place of the one before it. */
function hearLastWord(listener: (error: Error) => void): void {
  if (lastWord !== null) process.removeListener('uncaughtExceptionMonitor', lastWord);
  lastWord = listener;
  process.on('uncaughtExceptionMonitor', listener);
}
