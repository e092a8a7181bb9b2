import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { EventEmitter, once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findChromium } from '../browser.ts';
import { attract, PretendTerminal } from './terminal.fixtures.ts';

vi.mock('../opening.ts', () => ({ openTerminal: () => Promise.reject(new Error('not composed here')) }));
const { serve } = await import('../serve.ts');

/**
 * The served page in a real Chromium: what the policy of `pages.ts` (SEC-3) lets a page do, were it to try everything,
 * and that a page comes back to the same view. Skipped, and reported as skipped, where there is no Chromium.
 */
const found = findChromium();

/** Each attempt leaves its name in `document.body.dataset.done` if it succeeds. */
const attempts = `
const done = [];
const note = (what) => { done.push(what); document.body.dataset.done = done.join(' '); };
window.note = note;
document.body.dataset.done = '';
const elsewhere = document.body.dataset.elsewhere;
const tries = {
  eval: () => { (0, eval)('window.note("eval")'); },
  function: () => { new Function('window.note("function")')(); },
  timer: () => { setTimeout('window.note("timer")', 0); },
  inlineScript: () => { const s = document.createElement('script'); s.textContent = 'window.note("inline-script")'; document.head.append(s); },
  remoteScript: () => new Promise((end) => { const s = document.createElement('script'); s.src = elsewhere + '/remote.js'; s.onload = () => { note('remote-script'); end(); }; s.onerror = end; document.head.append(s); }),
  inlineHandler: () => { const b = document.createElement('button'); b.setAttribute('onclick', 'window.note("inline-handler")'); document.body.append(b); b.click(); },
  fetch: async () => { await fetch(elsewhere + '/data'); note('fetch'); },
  ownFetch: async () => { await fetch('/probe.js'); note('own-fetch'); },
  beacon: () => new Promise((end) => { navigator.sendBeacon(elsewhere + '/beacon', 'x'); setTimeout(end, 0); }),
  image: () => new Promise((end) => { const i = new Image(); i.onload = () => { note('image'); end(); }; i.onerror = end; i.src = elsewhere + '/pixel.png'; }),
  frame: () => { const f = document.createElement('iframe'); f.src = elsewhere + '/frame'; document.body.append(f); },
  worker: () => new Promise((end) => { const w = new Worker('data:text/javascript,postMessage(1)'); w.onmessage = () => { note('worker'); end(); }; w.onerror = end; }),
  dataImage: () => new Promise((end) => { const i = new Image(); i.onload = () => { note('data-image'); end(); }; i.onerror = end; i.src = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'; }),
};
const socket = new WebSocket('ws://' + location.host + '/link' + location.search);
socket.onmessage = (event) => { document.body.dataset.office = JSON.parse(event.data).office; socket.send('"taken"'); };
// What is neither done nor refused by then will not be.
const soon = () => new Promise((end) => setTimeout(end, 250));
for (const attempt of Object.values(tries)) { try { await Promise.race([attempt(), soon()]); } catch {} }
await soon();
document.body.dataset.tried = 'all';
`;

describe.skipIf(found === null)('the served page in a real Chromium', () => {
  const reached: string[] = [];
  const heard = new EventEmitter();
  let directory: string;
  let elsewhere: Server;
  let browser: Browser;
  let page: Page;
  let served: Awaited<ReturnType<typeof serve>>;
  const terminal = new PretendTerminal(attract('Lyon Bellecour'));

  beforeAll(async () => {
    elsewhere = createServer((request, response) => {
      reached.push(request.url ?? '');
      response.setHeader('Access-Control-Allow-Origin', '*').end();
    }).listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    const { port } = elsewhere.address() as { port: number };
    directory = mkdtempSync(join(tmpdir(), 'moulin-page-'));
    mkdirSync(directory, { recursive: true });
    writeFileSync(
      join(directory, 'index.html'),
      `<!doctype html><html lang="fr"><head><script>document.documentElement.dataset.inline = 'ran'</script></head>` +
        `<body data-elsewhere="http://127.0.0.1:${port}"><p style="color: red">x</p><script type="module" src="/probe.js"></script></body></html>`,
    );
    writeFileSync(join(directory, 'probe.js'), attempts);
    served = await serve({ terminal, rendererDirectory: directory, log: (entry) => heard.emit(entry.event) });
    browser = await chromium.launch({ executablePath: found?.executable ?? '', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
    page = await browser.newPage();
    // Refused frames keep the page loading, as far as Playwright can tell.
    await page.goto(served.address, { waitUntil: 'commit' });
    await page.waitForSelector('[data-tried]', { state: 'attached' });
  }, 30_000);
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    elsewhere?.close();
    rmSync(directory, { recursive: true });
  });

  test('may show a picture written into it, and nothing else of what it tried', async () => {
    expect(await page.getAttribute('body', 'data-done')).toBe('data-image');
    expect(await page.getAttribute('html', 'data-inline')).toBeNull();
    expect(reached).toEqual([]);
    expect(page.url()).toBe(served.address);
  });

  test('knows the size of its pixels before its first script', async () => {
    expect(await page.getAttribute('html', 'data-millimetres-per-pixel')).toBe('0.248');
  });

  test('is shown each view, and the same one after a reload', async () => {
    await page.waitForSelector('[data-office="Lyon Bellecour"]', { state: 'attached' });
    terminal.show(attract('in the middle of a session'));
    await page.waitForSelector('[data-office="in the middle of a session"]', { state: 'attached' });
    await page.reload({ waitUntil: 'commit' });
    await page.waitForSelector('[data-office="in the middle of a session"]', { state: 'attached' });
    expect(page.url()).toBe(served.address);
  });

  test('that hangs is let go by the link, though Chromium goes on answering pings for it', async () => {
    const hanging = await browser.newPage();
    await hanging.goto(served.address, { waitUntil: 'commit' });
    await hanging.waitForSelector('[data-tried]', { state: 'attached' });
    const letGo = once(heard, 'page.hung');
    // It would never come back from this; nobody waits for it.
    void hanging.evaluate(() => {
      for (;;);
    }).catch(() => {});
    await letGo;
    await vi.waitFor(() => expect(served.link.connections()).toBe(1));
    await page.waitForSelector('[data-office="in the middle of a session"]', { state: 'attached' });
    await hanging.close({ runBeforeUnload: false });
  });

  test('whose process is killed leaves the link, and the terminal goes on', async () => {
    const dying = await browser.newPage();
    await dying.goto(served.address, { waitUntil: 'commit' });
    await dying.waitForSelector('[data-office="in the middle of a session"]', { state: 'attached' });
    expect(served.link.connections()).toBe(2);
    await dying.goto('chrome://crash').catch(() => {});
    await vi.waitFor(() => expect(served.link.connections()).toBe(1));
    await dying.close({ runBeforeUnload: false });
  });

  test('of another origin cannot use the link, even with the token', async () => {
    const other = await browser.newPage();
    await other.goto(`http://127.0.0.1:${(elsewhere.address() as { port: number }).port}/`);
    const outcome = await other.evaluate(
      (address) =>
        new Promise((resolve) => {
          const socket = new WebSocket(address);
          socket.addEventListener('open', () => resolve('open'));
          socket.addEventListener('close', () => resolve('closed'));
        }),
      served.address.replace('http', 'ws').replace('/?', '/link?'),
    );
    expect(outcome).toBe('closed');
    await other.close();
  });
});
