import type { Pages } from '../pages.ts';

/** Our own scheme (SEC-2): `file:` pages may read the disk, and a loopback server may be reached by others. */
export const scheme = 'app';
export const origin = 'app://moulin';
export const kioskAddress = `${origin}/`;

/** As Electron's `protocol.registerSchemesAsPrivileged` takes them: a standard, secure origin, and nothing more. */
export const schemePrivileges = {
  scheme,
  privileges: { standard: true, secure: true, supportFetchAPI: false, corsEnabled: false, allowServiceWorkers: false, bypassCSP: false, stream: false },
} as const;

/** Answers one request of the scheme: a packaged file, or a refusal. Never throws. */
export async function answerScheme(pages: Pages, method: string, address: string): Promise<Response> {
  const url = URL.parse(address);
  if (method !== 'GET' || url === null || url.protocol !== `${scheme}:` || url.host !== 'moulin') return refusal(403);
  const path = decode(url.pathname);
  const page = path === null ? null : await pages.find(path);
  if (page === null) return refusal(404);
  return new Response(new Uint8Array(page.body), { status: 200, headers: page.headers });
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: { 'Content-Security-Policy': "default-src 'none'" } });
}
