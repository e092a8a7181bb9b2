import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { freshCertificate } from './certificate.ts';
import { openTls, serveTls } from './tls.ts';
import { WireError, type BytePort } from './wire.ts';

const clean: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0).toReversed()) await step();
});

async function served(name = 'card.example') {
  const certificate = await freshCertificate(name);
  const ports: BytePort[] = [];
  const server = await serveTls('127.0.0.1', 0, certificate, (port) => ports.push(port));
  clean.push(() => server.close());
  return { certificate, ports, number: Number(new URL(server.url).port) };
}

function authority(pem: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'moulin-tls-'));
  clean.push(() => rmSync(directory, { recursive: true }));
  writeFileSync(join(directory, 'authority.pem'), pem);
  return join(directory, 'authority.pem');
}

const why = (number: number, reason: string): string =>
  `tls://127.0.0.1:${number} cannot be reached (${reason}): check that the device is on, the address is right, and its certificate is the one configured`;

describe('a TLS connection is made', () => {
  test('to the holder of the certificate that was pinned', async () => {
    const { certificate, number } = await served();
    const port = await openTls('127.0.0.1', number, { kind: 'pinned', sha256: certificate.sha256 });
    expect(port.closed).toBeNull();
    await port.close();
  });

  test('to whoever bears the name in a certificate of the authority', async () => {
    const { certificate, number } = await served();
    const port = await openTls('127.0.0.1', number, { kind: 'authority', file: authority(certificate.cert), name: 'card.example' });
    expect(port.closed).toBeNull();
    await port.close();
  });
});

describe('a TLS connection is refused, and nothing was said on it,', () => {
  test('when another certificate is shown than the pinned one: the other is named, for whoever changed the terminal', async () => {
    const { certificate, number, ports } = await served();
    let heard = 0;
    await expect(openTls('127.0.0.1', number, { kind: 'pinned', sha256: '0'.repeat(64) })).rejects.toThrow(new WireError(why(number, `its certificate is another one, with sha256=${certificate.sha256}`)));
    for (const port of ports) port.onBytes(() => (heard += 1));
    expect(heard).toBe(0);
  });

  test('when the certificate is of another authority', async () => {
    const { number } = await served();
    const stranger = await freshCertificate('card.example');
    await expect(openTls('127.0.0.1', number, { kind: 'authority', file: authority(stranger.cert), name: 'card.example' })).rejects.toThrow('self-signed certificate');
  });

  test('when the certificate bears another name', async () => {
    const { certificate, number } = await served('other.example');
    await expect(openTls('127.0.0.1', number, { kind: 'authority', file: authority(certificate.cert), name: 'card.example' })).rejects.toThrow('card.example');
  });

  test('when the file of the authority is not there', async () => {
    await expect(openTls('127.0.0.1', 1, { kind: 'authority', file: '/nowhere/authority.pem', name: 'x' })).rejects.toThrow('ENOENT');
  });

  test('when the other end does not speak TLS, or hangs up', async () => {
    const server = createPlainServer((socket) => socket.on('error', () => {}).resume().end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    clean.push(() => new Promise((done) => void server.close(done)));
    const address = server.address();
    await expect(openTls('127.0.0.1', typeof address === 'object' ? (address?.port ?? 0) : 0, { kind: 'pinned', sha256: '0'.repeat(64) })).rejects.toThrow('cannot be reached');
  });

  test('when it is given up meanwhile, or was before', async () => {
    const { number, certificate } = await served();
    const abort = new AbortController();
    const attempt = openTls('127.0.0.1', number, { kind: 'pinned', sha256: certificate.sha256 }, abort.signal);
    abort.abort();
    await expect(attempt).rejects.toThrow('given up');
    await expect(openTls('127.0.0.1', number, { kind: 'pinned', sha256: certificate.sha256 }, abort.signal)).rejects.toThrow('given up');
  });

  test('when the address is taken, by whoever wants to listen there', async () => {
    const { number, certificate } = await served();
    await expect(serveTls('127.0.0.1', number, certificate, () => {})).rejects.toThrow(`tls://127.0.0.1:${number} cannot be listened on`);
  });
});
