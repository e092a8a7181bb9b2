import { expect, test } from 'vitest';
import { standardPreferences } from '../../flows/preferences.ts';
import { preferencesSchema } from '../../flows/view/preferences.ts';
import { notes, noteSeconds } from '../parts/chime.ts';
import { samplesOf } from './audio.ts';
import { gainOf, usualGain } from './loudness.ts';
import { createMaker } from './maker.ts';
import { wishOf } from './speaking.ts';
import type { HostSays, SpeechAsked } from '../../flows/speech.ts';

const steps = Array.from({ length: 10 }, (_, at) => at + 1);

test('each step of the volume is louder than the one before, and none more than there is (A11Y-22)', () => {
  const gains = steps.map(gainOf);
  expect(gains).toEqual([...gains].sort((one, other) => one - other));
  expect(new Set(gains).size).toBe(10);
  expect([gainOf(10), gainOf(0), gainOf(11)]).toEqual([1, gainOf(1), 1]);
});

test('every use begins with the usual volume (A11Y-23)', () => {
  expect(usualGain).toBe(gainOf(standardPreferences.volume));
});

test('a key of the voice moves one step, and stays at either end; what it asks for is always a preference', () => {
  for (const volume of steps) for (const rate of [1, 2, 3, 4, 5]) for (const screen of ['shown', 'blank'] as const) {
    const preferences = { ...standardPreferences, volume, rate, screen };
    for (const action of ['VolumeUp', 'VolumeDown', 'RateUp', 'RateDown', 'ToggleScreen'] as const) expect(preferencesSchema.safeParse({ ...preferences, ...wishOf(action, preferences) }).success).toBe(true);
  }
  expect(wishOf('VolumeUp', standardPreferences)).toEqual({ volume: 6 });
  expect(wishOf('ToggleScreen', { ...standardPreferences, screen: 'blank' })).toEqual({ screen: 'shown' });
  expect(wishOf('Select', standardPreferences)).toBeNull();
});

test('no other sound lasts longer than three seconds (A11Y-20)', () => {
  expect(Math.max(...notes.map(({ from }) => from + noteSeconds))).toBeLessThan(3);
});

test('what the host made is played as it was made: its rate, and its samples between −1 and 1', () => {
  const wav = new ArrayBuffer(44 + 6);
  const bytes = new DataView(wav);
  bytes.setUint32(24, 22_050, true);
  [32_767, -32_768, 0].forEach((sample, at) => bytes.setInt16(44 + at * 2, sample, true));
  const { rate, samples } = samplesOf(wav);
  expect([rate, ...samples]).toEqual([22_050, 32_767 / 32_768, -1, 0]);
});

test('each answer of the host goes to whoever asked, and to nobody else', async () => {
  const asked: SpeechAsked[] = [];
  let say: (said: HostSays) => void = () => expect.unreachable();
  const maker = createMaker({
    ask(one) {
      asked.push(one);
      return one.text !== 'no connection';
    },
    onSaid(listener) {
      say = listener;
      return () => undefined;
    },
  });
  const sentence = { locale: 'fr', rate: 3, private: false } as const;
  const [first, second, lost, late] = ['un', 'deux', 'no connection', 'late'].map((text) => maker.make({ ...sentence, text }));
  say({ type: 'headphones', plugged: true });
  say({ type: 'speech.not-made', id: asked[1]?.id ?? -1, why: 'no-voice' });
  say({ type: 'speech.made', id: asked[0]?.id ?? -1, wav: btoa('RIFF') });
  expect(await second).toBe('no-voice');
  expect(new TextDecoder().decode((await first) as ArrayBuffer)).toBe('RIFF');
  expect(await lost).toBe('failed');
  maker.stop();
  expect(await late).toBe('failed');
});
