import { entrySchema, inWords, levelOf, type Entry, type Log } from './entries.ts';
import { openLogFiles, type LogFilesOptions } from './files.ts';

/**
 * The technical log: one JSON object a line, in `log/` of the data directory. Warnings and errors are told on standard error
 * too, for whoever started the terminal.
 */

export interface KeptLog {
  readonly log: Log;
  /** The newest lines, oldest first: a few hundred. */
  newest(): readonly string[];
  /** Deletes what is older than the days allowed; how many files. */
  purge(): number;
  close(): void;
}

const newestBytes = 64 * 1024;

/** What a fault in an entry leaves behind: that there was one, and where, without the content that was not allowed. */
const notAllowed = { event: 'fault', where: 'log', told: 'an entry was not of the list, and was left out' } as const;

export function createLog(options: LogFilesOptions & { readonly tell?: (line: string) => void }): KeptLog {
  const { clock, tell = (line) => console.error(line) } = options;
  const files = openLogFiles(options, tell);
  return {
    log(entry) {
      const checked = checkedEntry(entry);
      const level = levelOf(checked.event);
      files.write(`${JSON.stringify({ at: new Date(clock.now()).toISOString(), level, ...checked })}\n`);
      if (level !== 'info') tell(inWords(checked));
    },
    newest: () => files.newest(newestBytes),
    purge: () => files.purge(),
    close: () => files.close(),
  };
}

/** A log that keeps nothing, for a terminal without a directory of its own: what is worth a warning is told. */
export function tellingLog(tell: (line: string) => void = (line) => console.error(line)): Log {
  return (entry) => {
    const checked = checkedEntry(entry);
    if (levelOf(checked.event) !== 'info') tell(inWords(checked));
  };
}

function checkedEntry(entry: Entry): ReturnType<typeof entrySchema.parse> {
  const checked = entrySchema.safeParse(entry);
  return checked.success ? checked.data : notAllowed;
}
