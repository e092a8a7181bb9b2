import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What the search for a browser or for Electron asks of the machine; replaced in tests. */
export interface Machine {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly root: boolean;
  /** `ID` and `ID_LIKE` of os-release. */
  readonly systems: readonly string[];
  isExecutable(file: string): boolean;
  list(directory: string): readonly string[];
  reachable(host: string): Promise<boolean>;
  /** Runs to the end and says whether it went well; what it prints goes to our standard error. */
  run(command: string, given: readonly string[], milliseconds: number): boolean;
}

/** The checkout, from the sources (`electron/`) and from the build (`out/main/`). */
export function findRoot(directory: string): string {
  return existsSync(join(directory, 'package.json')) ? directory : findRoot(join(directory, '..'));
}

export function thisMachine(): Machine {
  return {
    environment: process.env,
    home: homedir(),
    root: process.getuid?.() === 0,
    systems: systemsOf(readText('/etc/os-release')),
    isExecutable(file) {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    },
    list(directory) {
      try {
        return readdirSync(directory);
      } catch {
        return [];
      }
    },
    reachable: isReachable,
    run: (command, given, milliseconds) =>
      spawnSync(command, given, {
        stdio: ['ignore', given[0] === '--version' ? 'ignore' : 2, given[0] === '--version' ? 'ignore' : 2],
        timeout: milliseconds,
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      }).status === 0,
  };
}

/** `ID` first, then `ID_LIKE`. */
export function systemsOf(release: string): string[] {
  const value = (key: string): string[] => {
    const line = release.split('\n').find((line) => line.startsWith(`${key}=`));
    return line === undefined ? [] : line.slice(key.length + 1).replaceAll('"', '').split(' ');
  };
  return [...value('ID'), ...value('ID_LIKE')];
}

export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** A machine without the Internet must not wait for one: longer than a slow handshake, shorter than patience. */
const probeMilliseconds = 1_500;

/** Whether somebody answers for the host on the web's port. */
export function isReachable(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: 443, timeout: probeMilliseconds });
    const deadline = setTimeout(() => decide(false), probeMilliseconds);
    const decide = (answer: boolean): void => {
      clearTimeout(deadline);
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => decide(true));
    socket.once('error', () => decide(false));
    socket.once('timeout', () => decide(false));
  });
}
