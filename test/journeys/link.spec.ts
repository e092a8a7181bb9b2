import { expect } from '@playwright/test';
import { WebSocket } from 'ws';
import type { Kiosk } from '../kiosk.ts';
import { expectNothingSold } from './audit.ts';
import { fillsBasketWithLetters, test, weighsLetter } from './journey.ts';

/** Whoever reaches the link without being our page, or says what a page may not say: nothing happens, and the kiosk goes on. */

function linkOf({ address }: Kiosk, token?: string): { url: string; origin: string } {
  const { host, origin, searchParams } = new URL(address);
  return { url: `ws://${host}/link?token=${token ?? searchParams.get('token')}`, origin };
}

/** How an attempt to connect ends: `open`, or the HTTP status of its refusal. */
function attempt(url: string, options: { origin?: string; headers?: Record<string, string> }): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, options);
    socket.on('open', () => {
      socket.close();
      resolve('open');
    });
    socket.on('unexpected-response', (_request, response) => resolve(String(response.statusCode)));
    socket.on('error', (error) => resolve(error.message));
  });
}

/** A second page on the link, with the right token: what a stolen address would give. Resolves once it has its first view. */
async function connect(kiosk: Kiosk): Promise<{ socket: WebSocket; views: string[] }> {
  const { url, origin } = linkOf(kiosk);
  const socket = new WebSocket(url, { origin });
  const views: string[] = [];
  await new Promise<void>((resolve, reject) => {
    socket.on('message', (data: Buffer) => {
      views.push(data.toString());
      resolve();
    });
    socket.on('error', reject);
  });
  return { socket, views };
}

/** Everything sent before has been dealt with: a message that does something is answered with a new view. */
async function inTurn({ socket, views }: { socket: WebSocket; views: string[] }): Promise<void> {
  const before = views.length;
  socket.send(JSON.stringify({ type: 'dialog.opened', dialog: 'call' }));
  await expect.poll(() => views.length).toBeGreaterThan(before);
  socket.send(JSON.stringify({ type: 'dialog.closed' }));
  await expect.poll(() => views.length).toBeGreaterThan(before + 1);
}

test('a wrong token, no token, a foreign page and a foreign name for this machine are refused', async ({ kiosk, customer }) => {
  const { url, origin } = linkOf(kiosk);
  const right = new URL(kiosk.address).searchParams.get('token') ?? '';
  expect(await attempt(linkOf(kiosk, 'x'.repeat(right.length)).url, { origin })).toBe('401');
  expect(await attempt(linkOf(kiosk, '').url, { origin })).toBe('401');
  expect(await attempt(url.replace(/\?.*/, ''), { origin })).toBe('401');
  expect(await attempt(url, { origin: 'https://evil.example' })).toBe('403');
  expect(await attempt(url, { origin: 'null' })).toBe('403');
  expect(await attempt(url, {}), 'a program, not a page').toBe('403');
  expect(await attempt(url, { origin: 'http://evil.example', headers: { Host: 'evil.example' } }), 'DNS rebinding').toBe('403');
  expect(await attempt(url, { origin }), 'the right one').toBe('open');
  await fillsBasketWithLetters(kiosk, customer, 1);
  await expectNothingSold(kiosk);
});

test('a page without the token gets nothing of the session', async ({ kiosk, customer, page }) => {
  await weighsLetter(kiosk, customer);
  const response = await page.request.get(new URL('/', kiosk.address).href);
  expect(response.status()).toBeGreaterThanOrEqual(400);
  await customer.sees('offers');
  await expectNothingSold(kiosk);
});

const forged: Readonly<Record<string, string | Buffer>> = {
  'a price beside an offer': JSON.stringify({ type: 'offer.selected', product: 'lettre_verte', price: 1 }),
  'a price for a basket line': JSON.stringify({ type: 'basket.quantity.changed', line: 'L1', quantity: 1, unitPrice: 1 }),
  'an amount with the payment': JSON.stringify({ type: 'basket.paid', amount: 1 }),
  'a payment that went well': JSON.stringify({ type: 'payment.approved', amount: 360 }),
  'a weight': JSON.stringify({ type: 'scale.read', reading: { state: 'stable', grams: 5 } }),
  'a health report': JSON.stringify({ type: 'health.changed', device: 'card', health: { state: 'online', warnings: [] } }),
  'a world of its own': JSON.stringify({ type: 'world.changed', world: {} }),
  'an internal event': JSON.stringify({ type: 'xstate.done.actor.checkout', output: { kind: 'finished', paid: 0 } }),
  'a negative quantity': JSON.stringify({ type: 'basket.quantity.changed', line: 'L1', quantity: -1 }),
  'a product nobody sells': JSON.stringify({ type: 'offer.selected', product: '__proto__' }),
  'a prototype': '{"__proto__":{"type":"basket.paid"}}',
  'no JSON': 'basket.paid',
  'an array': '[{"type":"basket.paid"}]',
  'bytes': Buffer.from([0xff, 0x00, 0xfe]),
  'more than a message may have': JSON.stringify({ type: 'touched', filler: 'x'.repeat(70_000) }),
};

test('forged and oversized messages change nothing: no price, no weight, no payment can be said', async ({ kiosk, customer }) => {
  await fillsBasketWithLetters(kiosk, customer, 1);
  const before = await customer.page.locator('[data-screen]').innerText();
  const second = await connect(kiosk);
  const [view] = second.views;
  for (const message of Object.values(forged)) second.socket.send(message);
  await inTurn(second);
  expect(second.views.at(-1)).toBe(view);
  await customer.sees('basket');
  expect(await customer.page.locator('[data-screen]').innerText()).toBe(before);
  await expectNothingSold(kiosk);
  second.socket.close();
});

test('a message of megabytes ends its own connection and no other', async ({ kiosk, customer }) => {
  await fillsBasketWithLetters(kiosk, customer, 1);
  const { socket } = await connect(kiosk);
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.send('x'.repeat(2 * 1024 * 1024));
  // 1009: message too big (RFC 6455, 7.4.1); 1006 when the connection went before that could be read.
  expect([1009, 1006]).toContain(await closed);
  await customer.touches('basket.quantity.changed', 'more');
  await expect(customer.page.locator('.quantity')).toContainText('2');
  await expectNothingSold(kiosk);
});

test('well-formed messages at the wrong time change nothing', async ({ kiosk, customer }) => {
  await weighsLetter(kiosk, customer);
  const second = await connect(kiosk);
  const [view] = second.views;
  const early = [
    { type: 'basket.paid' }, { type: 'payment.retried' }, { type: 'label.retried' }, { type: 'label.refunded' }, { type: 'papers.chosen', proof: true, receipt: true },
    { type: 'address.confirmed' }, { type: 'session.finished' }, { type: 'destination.chosen', destination: 'abroad' }, { type: 'time.extended' },
  ];
  for (const message of early) second.socket.send(JSON.stringify(message));
  await inTurn(second);
  expect(second.views.at(-1)).toBe(view);
  await customer.sees('offers');
  await expectNothingSold(kiosk);
  second.socket.close();
});
