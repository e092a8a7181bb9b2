import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { err, ok, type Result } from '../../flows/result.ts';
import { readText, thisMachine, type Machine } from './machine.ts';

/** Where `@electron/get` fetches from, unless ELECTRON_MIRROR says otherwise. */
const releaseHost = 'github.com';

/** Some 120 MB: a minute on an ordinary line; whoever waits has been told. */
const fetchMilliseconds = 180_000;

/** The executable of the installed Electron, without `import 'electron'`, which would download it (`toolchain.md` 7 c). */
export function findElectron(root: string, machine: Machine = thisMachine()): string | null {
  const folder = join(root, 'node_modules', 'electron');
  const name = readText(join(folder, 'path.txt')).trim() || 'electron';
  const named = machine.environment['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
  const executable = named === '' ? join(folder, 'dist', name) : join(named, name);
  return machine.isExecutable(executable) ? executable : null;
}

/** The executable, fetched when that is cheap: only when the host answers at once. The error says why not, in half a sentence. */
export async function obtainElectron(root: string, log: (line: string) => void, machine: Machine = thisMachine()): Promise<Result<string, string>> {
  const found = findElectron(root, machine);
  if (found !== null) return ok(found);
  const named = machine.environment['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
  if (named !== '') return err(`ELECTRON_OVERRIDE_DIST_PATH (${named}) holds no electron`);
  const host = URL.parse(machine.environment['ELECTRON_MIRROR'] ?? '')?.hostname ?? releaseHost;
  if (!(await machine.reachable(host))) return err(`Electron’s binary is not installed and ${host} does not answer`);
  log('Electron’s binary is fetched, once (about 120 MB)');
  if (!machine.run(process.execPath, [join(root, 'node_modules', 'electron', 'install.js')], fetchMilliseconds)) return err('Electron’s binary could not be fetched');
  const fetched = findElectron(root, machine);
  return fetched === null ? err('Electron’s binary could not be fetched') : ok(fetched);
}

/** A binary without its libraries ends before the first line of ours: better known before it is chosen. */
export function startsAtAll(executable: string): boolean {
  return spawnSync(executable, ['--version'], { stdio: 'ignore', timeout: 20_000, env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined } }).status === 0;
}
