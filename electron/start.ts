import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseCommandLine, usage } from './command-line.ts';
import { leaveAfter } from './ending.ts';
import { build, buildState } from './start/build.ts';
import type { RunningServer } from './serve.ts';
import type { Chromium } from './browser.ts';

/**
 * `npm start`: builds when needed, chooses what shows the screen, and says in one line what it chose and why. What is not
 * needed on the way to the first screen is loaded later, because the time to `ready` is measured.
 */
const root = join(import.meta.dirname, '..');

/** What shows the screen, and the half sentence that says why. */
export type Choice =
  | { readonly shows: 'electron'; readonly executable: string; readonly why: string }
  | { readonly shows: 'chromium'; readonly chromium: Chromium; readonly why: string }
  | { readonly shows: 'nothing'; readonly why: string };

export interface Situation {
  readonly noWindow: boolean;
  readonly display: boolean;
  readonly root: boolean;
  electron(): Promise<{ ok: true; value: string } | { ok: false; error: string }>;
  chromium(): Chromium | null;
}

/** Electron when its binary is present or can be fetched, else a Chromium window, else nothing (`house.md`). */
export async function choose(situation: Situation): Promise<Choice> {
  if (situation.noWindow) return { shows: 'nothing', why: 'as --no-window asks' };
  if (!situation.display) return { shows: 'nothing', why: 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)' };
  const reason = await electronOr(situation);
  if (reason.ok) return { shows: 'electron', executable: reason.value, why: 'its binary is installed' };
  const chromium = situation.chromium();
  if (chromium === null) return { shows: 'nothing', why: `${reason.error}, and ${noChromium()}` };
  return { shows: 'chromium', chromium, why: reason.error };
}

/** A CHROMIUM that names nothing was meant: it is told, not passed over. */
function noChromium(): string {
  const named = process.env['CHROMIUM'] ?? '';
  return named === '' ? 'there is no Chromium either (set CHROMIUM to one)' : `CHROMIUM names ${named}, which is no program that can be run`;
}

async function electronOr(situation: Situation): ReturnType<Situation['electron']> {
  // Its sandbox refuses to start for root, and the shell refuses to start without its sandbox (SEC-8).
  if (situation.root) return { ok: false, error: 'Electron does not run sandboxed as root' };
  return await situation.electron();
}

export function describe(choice: Choice): string {
  switch (choice.shows) {
    case 'electron':
      return `screen: Electron (${choice.executable}), because ${choice.why}`;
    case 'chromium':
      return `screen: a Chromium window (${choice.chromium.executable}, from ${choice.chromium.origin}), because ${choice.why}`;
    case 'nothing':
      return `screen: no window, ${choice.why.startsWith('as ') ? '' : 'because '}${choice.why}; open the address below in a browser`;
  }
}

export async function start(given: readonly string[]): Promise<void> {
  // Told before anything is built or fetched.
  const commandLine = parseCommandLine(given);
  if (!commandLine.ok) return fail(commandLine.error.join('\n'));
  if (commandLine.value.help) return console.log(usage);
  const state = buildState(root);
  if (state !== 'fresh') {
    console.log(state === 'missing' ? 'building, as there is no build yet …' : 'building, as the sources have changed …');
    const built = await build(root);
    if (!built.ok) return fail(`the build failed:\n${built.error}`);
  }
  const choice = await choose(await situationOf(commandLine.value.window));
  console.log(describe(choice));
  if (choice.shows === 'electron') return await startElectron(choice.executable, given);
  const running = await runServer(given);
  leaveAfter(running);
  if (running !== null && choice.shows === 'chromium') await showIn(choice.chromium, running);
}

/** The built server, in this process: a second one would cost its own start. */
async function runServer(given: readonly string[]): Promise<RunningServer | null> {
  // Compiled code of the last start: a fifth off the time to load (measured, 230 → 185 ms).
  enableCompileCache(join(root, 'out', 'compiled'));
  const { run } = (await import(pathToFileURL(join(root, 'out', 'main', 'serve.js')).href)) as typeof import('./serve.ts');
  return await run(given);
}

async function situationOf(window: boolean): Promise<Situation> {
  const noWindow = !window;
  const display = (process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '') !== '';
  const situation = { noWindow, display, root: process.getuid?.() === 0 };
  if (noWindow || !display) return { ...situation, electron: () => Promise.resolve({ ok: false, error: '' }), chromium: () => null };
  const { obtainElectron, startsAtAll } = await import('./start/electron-binary.ts');
  const { findChromium } = await import('./browser.ts');
  return {
    ...situation,
    async electron() {
      const found = await obtainElectron(root, (line) => console.log(line));
      return found.ok && !startsAtAll(found.value) ? { ok: false, error: `Electron (${found.value}) does not start here` } : found;
    },
    chromium: () => findChromium(),
  };
}

/** The shell refuses these; a developer's shell may have them set. */
const notForElectron = ['NODE_OPTIONS', 'ELECTRON_RUN_AS_NODE', 'LD_PRELOAD'] as const;

async function startElectron(executable: string, given: readonly string[]): Promise<void> {
  const environment = { ...process.env };
  for (const name of notForElectron) delete environment[name];
  const child = spawn(executable, [join(root, 'out', 'main', 'main.js'), ...given], { stdio: 'inherit', env: environment });
  // Ctrl+C reaches the child by itself; we only stay until it has stopped in order.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.exitCode = await exitOf(child);
}

async function exitOf(child: ChildProcess): Promise<number> {
  try {
    const [status] = (await once(child, 'exit')) as [number | null];
    return status ?? 1;
  } catch {
    return 1;
  }
}

/** A window that ended by a crash comes back after this (SEC-10: within ten seconds) … */
const reopenAfterMilliseconds = 1_000;

/** … unless it ends so often within a minute that it would never stay. The server keeps running, and says so. */
const crashesToGiveUp = 5;

async function showIn(chromium: Chromium, running: RunningServer): Promise<void> {
  const { openKiosk } = await import('./start/kiosk.ts');
  const profile = join(running.dataDirectory, 'browser');
  const { workbenchAddress } = running;
  if (workbenchAddress !== null) {
    const workbench = openKiosk(chromium, workbenchAddress, join(running.dataDirectory, 'browser-workbench'), 'beside');
    void running.stopped.then(() => workbench.kill('SIGTERM'));
  }
  const crashes: number[] = [];
  let window: ChildProcess | null = null;
  // A browser stays, with an error page, when its page's process ends; one that hangs answers no polite signal. Its end is that of a crash.
  running.onAbsent(() => void window?.kill('SIGKILL'));
  for (;;) {
    window = openKiosk(chromium, running.address, profile, workbenchAddress === null ? 'kiosk' : 'small');
    const ended = await Promise.race([running.stopped.then(() => 'stopped' as const), exitOf(window)]);
    if (ended === 'stopped') return void window.kill('SIGTERM');
    // Closed by a person: the terminal stops with it.
    if (ended === 0) return await running.stop();
    crashes.push(Date.now());
    if (crashes.filter((crash) => Date.now() - crash < 60_000).length >= crashesToGiveUp) {
      return console.error(`screen: Chromium ended ${crashesToGiveUp} times within a minute; open ${running.address} in another browser`);
    }
    await Promise.race([new Promise((resolve) => setTimeout(resolve, reopenAfterMilliseconds)), running.stopped]);
  }
}

function fail(reason: string): void {
  console.error(reason);
  process.exitCode = 1;
}

if (import.meta.main) await start(process.argv.slice(2));
