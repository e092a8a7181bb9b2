import type { Locator, Page } from '@playwright/test';
import type { Screen } from '../flows/view.ts';

export interface FrenchAddress {
  readonly postcode: string;
  /** Where the postcode has several towns. */
  readonly town?: string;
  readonly street: string;
  readonly name: string;
}

/** One line of a customs declaration: a common thing, touched among the suggestions, and what is typed of it. */
export interface DeclaredThing {
  readonly goods: string;
  /** Left out where the weight that remains, which is filled in, is right. */
  readonly grams?: number;
  /** Whole euros. */
  readonly value: number;
}

/** A touch that takes: where the terminal speaks, a first tap says what is there, and a second one takes it. */
export async function taps(control: Locator): Promise<void> {
  const unheard = await control.evaluate((element) => document.documentElement.hasAttribute('data-explored') && element !== document.activeElement);
  if (unheard) await control.tap();
  await control.tap();
}

/** How somebody takes what is on the screen: with a finger, with eight keys, with two switches. */
export type Hand = (control: Locator) => Promise<void>;

/** Somebody in front of the screen: waits for a screen, and takes what is on it. Never faster than a finger could be seen. */
export class Customer {
  readonly page: Page;
  readonly #takes: Hand;

  constructor(page: Page, hand: Hand = taps) {
    this.page = page;
    this.#takes = hand;
  }

  async sees(screen: Screen, options: { readonly dialog?: string; readonly timeout?: number } = {}): Promise<void> {
    const dialog = options.dialog === undefined ? '' : `[data-dialog="${options.dialog}"]`;
    await this.page.locator(`[data-screen="${screen}"]${dialog}`).waitFor({ timeout: options.timeout ?? 15_000 });
  }

  /** The control that sends this intent, and of several like ones, this choice. */
  control(intent: string, choice?: string): Locator {
    return this.page.locator(`[data-intent="${intent}"]${choice === undefined ? '' : `[data-choice="${choice}"]`}`).first();
  }

  async touches(intent: string, choice?: string): Promise<void> {
    await this.#takes(this.control(intent, choice));
  }

  async chooses(choice: string): Promise<void> {
    await this.#takes(this.page.locator(`[data-choice="${choice}"]`).first());
  }

  /** Puts the caret there; nothing is lost of what stands in it. */
  async touchesField(name: string): Promise<void> {
    await this.field(name).tap();
  }

  field(name: string): Locator {
    return this.page.locator(`input[name="${name}"]`);
  }

  /** On the on-screen keyboard, key by key. */
  async types(text: string): Promise<void> {
    // Which keys there are is known once there are any: a keyboard of digits has no shift to be waited for.
    await this.page.locator('[data-skbtn]').first().waitFor();
    for (const character of text) {
      const key = character === ' ' ? '{space}' : character;
      const button = this.page.locator(`[data-skbtn="${key}"]`);
      if ((await button.count()) === 0) await this.#takes(this.page.locator('[data-skbtn="{shift}"]'));
      await this.#takes(button.first());
    }
  }

  /** Takes off what stands in the field, from its end. */
  async erases(name: string): Promise<void> {
    const field = this.field(name);
    for (let left = (await field.inputValue()).length; left > 0; left -= 1) await this.page.locator('[data-skbtn="{bksp}"]').tap();
  }

  /** One whole address, from the postcode to the confirmation. */
  async writesAddress(address: FrenchAddress): Promise<void> {
    await this.#part('town');
    await this.types(address.postcode);
    if (address.town !== undefined) await this.page.locator(`.town[data-choice="${address.town}"]`).tap();
    await this.#part('street');
    await this.types(address.street);
    await this.chooses('address.entered');
    await this.#part('name');
    await this.types(address.name);
    await this.chooses('address.entered');
    await this.control('address.confirmed').waitFor();
  }

  async confirmsAddress(): Promise<void> {
    await this.touches('address.confirmed');
  }

  /** Says one thing of the declaration, and sees it in the overview. */
  async declares(thing: DeclaredThing): Promise<void> {
    const before = await this.page.locator('[data-article]').count();
    await this.chooses(thing.goods);
    await this.page.locator('.field[data-active] input[name="value"]').waitFor();
    await this.types(String(thing.value));
    if (thing.grams !== undefined) {
      await this.touchesField('grams');
      await this.erases('grams');
      await this.types(String(thing.grams));
    }
    await this.chooses('customs.entered');
    await this.page.locator('[data-article]').nth(before).waitFor();
  }

  async #part(part: 'town' | 'street' | 'name'): Promise<void> {
    const field = part === 'town' ? 'postcode' : part;
    await this.page.locator(`[data-screen="address"] input[name="${field}"]`).waitFor();
  }
}
