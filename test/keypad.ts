import type { CDPSession, Page } from '@playwright/test';
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

  /** On, one stop after the other, to the control of this name: its choice, its intent, or a field's name. */
  async goesTo(name: string): Promise<void> {
    const control = `[data-choice="${name}"], [data-intent="${name}"], input[name="${name}"], [data-skbtn="${name}"]`;
    await this.page.locator(control).first().waitFor({ state: 'attached' });
    for (let steps = 0; steps < furthest; steps += 1) {
      if (await this.#isAt(control)) return;
      await this.presses('FocusNext');
    }
    throw new Error(`"${name}" is not reached by going on`);
  }

  async chooses(name: string): Promise<void> {
    await this.goesTo(name);
    await this.presses('Select');
  }

  /** On the on-screen keyboard, on one of whose rows the focus is: to the key's row, along it, and Select. */
  async types(character: string): Promise<void> {
    const key = `[data-skbtn="${character}"]`;
    for (let steps = 0; steps < furthest; steps += 1) {
      if (await this.#isAt(key)) return this.presses('Select');
      const isInRow = await this.page.evaluate((wanted) => (document.activeElement?.closest('.hg-row')?.querySelector(wanted) ?? null) !== null, key);
      await this.presses(isInRow ? 'Next' : 'FocusNext');
    }
    throw new Error(`"${character}" is not reached on the keyboard`);
  }

  /** With two switches: frame after frame, into the group that has it, to the control of this name, and takes it. */
  async scansTo(name: string): Promise<void> {
    const control = `[data-choice="${name}"], [data-intent="${name}"], input[name="${name}"], [data-skbtn="${name}"]`;
    await this.page.locator(control).first().waitFor({ state: 'attached' });
    for (let steps = 0; steps < furthest; steps += 1) {
      const framed = this.page.locator('[data-scanned]');
      const at = (await framed.count()) === 0 ? 'nothing' : await framed.first().evaluate((element, wanted) => (element.matches(wanted) ? 'it' : element.querySelector(wanted) === null ? 'other' : 'group'), control);
      if (at === 'it') return this.presses('SwitchSelect');
      await this.presses(at === 'group' ? 'SwitchSelect' : 'SwitchMove');
    }
    throw new Error(`"${name}" is not reached by scanning`);
  }

  #isAt(control: string): Promise<boolean> {
    return this.page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, control);
  }
}
