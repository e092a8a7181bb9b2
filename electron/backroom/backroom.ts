import type { Clock } from '../../devices/clock.ts';
import type { Backroom, Ports } from '../../flows/ports.ts';
import { closingMessageSchema } from '../../flows/view/maintenance.ts';
import { err } from '../../flows/result.ts';
import type { Config } from '../config.ts';
import type { Memory } from '../memory.ts';
import type { Devices } from '../plugged.ts';
import { createDeviceRoom } from './devices.ts';
import { newestEvents } from './events.ts';
import { readMedia, type Medium } from './media.ts';
import { createNumbers } from './numbers.ts';
import type { AskRestart } from './restart.ts';
import { salesOfToday } from './sales.ts';
import { exportToStick } from './stick.ts';
import { versionsOf } from './versions.ts';

/** What is behind the counter, each concern in a file beside this one. */

export interface BackroomOptions {
  readonly config: Config;
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly memory: Pick<Memory, 'journal' | 'ledger'>;
  readonly devices: Devices;
  readonly tariffs: Ports['tariffs'];
  readonly destinations: Pick<Ports['destinations'], 'id'>;
  /** The newest lines of the technical log. */
  readonly newestLog: () => readonly string[];
  readonly askRestart: AskRestart;
  /** What is plugged in; a test has sticks of its own. */
  readonly media?: () => readonly Medium[];
}

export function createBackroom(options: BackroomOptions): Backroom {
  const { config, clock, memory, newestLog, askRestart, media = () => readMedia(config.export.mountRoot) } = options;
  const { journal } = memory;
  const numbers = createNumbers(journal);
  const newest = (what: string) => journal()?.read((books) => books.newest(what), null)?.fact ?? null;

  return {
    ...createDeviceRoom({ devices: options.devices, journal, clock }),
    scaleVerifiedUntil() {
      const fact = newest('scale');
      return fact?.type === 'scale.verified' ? fact.until : null;
    },
    closed() {
      const fact = newest('service');
      // A message of another version is still a closure: what it says is the least that is true.
      return fact?.type === 'terminal.closed' ? { message: closingMessageSchema.catch('soon').parse(fact.message), until: fact.until } : null;
    },
    sales: () => salesOfToday(journal(), clock.now()),
    numbers: () => numbers(clock.now()),
    events: (most) => newestEvents(journal()?.read((books) => books.technical(most), []) ?? [], newestLog(), most),
    versions: () => versionsOf({ ...options, journal: journal(), now: clock.now() }),
    media: () => media().map(({ directory, name, freeBytes }) => ({ id: directory, name, freeBytes })),
    async exportTo(id) {
      const open = journal();
      // Looked for again: the page may be older than the hand that pulled it out.
      const medium = media().find(({ directory }) => directory === id);
      if (medium === undefined) return err('gone');
      return open === null ? err('ledger-unavailable') : await exportToStick(medium, { journal: open, dataDirectory: options.dataDirectory, clock });
    },
    restartScreen: () => askRestart({ what: 'screen' }),
    restartProgram({ training }) {
      // A lesson never begins over an open sale: the start would be refused, and nobody served.
      if (training && memory.ledger.openSales().length > 0) return;
      askRestart({ what: 'program', training });
    },
  };
}
