import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import english from '../assets/locales/en/shell.json' with { type: 'json' };
import french from '../assets/locales/fr/shell.json' with { type: 'json' };
import type { Config } from './config.ts';
import { dressed, themePictures, themeStyle, themeStylePath } from './theme/dressed.ts';
import type { OperatorTheme } from './theme/theme.ts';

/**
 * The packaged pages, for both carriers: the loopback server and the `app://moulin/` scheme. Which files exist is read
 * once, at the start; a path is looked up in that list and never joined to a directory, so that no spelling of `..` can
 * leave it (SEC-2).
 */
export interface Pages {
  /** The file at an absolute path such as `/index.html`, or null when none is packaged under that name. */
  find(path: string): Promise<Page | null>;
  /** True when the first screen is there to be shown. */
  readonly complete: boolean;
}

export interface Page {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface PagesOptions {
  readonly directory: string;
  /** Sources that `connect-src` may name: our own WebSocket, or nothing (Electron). */
  readonly connect: readonly string[];
  /** Of `terminal.json`; what is left out is the page's own reference display. */
  readonly display?: Partial<Config['display']>;
  /** Left out: the usual keypad (flows/actions.ts). */
  readonly keys?: Config['keys'];
  /** Null or left out: the page as it was built. */
  readonly theme?: OperatorTheme | null;
}

/** The static screen of a page that keeps crashing (SEC-10): no script, nothing that could crash again. */
export const crashedPath = '/crashed.html';
const crashedStylePath = '/crashed.css';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wav': 'audio/wav',
};

/** SEC-3, with our own fonts and, in a browser, our own WebSocket. No inline script or style, no eval. */
export function contentSecurityPolicy(connect: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${connect.length === 0 ? "'none'" : connect.join(' ')}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers of every answer, page or not. The address holds a token, hence no referrer and no cache. */
export function securityHeaders(connect: readonly string[]): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(connect),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
    'Cache-Control': 'no-store',
  };
}

export function createPages(options: PagesOptions): Pages {
  const { directory, connect, display = {}, keys, theme = null } = options;
  const files = new Map([...listFiles(directory), ...(theme === null ? [] : themePictures(theme))]);
  const made = new Map<string, () => string>([
    [crashedPath, crashedPage],
    [crashedStylePath, () => crashedStyle],
    ...(theme === null ? [] : [[themeStylePath, () => themeStyle(theme)] as const]),
  ]);
  const headers = securityHeaders(connect);

  const read = async (path: string): Promise<Buffer | null> => {
    const make = made.get(path);
    if (make !== undefined) return Buffer.from(make());
    const file = files.get(path);
    // Removed since the start: the same as never packaged.
    const bytes = file === undefined ? null : await readFile(file).catch(() => null);
    if (bytes === null || extname(path) !== '.html') return bytes;
    return Buffer.from(dressed(bytes.toString('utf8'), display, theme, keys));
  };

  return {
    complete: files.has('/index.html'),
    async find(path) {
      const wanted = path === '/' ? '/index.html' : path;
      const type = types[extname(wanted)];
      // A file whose kind we do not know is not one that a page needs.
      if (type === undefined) return null;
      const body = await read(wanted);
      return body === null ? null : { headers: { ...headers, 'Content-Type': type }, body };
    },
  };
}

/** Packaged files by the path that asks for them. Links and other odd entries are left out. */
function listFiles(directory: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const walk = (folder: string, prefix: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = join(folder, entry.name);
      if (entry.isDirectory()) walk(file, `${prefix}${entry.name}/`);
      // Source maps and the like stay inside: only what has a known kind is served.
      else if (entry.isFile() && types[extname(entry.name)] !== undefined) files.set(`${prefix}${entry.name}`, file);
    }
  };
  try {
    walk(directory.endsWith(sep) ? directory.slice(0, -1) : directory, '/');
  } catch {
    // Not built yet: `complete` is false, and whoever starts us says what to do.
  }
  return files;
}

function crashedPage(): string {
  const part = (words: typeof french, language: string): string =>
    `<section lang="${language}"><h1>${escapeHtml(words.crashed.title)}</h1>` +
    `<p>${escapeHtml(words.crashed.money)}</p><p>${escapeHtml(words.crashed.next)}</p></section>`;
  return (
    `<!doctype html><html lang="fr" data-screen="crashed"><head><meta charset="utf-8"><title>${escapeHtml(french.crashed.title)}</title>` +
    `<link rel="stylesheet" href="${crashedStylePath}"></head><body><main>${part(french, 'fr')}${part(english, 'en')}</main></body></html>`
  );
}

/** The tokens of `look.md`: ink on paper. System type, for the page's own fonts may be what is broken. */
const crashedStyle = `html { background: #FAF6EC; color: #14203A; font: 36px/1.4 sans-serif; }
main { display: grid; gap: 96px; align-content: center; min-height: 100vh; padding: 64px; margin: 0; box-sizing: border-box; }
body { margin: 0; }
h1 { font-size: 76px; line-height: 1.1; margin: 0 0 32px; }
p { margin: 0 0 16px; }
section + section { color: #46506A; }
`;

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/gu, (character) => `&#${character.codePointAt(0)};`);
}
