import type { Locator, Page } from '@playwright/test';
import { demonstrators, type Demonstrator } from '../electron/staff/demonstration.ts';
import type { ActReason, SessionAct } from '../flows/assisted/acts.ts';
import { taps, type Hand } from './customer.ts';
import type { Kiosk } from './kiosk.ts';

/** What is said of an act, in the order in which it is asked; what has one possible answer is not asked. */
export interface Said {
  /** Where several things could be meant: the first of them is, unless another is named. */
  readonly target?: string;
  /** Grams, or cents: as it is typed, digit by digit. */
  readonly value?: number;
  readonly reason?: Exclude<ActReason, 'other'>;
}

/** Somebody who works here, in front of the same screen: lays a badge on the reader, types a PIN, and works the panel, with a finger or with keys. */
export class Worker {
  readonly page: Page;
  readonly who: Demonstrator;
  readonly #kiosk: Pick<Kiosk, 'turn'>;
  readonly #takes: Hand;

  constructor(kiosk: Pick<Kiosk, 'turn'>, page: Page, staff: 'DEMO-A' | 'DEMO-M1' | 'DEMO-M2' | 'DEMO-T', hand: Hand = taps) {
    const who = demonstrators.find((one) => one.staff === staff);
    if (who === undefined) throw new Error(`${staff} does not work here`);
    this.#kiosk = kiosk;
    this.page = page;
    this.who = who;
    this.#takes = hand;
  }

  /** Lays the badge on the reader, and waits until the keypad asks for the PIN. */
  async presentsBadge(): Promise<void> {
    await this.#kiosk.turn('badge-reader', { badge: this.who.badge });
    await this.page.locator('[data-helper="signing-in"]').waitFor();
  }

  async removesBadge(): Promise<void> {
    await this.#kiosk.turn('badge-reader', { badge: null });
  }

  /** Every key is looked for by its digit: they stand in another order each time. */
  async types(digits: string): Promise<void> {
    for (const digit of digits) await this.#takes(this.page.locator('[data-intent="staff.key.pressed"]', { hasText: digit }));
    await this.#takes(this.page.locator('[data-intent="staff.key.entered"]'));
  }

  async signsIn(): Promise<void> {
    await this.presentsBadge();
    await this.types(this.who.pin);
    await this.helping.waitFor();
  }

  /** Takes the badge off the reader, and sees the bar go. */
  async leaves(): Promise<void> {
    await this.removesBadge();
    await this.helping.waitFor({ state: 'detached' });
  }

  get helping(): Locator {
    return this.page.locator('[data-helper="helping"]');
  }

  panel(kind: 'closed' | 'acts' | 'target' | 'value' | 'reason' | 'second' | 'refused'): Locator {
    return this.page.locator(`[data-helper][data-panel="${kind}"]`);
  }

  /** The list of what can be done here, leafed through until that act is seen. */
  async chooses(act: SessionAct): Promise<void> {
    const key = await this.#findsAct(act);
    await this.#takes(key);
  }

  /** Whether the list has it, on whichever of its pages. */
  async isOffered(act: SessionAct): Promise<boolean> {
    const found = (await (await this.#findsAct(act)).count()) > 0;
    await this.#takes(this.page.locator('[data-intent="staff.panel.closed"]'));
    await this.panel('closed').waitFor();
    return found;
  }

  async #findsAct(act: SessionAct): Promise<Locator> {
    // Where something went wrong the list lies open already.
    await this.panel('closed').or(this.panel('acts')).waitFor();
    if ((await this.panel('closed').count()) > 0) await this.#takes(this.page.locator('[data-intent="staff.panel.opened"]'));
    await this.panel('acts').waitFor();
    const key = this.page.locator(`[data-intent="staff.act.chosen"][data-choice="${act}"]`);
    const next = this.page.locator('.helper-panel .pager-key:last-child:not([aria-disabled])');
    while ((await key.count()) === 0 && (await next.count()) > 0) await this.#takes(next);
    return key;
  }

  /** From the list to where it is done, or somebody else must agree. */
  async does(act: SessionAct, { target, value, reason }: Said = {}): Promise<void> {
    await this.chooses(act);
    if (target !== undefined) {
      const choice = target === 'first' ? '' : `[data-choice="${target}"]`;
      await this.#takes(this.page.locator(`[data-intent="staff.target.chosen"]${choice}`).first());
    }
    if (value !== undefined) await this.enters(value);
    if (reason !== undefined) await this.says(reason);
  }

  async says(reason: Exclude<ActReason, 'other'>): Promise<void> {
    await this.#takes(this.page.locator(`[data-intent="staff.reason.chosen"][data-choice="${reason}"]`));
  }

  async enters(value: number): Promise<void> {
    await this.panel('value').waitFor();
    for (const digit of String(value)) await this.#takes(this.page.locator(`.helper-panel [data-skbtn="${digit}"]`));
    await this.#takes(this.page.locator('[data-intent="staff.value.entered"]'));
  }
}
