import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { intentSchema } from '../../flows/intents.ts';
import type { View, ViewOf } from '../../flows/view.ts';
import type { Entry } from '../log/entries.ts';
import { maximumMessageBytes, openDoor, readIntent, writeView } from './contract.ts';
import { attract, PretendTerminal } from './terminal.fixtures.ts';

const typed = (length: number): string =>
  JSON.stringify({ type: 'address.name.entered', name: 'É'.repeat(length), company: '', phone: '' });

function isIntent(message: string): boolean {
  try {
    return intentSchema.safeParse(JSON.parse(message)).success;
  } catch {
    return false;
  }
}

describe('an intent at the door', () => {
  test.each([
    ['a touch', { type: 'touched' }],
    ['a destination', { type: 'destination.chosen', destination: 'france' }],
    ['a name with accents and an apostrophe', { type: 'address.name.entered', name: 'Zoé d’Œuf', company: '', phone: '' }],
    ['a part of the preferences', { type: 'preferences.changed', preferences: { theme: 'contrast' } }],
  ])('lets %s through unchanged', (_what, intent) => {
    expect(readIntent(JSON.stringify(intent))).toEqual({ ok: true, value: intent });
  });

  test.each([
    ['a price', { type: 'offer.selected', product: 'colissimo-domicile', price: 1 }, 'not-an-intent'],
    ['a weight', { type: 'destination.chosen', destination: 'france', grams: 1 }, 'not-an-intent'],
    ['a payment result', { type: 'payment.approved' }, 'not-an-intent'],
    ['a role', { type: 'touched', role: 'supervisor' }, 'not-an-intent'],
    ['a half quantity', { type: 'basket.quantity.changed', line: '1', quantity: 1.5 }, 'not-an-intent'],
    ['a list of intents', [{ type: 'touched' }], 'not-an-intent'],
    ['nothing', null, 'not-an-intent'],
    ['a prototype', JSON.parse('{"__proto__":{"type":"touched"}}') as unknown, 'not-an-intent'],
  ])('refuses %s from a screen', (_what, message, reason) => {
    expect(readIntent(JSON.stringify(message))).toEqual({ ok: false, error: reason });
  });

  test('measures in bytes, not in letters, and reads up to the limit', () => {
    const frame = Buffer.byteLength(typed(0));
    const longest = Math.floor((maximumMessageBytes - frame) / 2);
    expect(readIntent(typed(longest))).toEqual({ ok: false, error: 'not-an-intent' });
    expect(readIntent(typed(longest + 1))).toEqual({ ok: false, error: 'too-large' });
  });

  test('survives anything, and lets through only what the schema knows', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.json(), fc.string(), fc.constant('{"type":"touched"}')), (message) => {
        const read = readIntent(message);
        expect(read.ok).toBe(typeof message === 'string' && isIntent(message));
      }),
      { numRuns: 1_000 },
    );
  });

  test('lets no extra key through with any intent', () => {
    const intents = intentSchema.options.map((option) => option.shape.type.value);
    fc.assert(
      fc.property(fc.constantFrom(...intents), fc.string({ minLength: 1 }).filter((key) => key !== 'type'), fc.jsonValue(), (type, key, value) => {
        const option = intentSchema.options.find((one) => one.shape.type.value === type);
        const read = readIntent(JSON.stringify({ type, [key]: value }));
        // A key that the intent does not have is never let through; one that it has, only with its own value.
        expect(read.ok && !Object.hasOwn(option?.shape ?? {}, key)).toBe(false);
      }),
    );
  });
});

describe('a view at the door', () => {
  test('has room for the longest list that an operator may configure', () => {
    const words = (length: number) => ({ fr: '€'.repeat(length), en: '€'.repeat(length) });
    const article = { name: words(60), text: words(120), kind: 'padded', price: 50_000, quantity: 99 };
    const { services: _services, left: _left, ...frame } = attract('Lyon') as ViewOf<'attract'>;
    const articles = Array.from({ length: 40 }, (_one, at) => ({ ...article, article: String(at).padStart(40, 'x') }));
    expect(writeView({ ...frame, screen: 'articles', articles, total: 10_000_000, full: true, payReason: 'at-the-counter' })).toMatchObject({ ok: true });
  });

  test('arrives as it was shown', () => {
    const view = attract('Lyon Bellecour');
    const written = writeView(view);
    expect(written.ok && JSON.parse(written.value)).toEqual(view);
  });

  test('is refused when it carries more than a screen may know', () => {
    expect(writeView({ ...attract('Lyon'), pan: '4970…' })).toEqual({ ok: false, error: 'not-a-view' });
  });

  test('is refused beyond the size limit', () => {
    expect(writeView(attract('a'.repeat(maximumMessageBytes)))).toEqual({ ok: false, error: 'too-large' });
  });

  test('that is broken leaves the last good one on screen', () => {
    const terminal = new PretendTerminal(attract('good'));
    const door = openDoor(terminal, () => {});
    const good = door.current();
    terminal.show({ ...attract('bad'), screen: 'nowhere' } as unknown as View);
    expect(door.current()).toBe(good);
    expect(door.counts['not-a-view']).toBe(1);
  });
});

describe('refused messages', () => {
  test('are counted and logged without their content, and not each one of a flood', () => {
    const logged: Entry[] = [];
    const terminal = new PretendTerminal();
    const door = openDoor(terminal, (entry) => logged.push(entry));
    for (let times = 0; times < 2_500; times += 1) door.admit('{"type":"spy","secret":"Madame Durand"}');
    expect(door.counts['not-an-intent']).toBe(2_500);
    expect(logged).toEqual([1, 1_001, 2_001].map((count) => ({ event: 'link.refused', reason: 'not-an-intent', count })));
    expect(terminal.intents).toEqual([]);
  });

  test('a fault behind the door stays behind it', () => {
    const terminal = new PretendTerminal();
    terminal.send = () => {
      throw new Error('a fault in the flows');
    };
    const door = openDoor(terminal, () => {});
    expect(() => door.admit('{"type":"touched"}')).not.toThrow();
    expect(door.counts['terminal-failed']).toBe(1);
  });
});
