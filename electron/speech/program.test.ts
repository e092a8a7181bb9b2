import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { locales } from '../../flows/locales.ts';
import { createProgramVoice, espeakVoices } from './program.ts';

/** A program in Node that gets the text and gives what the test wants. */
function program(script: string): readonly string[] {
  return [process.execPath, '-e', `const text = require('node:fs').readFileSync(0, 'utf8'); ${script}`, '{voice}', '{wordsPerMinute}'];
}

const wavOf = "const head = Buffer.from('524946460000000057415645666d742010000000010001002256000044ac00000200100064617461ffffff7f', 'hex');";
const sentence = { text: 'Bonjour', locale: 'fr', rate: 3 } as const;

describe('a voice that is a program', () => {
  test('is given the text on its standard input, its voice and its speed as words', async () => {
    const voice = createProgramVoice({ command: program(`${wavOf} process.stdout.write(Buffer.concat([head, Buffer.from([process.argv[1], process.argv[2], text].join(' ') + '  ').subarray(0, -1)]));`) });
    const said = await voice.say({ ...sentence, text: 'Été' });
    expect(said.ok && said.value.subarray(44).toString('utf8').trim()).toBe('fr-fr 175 Été');
  });

  test('knows nothing of the environment but where programs are', async () => {
    const voice = createProgramVoice({ command: program(`${wavOf} process.stdout.write(Buffer.concat([head, Buffer.from(Object.keys(process.env).join(' ').padEnd(40))]));`) });
    const said = await voice.say(sentence);
    expect(said.ok && said.value.subarray(44).toString('utf8').trim()).toBe('PATH');
  });

  test.each([
    ['that is not installed', ['there-is-no-such-program'], 'no-voice'],
    ['that ends badly', program('process.exit(1);'), 'failed'],
    ['that says nothing', program(''), 'failed'],
    ['that reads nothing', [process.execPath, '-e', 'process.exit(1)'], 'failed'],
    ['that hangs', program('setInterval(() => {}, 1000);'), 'failed'],
    ['that never stops talking', program('for (;;) require("node:fs").writeSync(1, Buffer.alloc(65536));'), 'failed'],
  ])('%s is told of, and nobody waits for it', async (_what, command, why) => {
    expect(await createProgramVoice({ command, patience: 2_000 }).say({ ...sentence, text: 'x'.repeat(500) })).toEqual({ ok: false, error: why });
  });

  test('speaks no language that it has no voice for', async () => {
    expect(await createProgramVoice({ command: ['false'] }).say({ ...sentence, locale: 'br' })).toEqual({ ok: false, error: 'no-voice' });
  });
});

const installed = spawnSync('espeak-ng', ['--version'], { stdio: 'ignore' }).status === 0;
if (!installed) console.warn('espeak-ng is missing: its voices are not tested here. Install it with: sudo apt-get install espeak-ng');

describe.skipIf(!installed)('espeak-ng', () => {
  const spoken = locales.filter((locale) => espeakVoices[locale] !== undefined);

  test('speaks every language of the screens but Breton', () => {
    expect(locales.filter((locale) => !spoken.includes(locale))).toEqual(['br']);
  });

  test.each(spoken)('has a voice for %s, and its sentence lasts', async (locale) => {
    const said = await createProgramVoice().say({ text: '12,50 €', locale, rate: 3 });
    // 22,050 samples a second of two bytes: no price is said in a quarter of a second.
    expect(said.ok && said.value.length).toBeGreaterThan(11_025);
  });

  test('is quicker at each step of the rate', async () => {
    const lengths: number[] = [];
    for (const rate of [1, 2, 3, 4, 5]) {
      const said = await createProgramVoice().say({ text: 'Posez votre envoi sur la balance, en bas à gauche.', locale: 'fr', rate });
      lengths.push(said.ok ? said.value.length : 0);
    }
    expect(lengths).toEqual([...lengths].sort((one, other) => other - one));
    expect(new Set(lengths).size).toBe(5);
  });
});
