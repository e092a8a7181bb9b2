import { describe, expect, test } from 'vitest';
import type { View } from '../../flows/view.ts';
import { fixtures } from '../fixtures.ts';
import type { Part } from './reading.ts';
import { createReader, type Reader } from './reader.ts';
import type { Utterance } from './sentences.ts';

const part = (text: string, more: Partial<Part> = {}): Part => ({
  kind: 'text',
  text,
  lang: null,
  private: false,
  masked: false,
  pressed: null,
  disabled: false,
  position: null,
  value: null,
  lasting: false,
  source: text,
  ...more,
});
const title = (text: string): Part => part(text, { kind: 'title' });

/** A page whose parts a test sets, and a voice that notes what it is told. */
class Listening {
  parts: readonly Part[] = [];
  readonly said: string[][] = [];
  readonly reader: Reader;
  #view: View;

  constructor(route: 'speaker' | 'headphones' = 'headphones') {
    const [ready] = Object.values(fixtures.basket);
    if (ready === undefined) throw new Error('no basket');
    this.#view = ready;
    let last: readonly Utterance[] = [];
    const note = (how: string) => (utterances: readonly Utterance[]) => {
      last = utterances;
      this.said.push([how, ...utterances.map(({ text }) => text)]);
    };
    this.reader = createReader(
      {
        voice: { say: note('say'), add: note('add'), repeat: () => note('say')(last), stop: () => undefined },
        read: () => this.parts,
        spoken: (key, values) => [key, ...Object.values(values ?? {})].join(' '),
      },
      route,
    );
  }

  shows(...parts: readonly Part[]): void {
    this.parts = parts;
    this.reader.look(this.#view);
  }

  get last(): string[] | undefined {
    return this.said.at(-1);
  }
}

describe('what is said of a screen', () => {
  test('is all of it when it comes up: its title first, then the rest, then what stood above the title, and how many answers there are', () => {
    const page = new Listening();
    page.shows(part('Step 2'), title('Where to?'), part('84 g'), part('France', { kind: 'control' }), part('Help', { kind: 'control', lasting: true }));
    expect(page.last).toEqual(['say', `hello ${fixtures.basket['two']?.office}`, 'Where to?', '84 g', 'Step 2', 'answers 1']);
    page.shows(title('How?'));
    expect(page.last).toEqual(['say', 'How?']);
  });

  test('is what is new, when it comes while somebody listens', () => {
    const page = new Listening();
    page.shows(title('Labels'), part('first label waits'));
    page.shows(title('Labels'), part('first label printed'));
    expect(page.last).toEqual(['add', 'first label printed']);
    page.shows(title('Labels'), part('first label printed'));
    expect(page.said).toHaveLength(2);
  });

  test('is an error at once (A11Y-25)', () => {
    const page = new Listening();
    page.shows(title('Postcode'));
    page.shows(title('Postcode'), part('There is no such postcode.', { kind: 'alert' }));
    expect(page.last).toEqual(['say', 'There is no such postcode.']);
  });

  test('is no clock that ticks', () => {
    const page = new Listening();
    page.shows(title('Still there?'), part('30 seconds', { kind: 'timer' }));
    expect(page.last).toContain('30 seconds');
    page.shows(title('Still there?'), part('29 seconds', { kind: 'timer' }));
    expect(page.said).toHaveLength(1);
  });

  test('is what a touch turned on', () => {
    const page = new Listening();
    page.shows(title('Offers'), part('Stamp', { kind: 'control', pressed: true }), part('Tracked', { kind: 'control', pressed: false }));
    page.reader.acted();
    page.shows(title('Offers'), part('Stamp', { kind: 'control', pressed: false }), part('Tracked', { kind: 'control', pressed: true }));
    expect(page.last).toEqual(['say', 'Tracked, pressed']);
  });
});

describe('what is reached', () => {
  test('is said by its name, its state and its place, and ends what was being said', () => {
    const page = new Listening();
    page.shows(title('Offers'), part('Tracked letter', { kind: 'control', pressed: true, disabled: true, position: { at: 2, of: 5 } }));
    page.reader.acted();
    page.reader.reached(({ kind }) => kind === 'control');
    expect(page.last).toEqual(['say', 'Tracked letter, pressed, disabled, position 2 5']);
  });

  test('waits its turn when it was the page that went there; the title is being read anyway', () => {
    const page = new Listening();
    page.shows(title('Offers'), part('Tracked letter', { kind: 'control' }));
    page.reader.reached(({ kind }) => kind === 'title');
    expect(page.said).toHaveLength(1);
    page.reader.reached(({ kind }) => kind === 'control');
    expect(page.last).toEqual(['add', 'Tracked letter']);
  });
});

describe('what is typed', () => {
  const field = (value: string, more: Partial<Part> = {}): Part => part('Street', { kind: 'field', value, source: 'street', ...more });

  test('is said stroke by stroke', () => {
    const page = new Listening();
    for (const value of ['', '1', '12', '12 ', '12', '']) page.shows(title('Street'), field(value));
    expect(page.said.slice(1).map(([, text]) => text)).toEqual(['1', '2', 'space', 'erased  ', 'erased 12']);
  });

  test('is a star to a room that nobody chose to tell (A11Y-18, A11Y-19)', () => {
    const page = new Listening('speaker');
    for (const value of ['', '1']) page.shows(title('Street'), field(value, { private: true }));
    expect(page.last).toEqual(['say', 'masked']);
  });
});

describe('what is somebody’s own', () => {
  const address = part('Camille Martin', { private: true });

  test('is said into headphones', () => {
    const page = new Listening('headphones');
    page.shows(title('Is this right?'), address);
    expect(page.last).toContain('Camille Martin');
  });

  test('is kept back on a loudspeaker, with the way to hear it; whoever asks again has been warned', () => {
    const page = new Listening('speaker');
    page.shows(title('Is this right?'), address);
    expect(page.last).toContain('withheld');
    expect(page.said.flat()).not.toContain('Camille Martin');
    page.reader.repeat();
    expect(page.last).toContain('Camille Martin');
  });

  test('is no digit of a PIN to a room, though it was asked for', () => {
    const page = new Listening('speaker');
    page.shows(title('PIN'), part('7', { kind: 'control', masked: true }));
    page.reader.acted();
    page.reader.reached(({ masked }) => masked);
    page.reader.repeat();
    expect(page.said.flat()).not.toContain('7');
  });

  test('is kept back again once the headphones are out', () => {
    const page = new Listening('headphones');
    page.shows(title('Is this right?'), address);
    page.reader.setRoute('speaker');
    page.reader.repeat();
    expect(page.last).not.toContain('Camille Martin');
  });
});
