import { isOurPage } from '../link/ipc.ts';
import type { Log } from '../log/entries.ts';
import { isAllowedKey, type KeyInput } from './keys.ts';

/**
 * SEC-4: everything a page could open, leave to, ask for or save is refused. Written against the few members used, so
 * that it is tested without Electron.
 */
export interface Preventable {
  preventDefault(): void;
}

type Listener = (event: Preventable) => void;

export interface GuardedContents {
  on(event: 'before-input-event', listener: (event: Preventable, input: KeyInput) => void): unknown;
  on(event: RefusedContentsEvent, listener: Listener): unknown;
  setWindowOpenHandler(handler: () => { action: 'deny' }): void;
}

export interface GuardedSession {
  setPermissionRequestHandler(handler: (contents: unknown, permission: string, callback: (granted: boolean) => void) => void): void;
  setPermissionCheckHandler(handler: () => boolean): void;
  setDevicePermissionHandler(handler: () => boolean): void;
  setDisplayMediaRequestHandler(handler: (request: unknown, callback: (streams: null) => void) => void): void;
  setCertificateVerifyProc(proc: (request: unknown, callback: (result: number) => void) => void): void;
  setSpellCheckerEnabled(enabled: boolean): void;
  on(event: RefusedSessionEvent, listener: Listener): unknown;
  readonly webRequest: {
    onBeforeRequest(listener: (details: { url: string; resourceType: string }, callback: (answer: { cancel: boolean }) => void) => void): void;
  };
}

export interface GuardedApp {
  on(event: RefusedAppEvent, listener: Listener): unknown;
}

/** Everything by which a page could go elsewhere. The first page is loaded by us and raises none of these. */
const refusedContentsEvents = [
  'will-navigate',
  'will-redirect',
  'will-frame-navigate',
  'will-attach-webview',
  'select-bluetooth-device',
  'login',
  // A page that asks "leave?" would hold the window open behind a dialog.
  'will-prevent-unload',
  'context-menu',
] as const;
type RefusedContentsEvent = (typeof refusedContentsEvents)[number];

export function guardContents(contents: GuardedContents, log: Log): void {
  for (const name of refusedContentsEvents) {
    contents.on(name, (event) => {
      event.preventDefault();
      log({ event: 'page.refused', what: name });
    });
  }
  contents.setWindowOpenHandler(() => {
    log({ event: 'page.refused', what: 'new-window' });
    return { action: 'deny' };
  });
  contents.on('before-input-event', (event, input) => {
    if (!isAllowedKey(input)) event.preventDefault();
  });
}

/** Chromium's "certificate refused", `net::ERR_FAILED` in Electron's terms: we never speak TLS from the page. */
const certificateRefused = -2;

const refusedSessionEvents = ['will-download', 'select-hid-device', 'select-serial-port', 'select-usb-device'] as const;
type RefusedSessionEvent = (typeof refusedSessionEvents)[number];

export function guardSession(session: GuardedSession, origin: string, log: Log): void {
  session.setPermissionRequestHandler((_contents, permission, callback) => {
    log({ event: 'page.refused', what: `permission-${permission}` });
    callback(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.setCertificateVerifyProc((_request, callback) => callback(certificateRefused));
  // It would fetch dictionaries, and underline names.
  session.setSpellCheckerEnabled(false);
  for (const name of refusedSessionEvents) {
    session.on(name, (event) => {
      event.preventDefault();
      log({ event: 'page.refused', what: name });
    });
  }
  session.webRequest.onBeforeRequest(({ url, resourceType }, callback) => callback({ cancel: !isPackaged(url, resourceType, origin) }));
}

/** The page asks for its own files, and for pictures written into it. */
function isPackaged(url: string, resourceType: string, origin: string): boolean {
  return isOurPage(url, origin) || (resourceType === 'image' && url.startsWith('data:'));
}

/** What the operating system or Chromium could ask of the application itself. */
const refusedAppEvents = ['open-file', 'open-url', 'certificate-error', 'select-client-certificate', 'login', 'continue-activity'] as const;
type RefusedAppEvent = (typeof refusedAppEvents)[number];

export function guardApp(app: GuardedApp): void {
  for (const name of refusedAppEvents) app.on(name, (event) => event.preventDefault());
}
