import { join } from 'node:path';
import { BrowserWindow, session, type BrowserWindowConstructorOptions, type Session } from 'electron';
import type { Log } from './log/entries.ts';
import { createPages, crashedPath, type Pages, type PagesOptions } from './pages.ts';
import { guardSession } from './shell/denials.ts';
import { createRecovery } from './shell/recovery.ts';
import { answerScheme, kioskAddress, origin, scheme } from './shell/scheme.ts';

/** Kept in memory only (no `persist:`): nothing a customer typed outlives the process. */
const partition = 'kiosk';

/** SEC-1, in one place, every switch said aloud even where Electron's default is the same. */
export function webPreferences(preload: string, ownSession: Session): NonNullable<BrowserWindowConstructorOptions['webPreferences']> {
  return {
    preload,
    session: ownSession,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    webgl: false,
    enableWebSQL: false,
    devTools: false,
    disableDialogs: true,
    navigateOnDragDrop: false,
    spellcheck: false,
    // A kiosk has no background: timers of the screen keep their pace whatever is in front.
    backgroundThrottling: false,
  };
}

export interface KioskWindowOptions {
  readonly rendererDirectory: string;
  readonly preload: string;
  readonly dress: Pick<PagesOptions, 'display' | 'keys' | 'theme'>;
  /** A terminal with real devices is not closed by a key or a gesture. */
  readonly closable: boolean;
  readonly log: Log;
  /** The first screen has been loaded and shown. */
  readonly onReady: () => void;
  readonly onClosed: () => void;
}

/** @throws Error when the pages are not built. */
export function openKioskWindow(options: KioskWindowOptions): BrowserWindow {
  const { rendererDirectory, log } = options;
  const pages = createPages({ directory: rendererDirectory, connect: [], ...options.dress });
  if (!pages.complete) throw new Error(`the screens are not built: ${rendererDirectory} has no index.html; run npm run build`);
  const ownSession = openSession(pages, log);

  const window = new BrowserWindow({
    show: false,
    kiosk: true,
    fullscreen: true,
    frame: false,
    autoHideMenuBar: true,
    minimizable: false,
    closable: options.closable,
    title: 'Moulin',
    backgroundColor: '#FAF6EC',
    webPreferences: webPreferences(options.preload, ownSession),
  });
  window.removeMenu();
  recoverPage(window, log);
  window.once('ready-to-show', () => {
    window.show();
    options.onReady();
  });
  // Alt+F4 and the window manager's close; when we stop ourselves the window is destroyed instead.
  window.on('close', (event) => {
    if (!options.closable) event.preventDefault();
  });
  window.on('closed', options.onClosed);
  void load(window, kioskAddress, log);
  return window;
}

function openSession(pages: Pages, log: Log): Session {
  const ownSession = session.fromPartition(partition, { cache: false });
  guardSession(ownSession, origin, log);
  ownSession.protocol.handle(scheme, (request) => answerScheme(pages, request.method, request.url));
  return ownSession;
}

/** A failed load is reported by `did-fail-load` too; the promise must not be left to reject alone. */
async function load(window: BrowserWindow, address: string, log: Log): Promise<void> {
  if (window.isDestroyed()) return;
  await window.loadURL(address).catch((error: unknown) => log({ event: 'page.not-loaded', told: error instanceof Error ? error.message : 'the page did not load' }));
}

/** A fresh page, as after a crash: what is shown is not in it. */
export function reloadPage(window: BrowserWindow, log: Log): void {
  void load(window, kioskAddress, log);
}

function recoverPage(window: BrowserWindow, log: Log): void {
  const { webContents } = window;
  const recovery = createRecovery({
    reload: () => void load(window, kioskAddress, log),
    showCrashed: () => void load(window, `${origin}${crashedPath}`, log),
    end: () => webContents.forcefullyCrashRenderer(),
    log,
    now: () => Date.now(),
    after: (milliseconds, action) => {
      const timer = setTimeout(action, milliseconds);
      return () => clearTimeout(timer);
    },
  });
  webContents.on('render-process-gone', (_event, details) => recovery.crashed(details.reason));
  webContents.on('did-fail-load', (_event, _code, description, _address, isMainFrame) => {
    if (isMainFrame) recovery.crashed(description);
  });
  webContents.on('preload-error', (_event, _path, error) => recovery.crashed(`preload: ${error.message}`));
  window.on('unresponsive', () => recovery.hung());
  window.on('responsive', () => recovery.responsive());
  window.on('closed', () => recovery.stop());
}

/** Where the build puts the sandboxed preload, from where it puts the main process. */
export function builtPreload(mainDirectory: string): string {
  return join(mainDirectory, '..', 'preload', 'preload.cjs');
}
