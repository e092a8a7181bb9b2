import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Two serial devices joined by a cable, for tests and for trying a driver without hardware: both ends are real ttys. */
export interface PtyPair {
  /** Addresses, as `wireAt` and `serveAt` take them. */
  readonly left: string;
  readonly right: string;
  /** Pulls the cable: both ends hang up. */
  cut(): Promise<void>;
}

/** Runs socat until cut. @throws Error that names the package when socat is missing. */
export async function ptyPair(): Promise<PtyPair> {
  const socat = spawn('socat', ['-d', '-d', 'pty,raw,echo=0', 'pty,raw,echo=0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const paths: string[] = [];
  await new Promise<void>((resolve, reject) => {
    let said = '';
    socat.once('error', (error) => reject(new Error(`socat cannot be run (${error.message}): install the Debian package socat`)));
    socat.once('exit', (code) => reject(new Error(`socat ended with code ${String(code)}: ${said}`)));
    socat.stderr.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      paths.splice(0, 2, ...Array.from(said.matchAll(/PTY is (\S+)/g), (match) => match[1] ?? ''));
      if (paths.length >= 2 && said.includes('starting data transfer loop')) resolve();
    });
  });
  return {
    left: `serial://${paths[0] ?? ''}`,
    right: `serial://${paths[1] ?? ''}`,
    async cut() {
      if (socat.exitCode !== null || socat.signalCode !== null) return;
      const gone = once(socat, 'exit');
      socat.kill();
      await gone;
    },
  };
}
