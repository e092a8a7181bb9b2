import type { CDPSession, Locator, Page } from '@playwright/test';
import type { Action } from '../flows/actions.ts';
import { standardKeys } from '../flows/standard-keys.ts';

const codes = new Map<Action, string>(Object.entries({ ...standardKeys.keypad, ...standardKeys.switches }).map(([code, action]) => [action, code]));
/** What Windows calls the keys; Chromium wants its number with each. F1 has 112. */
const numbers: Readonly<Record<string, number>> = { AudioVolumeDown: 174, AudioVolumeUp: 175 };
const numberOf = (code: string): number => numbers[code] ?? 111 + Number(code.slice(1));

/** So many stops has no screen: whoever goes on for longer is going round in a circle. */
const furthest = 120;

/** Fingers on keys that no screen shows: a tactile keypad, or two switches. Every press is a real key of the browser, and is counted. */
export class Keypad {
  readonly page: Page;
  readonly #browser: CDPSession;
  #count = 0;

  private constructor(page: Page, browser: CDPSession) {
    this.page = page;
    this.#browser = browser;
  }

  static async of(page: Page): Promise<Keypad> {
    return new Keypad(page, await page.context().newCDPSession(page));
  }

  get count(): number {
    return this.#count;
  }

  async presses(action: Action): Promise<void> {
    const code = codes.get(action);
    if (code === undefined) throw new Error(`no key of the keypad or the switches means ${action}`);
    // A screen that has only just come takes no answer, for nobody can have heard it yet.
    if (action === 'Select' || action === 'Next' || action === 'SwitchSelect') await this.page.locator('.kiosk:not([data-settling])').waitFor({ state: 'attached' });
    this.#count += 1;
    await this.strikes(code);
  }

  /** A key by its code, whatever it means. */
  async strikes(code: string, repeat = false): Promise<void> {
    const key = { code, key: code, windowsVirtualKeyCode: numberOf(code) };
    await this.#browser.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', autoRepeat: repeat, ...key });
    await this.#browser.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  }

  /** On, one stop after the other, to this control; on a row of the on-screen keyboard, along it. */
  async goesTo(control: Locator): Promise<void> {
    await control.waitFor({ state: 'attached' });
    for (let steps = 0; steps < furthest; steps += 1) {
      const at = await control.evaluate((wanted) => (wanted === document.activeElement ? 'it' : document.activeElement?.closest('.hg-row')?.contains(wanted) === true ? 'row' : 'other'));
      if (at === 'it') return;
      await this.presses(at === 'row' ? 'Next' : 'FocusNext');
    }
    throw new Error(`${control.toString()} is not reached by going on`);
  }

  async takes(control: Locator): Promise<void> {
    await this.goesTo(control);
    await this.presses('Select');
  }

  /** The control of this name: its choice, its intent, or a field's. */
  async chooses(name: string): Promise<void> {
    await this.takes(this.named(name));
  }

  /** On the on-screen keyboard. */
  async types(character: string): Promise<void> {
    await this.takes(this.page.locator(`[data-skbtn="${character}"]`));
  }

  /** With two switches: frame after frame, into the group that has it, to this control, and takes it. */
  async scansAndTakes(control: Locator): Promise<void> {
    await control.waitFor({ state: 'attached' });
    for (let steps = 0; steps < furthest; steps += 1) {
      const at = await control.evaluate((wanted) => {
        const framed = document.querySelector('[data-scanned]');
        return framed === null ? 'nothing' : framed === wanted ? 'it' : framed.contains(wanted) ? 'group' : 'other';
      });
      if (at === 'it') return this.presses('SwitchSelect');
      await this.presses(at === 'group' ? 'SwitchSelect' : 'SwitchMove');
    }
    throw new Error(`${control.toString()} is not reached by scanning`);
  }

  async choosesByScanning(name: string): Promise<void> {
    await this.scansAndTakes(this.named(name));
  }

  named(name: string): Locator {
    return this.page.locator(`[data-choice="${name}"], [data-intent="${name}"], input[name="${name}"], [data-skbtn="${name}"]`).first();
  }
}
