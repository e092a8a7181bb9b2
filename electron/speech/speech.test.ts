import { describe, expect, test } from 'vitest';
import { err, ok } from '../../flows/result.ts';
import type { SpeechAsked } from '../../flows/speech.ts';
import { keepSpeech } from './kept.ts';
import { createSpeech } from './speech.ts';
import type { Utterance, Voice } from './voice.ts';
import { wav } from './wav.fixture.ts';

/** Says everything as silence, and remembers what it was asked. */
function pretendVoice(): Voice & { readonly asked: Utterance[] } {
  const asked: Utterance[] = [];
  return {
    asked,
    say(utterance) {
      asked.push(utterance);
      return Promise.resolve(utterance.locale === 'br' ? err('no-voice') : ok(wav(utterance.text.length)));
    },
  };
}

const sentence: SpeechAsked = { type: 'speech.asked', id: 1, text: 'Posez votre envoi.', locale: 'fr', rate: 3, private: false };

describe('a sentence that is asked for', () => {
  test('is answered by its number, as WAV', async () => {
    const speech = createSpeech({ voice: pretendVoice() });
    expect(await speech.ask({ ...sentence, id: 7 })).toEqual({ type: 'speech.made', id: 7, wav: wav(sentence.text.length).toString('base64') });
  });

  test('is made once, however often it is heard', async () => {
    const voice = pretendVoice();
    const speech = createSpeech({ voice });
    await speech.ask(sentence);
    await speech.ask({ ...sentence, id: 2 });
    expect(voice.asked).toHaveLength(1);
  });

  test('is made anew in another language and at another rate', async () => {
    const voice = pretendVoice();
    const speech = createSpeech({ voice });
    for (const other of [{}, { rate: 5 }, { locale: 'en' }, { text: 'Pesez votre envoi.' }] as const) await speech.ask({ ...sentence, ...other });
    expect(voice.asked).toHaveLength(4);
  });

  test('with somebody’s name in it is not kept', async () => {
    const voice = pretendVoice();
    const speech = createSpeech({ voice });
    for (let times = 0; times < 2; times += 1) await speech.ask({ ...sentence, text: 'Camille Martin', private: true });
    expect(voice.asked).toHaveLength(2);
  });

  test('in a language that nothing here speaks is answered so, and no other voice takes its place (A11Y-24)', async () => {
    expect(await createSpeech({ voice: pretendVoice() }).ask({ ...sentence, locale: 'br' })).toEqual({ type: 'speech.not-made', id: 1, why: 'no-voice' });
  });

  test('is answered even when the voice falls over', async () => {
    const speech = createSpeech({ voice: { say: () => Promise.reject(new Error('a fault of ours')) } });
    expect(await speech.ask(sentence)).toEqual({ type: 'speech.not-made', id: 1, why: 'failed' });
  });

  test('waits while two others are being made', async () => {
    const finish: (() => void)[] = [];
    const speech = createSpeech({ voice: { say: () => new Promise((resolve) => finish.push(() => resolve(ok(wav(1))))) } });
    const answers = ['un', 'deux', 'trois'].map((text, id) => speech.ask({ ...sentence, id, text }));
    await Promise.resolve();
    expect(finish).toHaveLength(2);
    finish[0]?.();
    await answers[0];
    expect(finish).toHaveLength(3);
    finish[1]?.();
    finish[2]?.();
    expect((await Promise.all(answers)).map(({ type }) => type)).toEqual(['speech.made', 'speech.made', 'speech.made']);
  });
});

describe('what was said lately', () => {
  test('is forgotten when there is no more room: first what nobody asked for the longest', () => {
    const kept = keepSpeech(25);
    for (const key of ['one', 'two']) kept.keep(key, Buffer.alloc(10));
    kept.get('one');
    kept.keep('three', Buffer.alloc(10));
    expect(['one', 'two', 'three'].map((key) => kept.get(key) !== undefined)).toEqual([true, false, true]);
  });

  test('leaves room for the rest when it would take all of it', () => {
    const kept = keepSpeech(25);
    kept.keep('short', Buffer.alloc(10));
    kept.keep('long', Buffer.alloc(26));
    expect([kept.get('long'), kept.get('short')?.length]).toEqual([undefined, 10]);
  });
});
