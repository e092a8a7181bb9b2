import { app, ipcMain, Menu, protocol, type BrowserWindow } from 'electron';
import { systemClock } from '../devices/clock.ts';
import { inMode } from './command-line.ts';
import { endInOrder, endWhenSignalled } from './ending.ts';
import { createIpcLink } from './link/ipc.ts';
import type { Log } from './log/entries.ts';
import { tellingLog } from './log/log.ts';
import { openTerminal, type Opened } from './opening.ts';
import type { Served } from './serve.ts';
import { guardApp, guardContents } from './shell/denials.ts';
import { origin, schemePrivileges } from './shell/scheme.ts';
import { refusedSwitches } from './shell/switches.ts';
import { builtPreload, openKioskWindow, reloadPage } from './window.ts';

/**
 * The Electron shell around the terminal. What it refuses stands in `shell/`, what it shows in `window.ts`; what the
 * terminal is, in `terminal.ts`.
 */

/** Before there is a log, and for what keeps the shell from starting: a technician reads it at the console. */
const tell = (line: string): void => console.error(line);

/** The terminal's own, once there is one. */
let log: Log = tellingLog(tell);

/** Exit codes: 2 is "called wrongly", 1 everything else, as command lines usually have it. */
const calledWrongly = 2;

/** Playwright drives Electron through debugging switches. Only an unpacked shell, asked by name, lets them pass. */
const underTest = !app.isPackaged && process.env['MOULIN_SHELL_TEST'] === '1';

function begin(): void {
  const given = { argv: process.argv.slice(1), execArgv: process.execArgv, environment: process.env };
  const refused = underTest ? [] : refusedSwitches(given);
  if (refused.length > 0) {
    for (const reason of refused) tell(reason);
    return app.exit(calledWrongly);
  }
  if (!app.requestSingleInstanceLock()) {
    tell('Moulin is already running on this machine: stop it first');
    return app.exit(1);
  }
  app.enableSandbox();
  // SEC-13: no pinch zoom, and no swipe that goes back.
  app.commandLine.appendSwitch('disable-pinch');
  app.commandLine.appendSwitch('overscroll-history-navigation', '0');
  protocol.registerSchemesAsPrivileged([{ ...schemePrivileges }]);
  guardApp(app);
  app.on('web-contents-created', (_event, contents) => guardContents(contents, (entry) => log(entry)));
  app.on('child-process-gone', (_event, details) => log({ event: 'process.ended', process: details.type.replaceAll(' ', '-'), reason: details.reason }));
  Menu.setApplicationMenu(null);
  void app.whenReady().then(open).catch(fail);
  return undefined;
}

async function open(): Promise<void> {
  const opened = await openTerminal(commandLine());
  if (!opened.ok) {
    for (const reason of opened.error) tell(reason);
    return app.exit(1);
  }
  if (opened.value === 'helped') return app.exit(0);
  log = opened.value.log;
  return await show(opened.value);
}

async function show(opened: Opened): Promise<void> {
  const { terminal, health } = opened;
  let window: BrowserWindow | null = null;
  const served = await serveWorkbench(opened);
  const pages = {
    told: () => link.told(),
    async close() {
      link.close();
      window?.destroy();
      await served?.close();
    },
  };
  const end = async (): Promise<void> => {
    await endInOrder({ terminal, pages, health, clock: systemClock, log });
    app.exit(0);
  };
  const { stop } = endWhenSignalled(end, { clock: systemClock, log, exit: (code) => app.exit(code), elapsed: () => performance.now() });

  const kiosk = openKioskWindow({
    rendererDirectory: `${import.meta.dirname}/../renderer`,
    preload: builtPreload(import.meta.dirname),
    dress: terminal,
    // Whoever plays with virtual devices may close the window; a customer may not.
    closable: served !== null,
    log,
    onReady: () => {
      console.log(`ready ${served?.address ?? `${origin}/`}`);
      if (served?.workbenchAddress != null) console.log(`workbench ${served.workbenchAddress}`);
    },
    onClosed: () => void stop(),
  });
  window = kiosk;
  const link = createIpcLink({ ipc: ipcMain, contents: kiosk.webContents, terminal, origin, log });

  terminal.onRestart((asked) => {
    if (asked.what === 'screen') return reloadPage(kiosk, log);
    // Electron starts it when this one has ended: in order, as for any other end.
    app.relaunch({ args: [...inMode(process.argv.slice(1), asked.training)] });
    void stop();
    return undefined;
  });
  app.on('before-quit', (event) => {
    event.preventDefault();
    void stop();
  });
}

/** The workbench is a page for any browser beside the kiosk; with real devices nothing listens at all (SEC-16). */
async function serveWorkbench({ terminal, workbench, commandLine }: Opened): Promise<Served | null> {
  const handler = await workbench();
  if (handler === null) return null;
  const { serve } = await import('./serve.ts');
  return await serve({ terminal, port: commandLine.port, workbench: handler, health: () => terminal.health(), log });
}

/** Our own options: after the script when unpacked, and without the switches by which a test drives the shell. */
function commandLine(): string[] {
  const words = process.argv.filter((word) => !(underTest && /^--(?:remote-debugging|inspect|no-sandbox)/u.test(word)));
  return words.slice(app.isPackaged ? 1 : 2);
}

function fail(error: unknown): void {
  tell(error instanceof Error ? error.message : String(error));
  app.exit(1);
}

begin();
