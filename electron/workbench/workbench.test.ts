import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../../devices/clock.ts';
import type { DeviceKind } from '../../devices/device.ts';
import { createTwin } from '../../devices/drivers.ts';
import type { PrinterTwin } from '../../devices/twin.ts';
import { memoryWire } from '../../devices/wire/memory.ts';
import type { VirtualDevice } from '../terminal.ts';
import type { WorkbenchHandler } from '../loopback.ts';
import { createWorkbench, type WorkbenchDevice } from './workbench.ts';

/** The workbench on a real server, with the real twins on a clock that stands still. */
const kinds = ['scale', 'receipt-printer', 'label-printer', 'payment-terminal', 'code-scanner'] as const;

let clock: ManualClock;
let virtual: Map<DeviceKind, VirtualDevice>;
let workbench: WorkbenchHandler;
let server: Server;
let origin: string;

beforeEach(async () => {
  clock = new ManualClock(Date.UTC(2026, 10, 23));
  virtual = new Map(kinds.map((kind) => [kind, pluggable(kind)]));
  workbench = createWorkbench({ virtual });
  server = createServer((request, response) => {
    if (!workbench.handle(request, response)) response.writeHead(404).end('not the workbench');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  workbench.close?.();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

function pluggable(kind: (typeof kinds)[number]): VirtualDevice {
  let plugged = true;
  return {
    twin: createTwin(kind, { clock }),
    url: `tcp://127.0.0.1/${kind}`,
    plugged: () => plugged,
    plug: (now) => Promise.resolve(void (plugged = now)),
  };
}

const get = (path: string): Promise<Response> => fetch(`${origin}/workbench/${path}`);
const put = (path: string, body: string, type = 'application/json'): Promise<Response> =>
  fetch(`${origin}/workbench/${path}`, { method: 'PUT', headers: { 'Content-Type': type }, body });
const problemOf = async (response: Response): Promise<string> => ((await response.json()) as { problem: string }).problem;
const deviceAt = async (kind: string): Promise<WorkbenchDevice> => (await (await get(`devices/${kind}`)).json()) as WorkbenchDevice;

/** Prints one strip of paper per text on the receipt printer, through a wire of its own. */
async function print(texts: readonly string[]): Promise<void> {
  const twin = (virtual.get('receipt-printer') as VirtualDevice).twin as PrinterTwin;
  const [ours, theirs] = memoryWire();
  twin.attach(theirs);
  const printed = new Promise<void>((resolve) => {
    const stop = twin.onChange(() => {
      if ((twin.papers().at(-1)?.number ?? 0) < texts.length) return;
      stop();
      resolve();
    });
  });
  for (const text of texts) await ours.write(Buffer.from(`\x1b@${text}\n\x1dV\x00`, 'latin1'));
  await printed;
}

describe('what is plugged in', () => {
  test('the list names every device, its protocol, its knobs and how many papers came out', async () => {
    const response = await get('devices');
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const devices = (await response.json()) as WorkbenchDevice[];
    expect(devices.map(({ kind, protocol, plugged, papers }) => ({ kind, protocol, plugged, papers }))).toEqual([
      { kind: 'scale', protocol: 'mt-sics', plugged: true, papers: null },
      { kind: 'receipt-printer', protocol: 'esc-pos', plugged: true, papers: 0 },
      { kind: 'label-printer', protocol: 'zpl', plugged: true, papers: 0 },
      { kind: 'payment-terminal', protocol: 'caisse-ap', plugged: true, papers: null },
      { kind: 'code-scanner', protocol: 'aim-lines', plugged: true, papers: null },
    ]);
    expect(devices[0]?.knobs).toMatchObject({ grams: 0, moving: false });
  });

  test('a card terminal tells what stands on its display, a scale tells nothing besides its knobs', async () => {
    expect((await deviceAt('payment-terminal')).state).toMatchObject({ phase: 'idle', amount: null, transactions: [] });
    expect((await deviceAt('scale')).state).toBeNull();
  });

  test('an address of another page is not taken', async () => {
    const paths = ['', 'workbench.html', 'device', 'devices/', 'devices/SCALE', 'devices/scale/papers/1.jpg'];
    const texts = await Promise.all(paths.map(async (path) => await (await get(path)).text()));
    expect(texts).toEqual(paths.map(() => 'not the workbench'));
  });
});

describe('turning knobs', () => {
  test('a parcel put on the pan stays there, and the answer shows it', async () => {
    const response = await put('devices/scale', '{"grams": 1240}');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ kind: 'scale', knobs: { grams: 1_240 } });
    expect((await deviceAt('scale')).knobs).toMatchObject({ grams: 1_240 });
  });

  test('a cable is pulled and put back, and no knob with it', async () => {
    await put('devices/scale', '{"grams": 20, "plugged": false}');
    expect(await deviceAt('scale')).toMatchObject({ plugged: false, knobs: { grams: 20 } });
    await put('devices/scale', '{"plugged": true}');
    expect(await deviceAt('scale')).toMatchObject({ plugged: true, knobs: { grams: 20 } });
  });

  test('JSON is taken whatever its spelling and character set', async () => {
    expect((await put('devices/scale', '{"grams": 20}', 'Application/JSON; charset=utf-8')).status).toBe(200);
  });

  test.each([
    ['no JSON at all', '{grams: 20}', /^the body is not JSON .*: send an object such as/],
    ['half of it', '{"grams": 2', /^the body is not JSON/],
    ['nothing', '', /^the body is not JSON/],
    ['null', 'null', /no object/],
    ['a list', '[]', /no object/],
    ['a list of knobs', '[{"grams": 20}]', /no object/],
    ['a word', '"grams"', /no object/],
    ['a number', '20', /no object/],
    ['an unknown knob', '{"colour": "red"}', /^scale has no knob "colour": it has grams, moving/],
    ['a wrong kind of value', '{"grams": "20 g"}', /^scale, knob "grams"/],
    ['a value out of range', '{"grams": 1e9}', /^scale, knob "grams"/],
    ['a cable that is half in', '{"plugged": "half"}', /^plugged takes true or false$/],
    ['a good knob and a bad one', '{"grams": 20, "moving": 3}', /^scale, knob "moving"/],
    ['a good knob and a cable that is half in', '{"grams": 20, "plugged": 0}', /^plugged takes true or false$/],
    ['a bad knob and a pulled cable', '{"grams": null, "plugged": false}', /^scale, knob "grams"/],
    ['the prototype', '{"__proto__": {"grams": 20}}', /^scale has no knob "__proto__"/],
  ])('%s is refused in words and turns nothing', async (_, body, words) => {
    const before = await deviceAt('scale');
    const response = await put('devices/scale', body);
    expect(response.status).toBe(400);
    expect(await problemOf(response)).toMatch(words);
    expect(await deviceAt('scale')).toEqual(before);
  });

  test('whatever bytes come as a body, the answer is 200 or a problem in words', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), async (body) => {
        const response = await put('devices/scale', body);
        const answer = (await response.json()) as { kind?: string; problem?: string };
        expect([response.status, answer.kind ?? (answer.problem ?? '').length > 10]).toEqual(response.ok ? [200, 'scale'] : [400, true]);
      }),
      { numRuns: 60 },
    );
  });

  test('what a form of another site could send is refused', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp']) {
      const response = await put('devices/scale', '{"grams": 20}', type);
      expect([type, response.status, await problemOf(response)]).toEqual([type, 415, 'send the knobs as application/json']);
    }
    expect((await deviceAt('scale')).knobs).toMatchObject({ grams: 0 });
  });

  test('64 KiB are read, one byte more is refused, and the sender is told why', async () => {
    const padded = (bytes: number): string => '{"grams": 20}'.padEnd(bytes, ' ');
    expect((await put('devices/scale', padded(64 * 1024))).status).toBe(200);
    const response = await put('devices/code-scanner', padded(64 * 1024 + 1));
    expect(response.status).toBe(413);
    expect(await problemOf(response)).toBe('send at most 65536 bytes: these are more');
    const huge = await put('devices/scale', padded(3_000_000));
    expect(huge.status).toBe(413);
  });

  test('a body that breaks off turns nothing and stops nothing', async () => {
    const broken = httpRequest(`${origin}/workbench/devices/scale`, { method: 'PUT', headers: { 'Content-Type': 'application/json', 'Content-Length': 100 } });
    broken.on('error', () => {});
    broken.write('{"grams": 20');
    const [arrived] = (await once(server, 'request')) as [IncomingMessage];
    const closed = once(arrived, 'close');
    broken.destroy();
    await closed.catch(() => {});
    expect((await deviceAt('scale')).knobs).toMatchObject({ grams: 0 });
  });
});

describe('what does not exist', () => {
  test('an unknown kind is refused with the ones there are', async () => {
    for (const response of [await get('devices/badge-reader'), await put('devices/constructor', '{}'), await get('devices/toaster/papers')]) {
      expect(response.status).toBe(404);
      expect(await problemOf(response)).toMatch(/^there is no virtual (badge-reader|constructor|toaster): there are scale, receipt-printer, label-printer/);
    }
  });

  test.each([
    ['POST', 'devices', 'GET'],
    ['PUT', 'devices', 'GET'],
    ['PUT', 'events', 'GET'],
    ['DELETE', 'devices/scale', 'GET, PUT'],
    ['POST', 'devices/scale', 'GET, PUT'],
    ['PUT', 'devices/label-printer/papers', 'GET'],
    ['DELETE', 'devices/label-printer/papers/1.png', 'GET'],
  ])('%s %s is refused, and the answer says what is possible', async (method, path, allowed) => {
    const response = await fetch(`${origin}/workbench/${path}`, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allowed);
    expect(await problemOf(response)).toContain(`use ${allowed.replace(', ', ' or ')}`);
  });
});

describe('papers', () => {
  test('what was printed is listed with its words, and its picture is a PNG', async () => {
    await print(['PREUVE DE DEPOT', 'RECU']);
    const papers = (await (await get('devices/receipt-printer/papers')).json()) as { number: number; lines: string[]; codes: string[]; picture: string }[];
    expect(papers.map(({ number, lines }) => [number, lines])).toEqual([
      [1, ['PREUVE DE DEPOT']],
      [2, ['RECU']],
    ]);
    expect(papers[1]?.picture).toBe('/workbench/devices/receipt-printer/papers/2.png');
    const picture = await fetch(`${origin}${papers[1]?.picture}`);
    expect(picture.headers.get('content-type')).toBe('image/png');
    const bytes = Buffer.from(await picture.arrayBuffer());
    expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(picture.headers.get('content-length')).toBe(String(bytes.length));
    expect((await deviceAt('receipt-printer')).papers).toBe(2);
  });

  test('the count goes on when old papers are no longer kept', async () => {
    const twin = { ...stubPrinter(), papers: () => [{ number: 140, lines: [], codes: [], png: Uint8Array.of(1) }] };
    virtual.set('label-printer', { ...(virtual.get('label-printer') as VirtualDevice), twin });
    expect((await deviceAt('label-printer')).papers).toBe(140);
    expect((await get('devices/label-printer/papers/140.png')).status).toBe(200);
    const gone = await get('devices/label-printer/papers/1.png');
    expect(gone.status).toBe(404);
    expect(await problemOf(gone)).toBe('paper 1 has not been printed, or is no longer kept');
  });

  test('a picture that cannot be painted is a problem in words, not a broken connection', async () => {
    const paper = {
      number: 1,
      lines: [],
      codes: [],
      get png(): Uint8Array {
        throw new Error('no canvas on this machine');
      },
    };
    virtual.set('label-printer', { ...(virtual.get('label-printer') as VirtualDevice), twin: { ...stubPrinter(), papers: () => [paper] } });
    const response = await get('devices/label-printer/papers/1.png');
    expect(response.status).toBe(500);
    expect(await problemOf(response)).toBe('no canvas on this machine');
  });

  test('what prints nothing has no papers', async () => {
    for (const path of ['devices/scale/papers', 'devices/scale/papers/1.png']) {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(await problemOf(response)).toBe('a scale prints no papers');
    }
  });
});

function stubPrinter(): PrinterTwin {
  return { kind: 'label-printer', protocol: 'zpl', knobs: () => ({}), turn: () => ({}), attach: () => {}, onChange: () => () => {}, close: () => {}, papers: () => [] };
}

/** The list, as often as the stream tells it. */
async function* listen(): AsyncGenerator<WorkbenchDevice[], void> {
  const response = await get('events');
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  let text = '';
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    text += Buffer.from(chunk).toString('utf8');
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      expect(text.startsWith('data: ')).toBe(true);
      yield JSON.parse(text.slice('data: '.length, end)) as WorkbenchDevice[];
      text = text.slice(end + 2);
    }
  }
}

async function next(events: AsyncGenerator<WorkbenchDevice[], void>): Promise<Record<string, WorkbenchDevice>> {
  const { value, done } = await events.next();
  if (done === true || value === undefined) throw new Error('the stream ended');
  return Object.fromEntries(value.map((device) => [device.kind, device]));
}

describe('the stream', () => {
  test('tells everything at once, then again at each change of a knob, of a cable or of the papers', async () => {
    const events = listen();
    expect(Object.keys(await next(events))).toEqual([...kinds]);
    await put('devices/scale', '{"grams": 84}');
    expect((await next(events))['scale']?.knobs).toMatchObject({ grams: 84 });
    await put('devices/label-printer', '{"plugged": false}');
    expect((await next(events))['label-printer']).toMatchObject({ plugged: false });
    await print(['RECU']);
    expect((await next(events))['receipt-printer']?.papers).toBe(1);
    await events.return();
  });

  test('changes of one turn are told once', async () => {
    const events = listen();
    await next(events);
    const { twin } = virtual.get('scale') as VirtualDevice;
    for (const grams of [1, 2, 3]) twin.turn({ grams });
    expect((await next(events))['scale']?.knobs).toMatchObject({ grams: 3 });
    twin.turn({ grams: 4 });
    expect((await next(events))['scale']?.knobs).toMatchObject({ grams: 4 });
    await events.return();
  });

  test('a refused request is not told', async () => {
    const events = listen();
    await next(events);
    await put('devices/scale', '{"colour": "red"}');
    await put('devices/scale', '{"grams": 5}');
    expect((await next(events))['scale']?.knobs).toMatchObject({ grams: 5 });
    await events.return();
  });

  test('ends with the workbench, also in the turn of a change', async () => {
    const events = listen();
    await next(events);
    (virtual.get('scale') as VirtualDevice).twin.turn({ grams: 7 });
    workbench.close?.();
    expect((await events.next()).done).toBe(true);
    (virtual.get('scale') as VirtualDevice).twin.turn({ grams: 8 });
    expect((await get('devices')).status).toBe(200);
  });
});
