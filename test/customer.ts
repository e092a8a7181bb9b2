import type { Locator, Page } from '@playwright/test';
import type { Screen } from '../flows/view.ts';

/** Somebody in front of the screen: waits for a screen, and touches what is on it. Never faster than a finger could be seen. */
export class Customer {
  readonly page: Page;
  /** Touches since the attract screen, without those of addresses. */
  taps = 0;

  constructor(page: Page) {
    this.page = page;
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
    this.taps += 1;
    await this.control(intent, choice).tap();
  }

  async chooses(choice: string): Promise<void> {
    this.taps += 1;
    await this.page.locator(`[data-choice="${choice}"]`).first().tap();
  }

  /** On the on-screen keyboard, key by key. */
  async types(text: string): Promise<void> {
    for (const character of text) {
      const key = character === ' ' ? '{space}' : character;
      const button = this.page.locator(`[data-skbtn="${key}"]`);
      if ((await button.count()) === 0) await this.page.locator('[data-skbtn="{shift}"]').tap();
      await button.first().tap();
    }
  }

  /** One whole address, from the postcode to the confirmation. */
  async writesAddress(address: { readonly postcode: string; readonly town?: string; readonly street: string; readonly name: string }): Promise<void> {
    await this.#part('town');
    await this.types(address.postcode);
    if (address.town !== undefined) await this.page.locator(`.town[data-choice="${address.town}"]`).tap();
    await this.#part('street');
    await this.types(address.street);
    await this.page.locator('[data-choice="address.entered"]').tap();
    await this.#part('name');
    await this.types(address.name);
    await this.page.locator('[data-choice="address.entered"]').tap();
    await this.control('address.confirmed').waitFor();
  }

  async confirmsAddress(): Promise<void> {
    await this.control('address.confirmed').tap();
  }

  async #part(part: 'town' | 'street' | 'name'): Promise<void> {
    const field = part === 'town' ? 'postcode' : part;
    await this.page.locator(`[data-screen="address"] input[name="${field}"]`).waitFor();
  }
}
