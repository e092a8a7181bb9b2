import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Device, Health } from '../devices/device.ts';
import type { Screen, View } from '../flows/view.ts';
import { configSchema } from './config.ts';
import { openHealthDoor, type HealthDoor } from './health-door.ts';
import { healthOf, healthSchema, type HealthReport, type Observed } from './health.ts';
import { temporaryDirectory } from './ledger/sample.fixture.ts';
import type { Entry } from './log/entries.ts';
import { startTerminal, type Terminal } from './terminal.ts';

const well: Health = { state: 'online', cause: null, warnings: [], action: 'none', since: 1_795_000_000_000 };
function device(kind: Device['kind'], health: Partial<Health> = {}): Device {
  return { kind, driver: 'some', health: () => ({ ...well, ...health }), onHealth: () => () => {}, identity: () => null, start: () => {}, stop: () => Promise.resolve() };
}
const observed = (changes: Partial<Observed> = {}): Observed => ({
  version: '1.0.0',
  fiscalVersion: '1',
  terminal: 'DEMO-01',
  training: false,
  screen: 'attract',
  services: [{ id: 'send', reason: null }, { id: 'articles', reason: 'at-the-counter' }],
  devices: [device('scale')],
  trouble: null,
  journal: null,
  labelsLeft: 120,
  freeBytes: 5_000_000_000,
  now: Date.parse('2026-11-23T10:00:00Z'),
  clockJumps: 0,
  uptimeMilliseconds: 61_500,
  ...changes,
});

describe('how the terminal is', () => {
  it.each<[HealthReport['status'], string, Partial<Observed>]>([
    ['ok', 'when everything can be had that was ever configured', {}],
    ['ok', 'in the middle of a session', { screen: 'basket' }],
    ['degraded', 'when a function cannot be had', { services: [{ id: 'send', reason: 'scale-unavailable' }] }],
    ['degraded', 'when a device is not well', { devices: [device('scale'), device('receipt-printer', { state: 'consumable-out', cause: 'paper out' })] }],
    ['degraded', 'when a device warns', { devices: [device('label-printer', { warnings: ['paper-near-end'] })] }],
    ['degraded', 'when the disk is nearly full', { trouble: 'full' }],
    ['out-of-service', 'when nothing can be recorded', { screen: 'out-of-service', trouble: 'closed' }],
    ['starting', 'when it starts', { screen: 'starting' }],
    ['stopping', 'when it stops, whatever else', { screen: 'stopping', trouble: 'closed' }],
  ])('is "%s" %s', (status, _when, changes) => {
    expect(healthOf(observed(changes)).status).toBe(status);
  });

  it('is told in a closed form', () => {
    expect(healthSchema.parse(healthOf(observed()))).toMatchObject({ uptimeSeconds: 61, clock: { now: '2026-11-23T10:00:00.000Z', jumps: 0 }, ledger: { records: null, low: [] } });
  });

  it('quotes no card number that a driver quotes', () => {
    const report = healthOf(observed({ devices: [device('payment-terminal', { state: 'offline', cause: 'unexpected 4970100000000154' })] }));
    expect(report.devices[0]?.cause).toBe('unexpected [number]');
  });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

async function ask(address: string, { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
  const request = httpRequest(address, { method, headers, agent: false });
  request.end();
  const [response] = (await once(request, 'response')) as [import('node:http').IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() };
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

describe('GET /health on a port of its own', () => {
  let door: HealthDoor | null = null;
  let report: HealthReport;
  let entries: Entry[];
  beforeEach(async () => {
    entries = [];
    report = healthOf(observed());
    door = await openHealthDoor(await freePort(), () => report, (entry) => entries.push(entry));
  });
  afterEach(() => door?.close());
  const address = (): string => door?.address ?? '';

  it('answers 200 while customers are served, and 503 when they are not, with the report', async () => {
    const { status, headers, body } = await ask(address());
    expect([status, headers['content-type'], headers['cache-control'], JSON.parse(body)]).toEqual([200, 'application/json; charset=utf-8', 'no-store', report]);
    report = healthOf(observed({ screen: 'out-of-service' }));
    expect(await ask(address())).toMatchObject({ status: 503, body: expect.stringContaining('"status":"out-of-service"') as string });
    report = healthOf(observed({ devices: [device('scale', { state: 'offline' })] }));
    expect((await ask(address())).status).toBe(200);
  });

  it('answers whoever is on this machine, and no other site’s page', async () => {
    expect((await ask(address(), { headers: { host: 'evil.example' } })).status).toBe(403);
    expect((await ask(address(), { headers: { origin: 'http://evil.example' } })).status).toBe(403);
  });

  it('takes nothing, and is nowhere else', async () => {
    expect((await ask(address(), { method: 'POST' })).status).toBe(405);
    expect(await ask(address(), { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
    expect((await ask(address().replace('/health', '/'))).status).toBe(404);
  });

  it('that cannot look says so, and nothing breaks', async () => {
    const broken = await openHealthDoor(
      await freePort(),
      () => {
        throw new Error('the disk is gone');
      },
      (entry) => entries.push(entry),
    );
    expect(await ask(broken?.address ?? '')).toMatchObject({ status: 503, body: '{"status":"unknown"}\n' });
    await broken?.close();
  });

  it('on a port that somebody has is told, and the terminal runs without', async () => {
    expect(await openHealthDoor(Number(new URL(address()).port), () => report, (entry) => entries.push(entry))).toBeNull();
    expect(entries).toEqual([{ event: 'health.unavailable', told: expect.stringMatching(/health\.port of terminal\.json cannot be opened .*EADDRINUSE/u) as string }]);
  });
});

describe('the health of a running terminal', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  let terminal: Terminal;
  beforeEach(async () => {
    directory = temporaryDirectory();
    const started = await startTerminal({ config: configSchema.parse({}), dataDirectory: directory.path, log: () => {} });
    if (!started.ok) throw new Error(started.error.join());
    terminal = started.value;
  });
  afterEach(async () => {
    await terminal.stop();
    directory.remove();
  });

  /** Resolves with the first view that holds. */
  function sees(holds: (view: View) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (view: View): void => {
        if (holds(view)) resolve();
      };
      look(terminal.view());
      terminal.onView(look);
    });
  }
  const on = (screen: Screen) => (view: View) => view.screen === screen;
  const offers = (service: string, reason: string | null) => (view: View) => view.screen === 'attract' && view.services.some((one) => one.id === service && one.reason === reason);

  it('names every device, the records, the room on the disk; and knows nothing of what a customer typed', async () => {
    await sees(offers('send', null));
    terminal.virtual.get('scale')?.twin.turn({ grams: 750, settleMs: 0 });
    await sees(on('destination'));
    terminal.send({ type: 'destination.chosen', destination: 'france' });
    await sees(on('format'));
    terminal.send({ type: 'format.chosen', format: 'parcel' });
    await sees(on('offers'));
    terminal.send({ type: 'offer.confirmed' });
    await sees(on('address'));
    terminal.send({ type: 'address.postcode.entered', postcode: '69003' });
    await sees((view) => JSON.stringify(view).includes('LYON'));
    const report = healthSchema.parse(terminal.health());
    expect(report.devices.map(({ kind }) => kind).toSorted()).toEqual(['badge-reader', 'code-scanner', 'label-printer', 'payment-terminal', 'receipt-printer', 'scale']);
    expect(report).toMatchObject({ screen: 'address', training: false, ledger: { trouble: null, openSales: 0, openIncidents: 0 } });
    expect(report.ledger.records).toBeGreaterThan(5);
    expect(report.disk.freeBytes).toBeGreaterThan(0);
    expect(JSON.stringify(report)).not.toMatch(/69003|LYON/u);
  });

  it('sees a cable that is pulled', async () => {
    await sees(offers('send', null));
    await terminal.virtual.get('scale')?.plug(false);
    await sees(offers('send', 'scale-unavailable'));
    expect(terminal.health()).toMatchObject({ status: 'degraded' });
    expect(terminal.health().devices.find(({ kind }) => kind === 'scale')).toMatchObject({ state: 'offline' });
  });

  it('says that it stops', async () => {
    await terminal.stop();
    expect(terminal.health()).toMatchObject({ status: 'stopping', ledger: { trouble: 'closed', records: null } });
  });
});
