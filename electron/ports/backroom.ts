import type { Backroom, Lamp, StaffBook } from '../../flows/ports.ts';

/** Where nobody has been provisioned, nobody signs in. */
export const noStaff: StaffBook = { signIn: () => Promise.resolve({ ok: false, error: { why: 'unknown', staff: null } }), current: () => null, empty: () => true };

const nothingDone = { kind: 'not-done', reason: 'offline', detail: 'not fitted' } as const;

export const noBackroom: Backroom = {
  describe: () => ({ driver: '', identity: '' }),
  history: () => [],
  restart: () => Promise.resolve(nothingDone),
  zeroScale: () => Promise.resolve(nothingDone),
  testCard: () => Promise.resolve(nothingDone),
  scaleVerifiedUntil: () => null,
  closed: () => null,
  sales: () => ({ day: '', sales: 0, products: [], means: [], incidents: 0, card: { debits: 0, debited: 0, credits: 0, credited: 0 }, acts: [] }),
  numbers: () => [],
  events: () => [],
  versions: () => [],
  media: () => [],
  exportTo: () => Promise.resolve({ ok: false, error: 'not-a-stick' }),
  restartScreen: () => {},
  restartProgram: () => {},
};

export const noLamp: Lamp = { show: () => {} };
