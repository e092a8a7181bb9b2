import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { intentSchema } from '../../flows/intents.ts';
import { longestUtterance } from '../../flows/speech.ts';
import type { View, ViewOf } from '../../flows/view.ts';
import type { Entry } from '../log/entries.ts';
import { maximumMessageBytes, maximumSpeechCharacters, openDoor, readMessage, writeSaid, writeView, type LinkedTerminal } from './contract.ts';
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
    expect(readMessage(JSON.stringify(intent))).toEqual({ ok: true, value: intent });
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
    expect(readMessage(JSON.stringify(message))).toEqual({ ok: false, error: reason });
  });

  test('measures in bytes, not in letters, and reads up to the limit', () => {
    const frame = Buffer.byteLength(typed(0));
    const longest = Math.floor((maximumMessageBytes - frame) / 2);
    expect(readMessage(typed(longest))).toEqual({ ok: false, error: 'not-an-intent' });
    expect(readMessage(typed(longest + 1))).toEqual({ ok: false, error: 'too-large' });
  });

  test('survives anything, and lets through only what the schema knows', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.json(), fc.string(), fc.constant('{"type":"touched"}')), (message) => {
        const read = readMessage(message);
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
        const read = readMessage(JSON.stringify({ type, [key]: value }));
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
    for (let times = 0; times < 2_500; times += 1) door.admit('{"type":"spy","secret":"Madame Durand"}', () => undefined);
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
    expect(() => door.admit('{"type":"touched"}', () => undefined)).not.toThrow();
    expect(door.counts['terminal-failed']).toBe(1);
  });
});

describe('a sentence to be spoken', () => {
  const asked = { type: 'speech.asked', id: 3, text: 'Posez votre envoi.', locale: 'fr', rate: 3, private: false } as const;
  const answerOf = (speech: LinkedTerminal['speech'], message: object = asked): Promise<unknown> =>
    new Promise((resolve) => {
      openDoor(Object.assign(new PretendTerminal(), speech === undefined ? {} : { speech }), () => {}).admit(JSON.stringify(message), (said) => resolve(JSON.parse(said)));
    });
  const deaf = (): (() => void) => () => undefined;

  test('is answered to the page that asked, and the terminal hears nothing of it', async () => {
    const made = { type: 'speech.made', id: 3, wav: 'UklGRg==' } as const;
    expect(await answerOf({ ask: () => Promise.resolve(made), onHeadphones: deaf })).toEqual(made);
  });

  test('is answered where nothing speaks, and where what speaks falls over', async () => {
    expect(await answerOf(undefined)).toEqual({ type: 'speech.not-made', id: 3, why: 'no-voice' });
    expect(await answerOf({ ask: () => Promise.reject(new Error('a fault of ours')), onHeadphones: deaf })).toEqual({ type: 'speech.not-made', id: 3, why: 'failed' });
  });

  test.each([
    ['longer than a sentence', { ...asked, text: 'a'.repeat(longestUtterance + 1) }],
    ['empty', { ...asked, text: '' }],
    ['in a language that there is not', { ...asked, locale: 'xx' }],
    ['faster than anybody listens', { ...asked, rate: 9 }],
    ['with a voice of its own', { ...asked, voice: '--help' }],
  ])('is refused when it is %s', (_what, message) => {
    expect(readMessage(JSON.stringify(message))).toEqual({ ok: false, error: 'not-an-intent' });
  });

  test('is not sent when its sound is none, or without end', () => {
    expect(writeSaid({ type: 'speech.made', id: 1, wav: 'not base64!' })).toEqual({ ok: false, error: 'not-speech' });
    expect(writeSaid({ type: 'speech.made', id: 1, wav: 'A'.repeat(maximumSpeechCharacters + 4) })).toEqual({ ok: false, error: 'too-large' });
  });

  test('headphones that go in or out are told to each page, until it has gone', () => {
    const listeners = new Set<(plugged: boolean) => void>();
    const speech: LinkedTerminal['speech'] = {
      ask: () => Promise.reject(new Error('not asked')),
      onHeadphones(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const heard: string[] = [];
    const stop = openDoor(Object.assign(new PretendTerminal(), { speech }), () => {}).onHeadphones((said) => heard.push(said));
    for (const listener of listeners) listener(true);
    stop();
    for (const listener of listeners) listener(false);
    // The page knows it from a view by what stands first.
    expect(heard).toEqual(['{"type":"headphones","plugged":true}']);
  });
});
