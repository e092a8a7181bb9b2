import { delimiter, join } from 'node:path';
import { err, ok, type Result } from '../flows/result.ts';
import { findRoot, thisMachine, type Machine } from './start/machine.ts';

/**
 * Finds a Chromium, and gets one when there is none: for `npm start` without Electron, for the browser tests and for the
 * demo.
 */
export interface Chromium {
  readonly executable: string;
  /** For the one line that says what was chosen. */
  readonly origin: 'the CHROMIUM variable' | 'Playwright' | 'the system';
}

const systemNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'] as const;

/** Beside PATH, which a service often has short. */
const systemDirectories = ['/usr/bin', '/usr/local/bin', '/snap/bin'] as const;

/** Playwright's layouts, newest first: `chromium-1255/chrome-linux64/chrome`, formerly `chrome-linux`. */
const playwrightExecutables = ['chrome-linux64/chrome', 'chrome-linux/chrome', 'chrome-linux-arm64/chrome'] as const;

export function findChromium(machine: Machine = thisMachine()): Chromium | null {
  const named = machine.environment['CHROMIUM'];
  // Named but not there: somebody meant it, so nothing else is taken in its place.
  if (named !== undefined && named !== '') return machine.isExecutable(named) ? { executable: named, origin: 'the CHROMIUM variable' } : null;
  const downloaded = playwrightChromium(machine);
  if (downloaded !== null) return { executable: downloaded, origin: 'Playwright' };
  const directories = [...(machine.environment['PATH'] ?? '').split(delimiter).filter((directory) => directory !== ''), ...systemDirectories];
  for (const name of systemNames) {
    for (const directory of directories) {
      const executable = join(directory, name);
      if (machine.isExecutable(executable)) return { executable, origin: 'the system' };
    }
  }
  return null;
}

function playwrightChromium(machine: Machine): string | null {
  const directory = machine.environment['PLAYWRIGHT_BROWSERS_PATH'] || join(machine.home, '.cache', 'ms-playwright');
  const revision = (name: string): number => Number(name.slice('chromium-'.length));
  const builds = machine.list(directory).filter((name) => /^chromium-\d+$/u.test(name));
  for (const build of builds.sort((one, other) => revision(other) - revision(one))) {
    for (const path of playwrightExecutables) {
      const executable = join(directory, build, path);
      if (machine.isExecutable(executable)) return executable;
    }
  }
  return null;
}

/** Where Playwright downloads from, unless PLAYWRIGHT_DOWNLOAD_HOST says otherwise. */
const playwrightHost = 'cdn.playwright.dev';

/** A download over a slow line; Debian's package with its dependencies. */
const downloadMilliseconds = 300_000;
const packageMilliseconds = 600_000;

/** Long enough for a cold start from a slow disk. */
const versionMilliseconds = 20_000;

/**
 * A Chromium that runs: found, else downloaded by Playwright, else installed as Debian's package, saying so. The error is
 * one sentence with the command to run.
 */
export async function obtainChromium(log: (line: string) => void = (line) => console.error(line), machine: Machine = thisMachine()): Promise<Result<Chromium, string>> {
  const named = machine.environment['CHROMIUM'] ?? '';
  const found = findChromium(machine);
  if (found === null && named !== '') return err(`CHROMIUM names ${named}, which is not an executable file: correct it, or unset it to let one be found`);
  if (found !== null && runs(machine, found)) return ok(found);
  if (found !== null && named !== '') return err(`CHROMIUM names ${named}, which does not start: run ${named} --version to see why`);

  const host = URL.parse(machine.environment['PLAYWRIGHT_DOWNLOAD_HOST'] ?? '')?.hostname ?? playwrightHost;
  if (found === null && (await machine.reachable(host))) {
    log('no Chromium here: Playwright downloads its own');
    const downloaded = machine.run(process.execPath, [playwrightCommand(), 'install', 'chromium'], downloadMilliseconds) ? findChromium(machine) : null;
    if (downloaded !== null && runs(machine, downloaded)) return ok(downloaded);
  }
  return installPackage(log, machine);
}

function installPackage(log: (line: string) => void, machine: Machine): Result<Chromium, string> {
  // Ubuntu's `chromium` is only a door to a snap, which does not start in a container.
  const debian = machine.systems[0] === 'debian' || (machine.systems.includes('debian') && !machine.systems.includes('ubuntu'));
  if (!debian) return err('no Chromium that starts: run npx playwright install --with-deps chromium, or set CHROMIUM to one');
  if (!machine.root) return err('no Chromium that starts: run sudo apt-get install -y chromium, or set CHROMIUM to one');
  log('no Chromium that starts: installing Debian’s package (apt-get install chromium)');
  const installed =
    machine.run('apt-get', ['update', '-qq'], packageMilliseconds) &&
    machine.run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], packageMilliseconds);
  // Debian's own, whatever Playwright left behind that does not start.
  const executable = '/usr/bin/chromium';
  const chromium: Chromium = { executable, origin: 'the system' };
  if (installed && machine.isExecutable(executable) && runs(machine, chromium)) return ok(chromium);
  return err('Debian’s Chromium could not be installed: run apt-get install -y chromium and read what it says, or set CHROMIUM to one');
}

function runs(machine: Machine, chromium: Chromium): boolean {
  return machine.run(chromium.executable, ['--version'], versionMilliseconds);
}

function playwrightCommand(): string {
  return join(findRoot(import.meta.dirname), 'node_modules', 'playwright', 'cli.js');
}
