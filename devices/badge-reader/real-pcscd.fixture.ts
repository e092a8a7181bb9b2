import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A real pcscd with a reader of `vsmartcard-vpcd`, of this test alone: it has only one place for its socket, so that it gets
 * a /run of its own (a mount namespace), into which we look through /proc. For that one must be root, as in CI.
 */
export interface RealPcscd {
  /** Of its socket. */
  readonly address: string;
  /** Where the virtual reader takes a card. */
  readonly cardPort: number;
  kill(): Promise<void>;
}

const library = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';

/** Null when it can be had here; else what is missing. */
export function missingForPcscd(): string | null {
  if (!existsSync('/usr/sbin/pcscd') || !existsSync(library)) return 'no pcscd with a virtual reader here: apt-get install pcscd vsmartcard-vpcd';
  return spawnSync('unshare', ['-m', 'true']).status === 0 ? null : 'no right to a mount namespace here: a real pcscd is tested as root';
}

export async function startPcscd(): Promise<RealPcscd> {
  const directory = mkdtempSync(join(tmpdir(), 'moulin-pcscd-'));
  const cardPort = await freePort();
  const configuration = join(directory, 'reader.conf');
  const channel = `0x${cardPort.toString(16).toUpperCase()}`;
  writeFileSync(configuration, `FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:${channel}\nLIBPATH ${library}\nCHANNELID ${channel}\n`);
  const daemon = spawn('unshare', ['-m', 'sh', '-c', 'mount -t tmpfs tmpfs /run && mkdir /run/pcscd && exec /usr/sbin/pcscd --foreground --config "$0"', configuration], { stdio: 'ignore' });
  const socket = `/proc/${daemon.pid}/root/run/pcscd/pcscd.comm`;
  await untilThere(socket, daemon);
  return {
    address: `unix://${socket}`,
    cardPort,
    async kill() {
      const ended = new Promise<void>((resolve) => void daemon.once('exit', () => resolve()));
      if (daemon.exitCode === null && daemon.signalCode === null && daemon.kill('SIGKILL')) await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function untilThere(socket: string, daemon: ChildProcess): Promise<void> {
  while (!existsSync(socket)) {
    if (daemon.exitCode !== null || daemon.signalCode !== null) throw new Error(`pcscd ended with ${daemon.exitCode}`);
    await new Promise((resolve) => void setTimeout(resolve, 20));
  }
}

/** The reader has two slots, each on a port of its own. Below what Linux gives to outgoing connections: another test's could be in the way. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 30_000);
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, () => void server.close(() => resolve(true)));
  });
}
