import type { Page, WebSocketRoute } from '@playwright/test';
import type { View } from '../../flows/view.ts';

/**
 * The terminal's own page as it is built, with every view that there is: the link is answered by the test instead of the
 * terminal, so that screens which only a rare fault brings can be measured like the others.
 */
export class ShownScreens {
  readonly page: Page;
  #link: WebSocketRoute | null = null;
  /** What the page has sent. */
  readonly sent: string[] = [];

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(page: Page, address: string, first: View): Promise<ShownScreens> {
    const screens = new ShownScreens(page);
    await page.routeWebSocket(/\/link/, (link) => {
      screens.#link = link;
      link.onMessage((message) => void screens.sent.push(String(message)));
      link.send(JSON.stringify(first));
    });
    await page.goto(address);
    await page.locator(`[data-screen="${first.screen}"]`).waitFor();
    await page.evaluate(() => document.fonts.ready);
    return screens;
  }

  /** Resolves when the view has been painted. */
  async show(view: View): Promise<void> {
    if (this.#link === null) throw new Error('the page has not connected');
    this.#link.send(JSON.stringify(view));
    const { theme, textSize, reach } = view.preferences;
    const dialog = view.dialog === null ? ':not([data-dialog])' : `[data-dialog="${view.dialog.kind}"]`;
    await this.page.locator(`[data-screen="${view.screen}"][data-theme="${theme}"][data-text-size="${textSize}"][data-reach="${reach}"][lang="${view.locale}"]${dialog}`).waitFor();
    // A keyboard puts its keys there once it stands, and a screen that is too high then gets its own: two paintings more.
    await this.page.evaluate(async () => {
      for (let frame = 0; frame < 4; frame += 1) await new Promise((painted) => requestAnimationFrame(painted));
    });
  }
}
