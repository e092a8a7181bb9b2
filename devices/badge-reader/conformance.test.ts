import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startVirtual } from '../virtual.ts';
import { serveAt, wireAt } from '../wire/address.ts';
import { describeBadgeReader, type ReaderSetup } from './conformance.ts';
import { missingForPcscd, startPcscd } from './real-pcscd.fixture.ts';
import { createVirtualPcscd } from './virtual-pcscd.ts';
import { layOnVpcd } from './vpcd-card.fixture.ts';

/** The twin, wherever it is reached. */
function over(twin: ReturnType<typeof createVirtualPcscd>, wire: Pick<ReaderSetup, 'open' | 'cut' | 'close'>): ReaderSetup {
  return {
    ...wire,
    lay: (badge, answer = 'uid') => Promise.resolve(void twin.turn({ badge, answer })),
    takeAway: () => Promise.resolve(void twin.turn({ badge: null })),
  };
}

describeBadgeReader('the twin, over loopback TCP', async () => {
  const twin = createVirtualPcscd();
  const running = await startVirtual(twin);
  return over(twin, { open: running.open, cut: () => running.plug(false), close: () => running.close() });
});

describeBadgeReader('the twin, over a socket such as pcscd has', async () => {
  const twin = createVirtualPcscd();
  const directory = mkdtempSync(join(tmpdir(), 'moulin-socket-'));
  const server = await serveAt(`unix://${join(directory, 'pcscd.comm')}`, (port) => twin.attach(port));
  return over(twin, {
    open: wireAt(server.url),
    cut: () => server.close(),
    async close() {
      twin.close();
      await server.close().catch(() => undefined);
      rmSync(directory, { recursive: true, force: true });
    },
  });
});

const missing = missingForPcscd();
if (missing !== null) console.warn(`NOT TESTED: ${missing}`);

describeBadgeReader(
  'a real pcscd with a virtual reader',
  async () => {
    const daemon = await startPcscd();
    let card: { takeAway(): Promise<void> } | null = null;
    const takeAway = async (): Promise<void> => {
      await card?.takeAway();
      card = null;
    };
    return {
      open: wireAt(daemon.address),
      async lay(badge, answer) {
        card = await layOnVpcd(daemon.cardPort, badge, answer);
      },
      takeAway,
      cut: () => daemon.kill(),
      async close() {
        await takeAway();
        await daemon.kill();
      },
    };
  },
  missing,
);
