import { configSchema } from '../../electron/config.ts';
import { serve } from '../../electron/serve.ts';
import { startTerminal } from '../../electron/terminal.ts';
import { impatientClock } from '../crash/impatient-clock.ts';

/** The terminal as a process of its own, behind its real link, made to be killed: it tells its address to whoever started it. */

const { directory, pages, configuration } = JSON.parse(process.argv[2] ?? '{}') as { directory: string; pages: string; configuration: unknown };
const terminal = await startTerminal({ config: configSchema.parse(configuration), dataDirectory: directory, machine: { clock: impatientClock() } });
if (!terminal.ok) throw new Error(terminal.error.join('\n'));
const { address } = await serve({ terminal: terminal.value, rendererDirectory: pages });
// Whoever started it is gone: it leaves, too.
process.on('disconnect', () => process.exit());
process.send?.(address);
