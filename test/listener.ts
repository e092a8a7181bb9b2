import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { wav } from '../electron/speech/wav.fixture.ts';
import type { Action } from '../flows/actions.ts';
import type { Told } from '../renderer/speech/told.ts';

/** One sentence as it was heard, and when, ms of the page's clock. */
export type Heard = Told & { readonly at: number };

declare global {
  // Only in pages that somebody listens to.
  var moulinHeard: Heard[] | undefined;
}

/** A twentieth of a second of silence for every sentence: who tests what is said waits for no voice, and needs none installed. */
export function quickVoice(): { readonly command: readonly string[] } {
  const file = join(mkdtempSync(join(tmpdir(), 'moulin-voice-')), 'silence.wav');
  writeFileSync(file, wav(22_050 / 20));
  return { command: ['cat', file] };
}

/** Somebody who listens: hears what the terminal says, and means actions without a touch. */
export class Listener {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Before the page is opened: what is said by it is kept. */
  async listens(): Promise<void> {
    await this.page.addInitScript(() => {
      const heard: Heard[] = [];
      globalThis.moulinHeard = heard;
      document.addEventListener('moulin:spoken', (event) => heard.push({ ...(event as CustomEvent<Told>).detail, at: performance.now() }));
    });
  }

  /** All that was heard so far, in order. */
  async transcript(): Promise<readonly Heard[]> {
    return this.page.evaluate(() => globalThis.moulinHeard ?? []);
  }

  /** Resolves when a sentence with these words has been said, after what was heard when it was last called. */
  async hears(words: string | RegExp): Promise<void> {
    const until = await this.page.waitForFunction(
      ({ wanted, from }) => {
        // A title that stands in two lines is one sentence to whoever listens.
        const flat = (text: string): string => text.replaceAll(/\s+/gu, ' ');
        const isMeant = (text: string): boolean => (typeof wanted === 'string' ? flat(text).includes(flat(wanted)) : new RegExp(wanted.source, 'iu').test(text));
        const at = (globalThis.moulinHeard ?? []).findIndex(({ text }, place) => place >= from && isMeant(text));
        return at === -1 ? false : at + 1;
      },
      { wanted: typeof words === 'string' ? words : { source: words.source }, from: this.#heard },
      { timeout: 20_000 },
    );
    this.#heard = Number(await until.jsonValue());
  }
  #heard = 0;

  /** As a key of whatever device would. */
  async means(action: Action): Promise<void> {
    await this.page.evaluate((detail) => document.dispatchEvent(new CustomEvent('moulin:action', { detail })), action);
  }

  /** What is being said is said to its end. */
  async hearsOut(): Promise<void> {
    await this.page.waitForFunction(() => !document.documentElement.hasAttribute('data-speaking'));
  }
}
