import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import type { OpenWire } from '../wire/wire.ts';
import type { BadgeReader, BadgeReading } from './badge-reader.ts';
import { createPcsc, pcscSettings } from './pcsc.ts';

/** A pcscd, whoever plays it, with one reader. */
export interface ReaderSetup {
  readonly open: OpenWire;
  lay(badge: string, answer?: 'uid' | 'failed' | 'not-supported'): Promise<void>;
  takeAway(): Promise<void>;
  /** pcscd dies. */
  cut(): Promise<void>;
  close(): Promise<void>;
}

/** What the badge reader's driver does with a pcscd, the real one or its twin; skipped where something is missing for it. */
export function describeBadgeReader(name: string, setup: () => Promise<ReaderSetup>, missing: string | null = null): void {
  describe.skipIf(missing !== null)(`a badge reader at ${name}`, () => {
    let desk: ReaderSetup;
    let reader: BadgeReader;
    let heard: BadgeReading[];
    let tell: (reading: BadgeReading) => void;
    const next = (kind: BadgeReading['kind']) =>
      new Promise<BadgeReading>((resolve) => {
        tell = (reading) => reading.kind === kind && resolve(reading);
      });
    const health = (state: string) => new Promise<void>((resolve) => void reader.onHealth((now) => now.state === state && resolve()));

    beforeEach(async () => {
      desk = await setup();
      reader = createPcsc({ open: desk.open, clock: systemClock, settings: pcscSettings.parse({}) });
      heard = [];
      tell = () => {};
      reader.onBadge((reading) => {
        heard.push(reading);
        tell(reading);
      });
      reader.start();
      await health('online');
    });

    afterEach(async () => {
      await reader.stop();
      await desk.close();
    });

    test('tells that nothing lies there, and who pcscd and the reader are', () => {
      expect(heard).toEqual([{ kind: 'removed' }]);
      expect(reader.identity()).toEqual({ protocol: 'pcsc-lite 4.4', reader: expect.stringMatching(/Virtual/) as string });
    });

    test.each(['04A1B2C3', '04A1B2C3D4E5F6', '04A1B2C3D4E5F6070809'])('hears the badge %s laid down and taken away', async (badge) => {
      const presented = next('presented');
      await desk.lay(badge);
      expect(await presented).toEqual({ kind: 'presented', badge });
      const removed = next('removed');
      await desk.takeAway();
      await removed;
      expect(heard.map(({ kind }) => kind)).toEqual(['removed', 'presented', 'removed']);
    });

    test('rejects a telephone that gives another number each time', async () => {
      const rejected = next('rejected');
      await desk.lay('08A1B2C3');
      expect(await rejected).toMatchObject({ why: expect.stringContaining('drawn afresh') as string });
    });

    test.each([
      ['failed', 'could not be read'],
      ['not-supported', 'no number to give'],
    ] as const)('says why it has no number when the card answers %s', async (answer, why) => {
      const rejected = next('rejected');
      await desk.lay('04A1B2C3', answer);
      expect(await rejected).toMatchObject({ why: expect.stringContaining(why) as string });
    });

    test('counts a badge as taken away when pcscd dies, and says that it is gone', async () => {
      const presented = next('presented');
      await desk.lay('04A1B2C3');
      await presented;
      const removed = next('removed');
      const offline = health('offline');
      await desk.cut();
      await Promise.all([removed, offline]);
      expect(reader.health()).toMatchObject({ state: 'offline', action: 'check-cable' });
    });
  });
}
