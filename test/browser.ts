import { obtainChromium } from '../electron/browser.ts';

/** Before the journeys: a Chromium there must be. Gets one the way the machine allows, or says what to do. */
export default async function browser(): Promise<void> {
  const chromium = await obtainChromium();
  if (!chromium.ok) throw new Error(chromium.error);
}
