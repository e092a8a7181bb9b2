import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { WebSocketServer } from 'ws';
import { workDirectory } from './place.ts';

const source = join(import.meta.dirname, 'bare');
const built = join(workDirectory, 'bare');
const types: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8' };

/** The pages the kiosk is held against, built as it is and served from the loopback address as it is. */
export interface BareSite {
  readonly page: string;
  readonly empty: string;
  /** To every page that is open. */
  send(message: string): void;
  close(): Promise<void>;
}

export async function openBareSite(): Promise<BareSite> {
  await build({
    root: source,
    base: './',
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    build: { outDir: built, emptyOutDir: true, target: 'chrome150', modulePreload: { polyfill: false }, rolldownOptions: { input: [join(source, 'index.html'), join(source, 'empty.html')] } },
  });
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://bare').pathname);
    const file = join(built, path === '/' ? 'index.html' : path);
    try {
      const content = readFileSync(file);
      response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    page: `${origin}/`,
    empty: `${origin}/empty.html`,
    send(message) {
      for (const socket of sockets.clients) socket.send(message);
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}
