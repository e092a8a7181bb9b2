import { assign, fromPromise, setup, type SnapshotFrom } from 'xstate';
import { refusalOfAct, type MaintenanceEvent, type MaintenanceInput } from './maintenance-act.ts';
import type { Backroom, ExportTrouble } from '../ports.ts';
import { err, type Result } from '../result.ts';
import type { ActRefusal, MaintenancePage } from '../view.ts';

/** The signed archive goes onto a stick that somebody brought. */

type ExportPage = Extract<MaintenancePage, { page: 'export' }>;
type Written = Result<{ readonly file: string }, ExportTrouble>;

/** Sticks come and go while the page is open: how often they are looked for, ms. */
const lookForSticks = 2_000;

export interface ExportContext extends MaintenanceInput {
  readonly media: ReturnType<Backroom['media']>;
  readonly medium: string;
  readonly written: Written | null;
  readonly refusal: ActRefusal | null;
}

export const exportMachine = setup({
  types: { context: {} as ExportContext, input: {} as MaintenanceInput, events: {} as MaintenanceEvent },
  actors: { write: fromPromise<Written, ExportContext>(({ input: { ports, medium } }) => ports.backroom.exportTo(medium)) },
  delays: { lookForSticks },
  guards: {
    refused: ({ context: { refusal } }) => refusal !== null,
    wrote: (_, written: Written) => written.ok,
  },
  actions: {
    look: assign(({ context: { ports } }) => ({ media: ports.backroom.media() })),
    /** Only what is plugged in: a stick is named by its list, never by what the screen says of it. */
    choose: assign(({ context, event }) => {
      const medium = event.type === 'maintenance.exported' ? context.media.find(({ id }) => id === event.medium) : undefined;
      if (medium === undefined) return { refusal: 'overtaken' as const };
      return { medium: medium.id, refusal: refusalOfAct(context, 'archive.exported', { subject: medium.name.slice(0, 64) }) };
    }),
    end: assign((_, written: Written) => ({ written })),
  },
}).createMachine({
  id: 'export',
  context: ({ input }) => ({ ...input, media: [], medium: '', written: null, refusal: null }),
  initial: 'choosing',
  states: {
    choosing: { entry: 'look', after: { lookForSticks: { target: 'choosing', reenter: true } }, on: { 'maintenance.exported': { actions: 'choose', target: 'asked' } } },
    asked: { always: [{ guard: 'refused', target: 'choosing' }, { target: 'writing' }] },
    writing: {
      invoke: {
        src: 'write',
        input: ({ context }) => context,
        onDone: [
          { guard: { type: 'wrote', params: ({ event }) => event.output }, actions: { type: 'end', params: ({ event }) => event.output }, target: 'done' },
          { actions: { type: 'end', params: ({ event }) => event.output }, target: 'failed' },
        ],
        onError: { actions: { type: 'end', params: err('gone') }, target: 'failed' },
      },
    },
    done: { on: { 'maintenance.exported': { actions: 'choose', target: 'asked' } } },
    failed: { entry: 'look', after: { lookForSticks: { target: 'failed', reenter: true } }, on: { 'maintenance.exported': { actions: 'choose', target: 'asked' } } },
  },
});

export function showExport({ context, value }: SnapshotFrom<typeof exportMachine>): { readonly content: ExportPage; readonly refusal: ActRefusal | null } {
  const { media, written, refusal } = context;
  const phase = value === 'asked' ? 'choosing' : value;
  const problem = phase === 'failed' && written !== null && !written.ok ? written.error : 'none';
  const file = phase === 'done' && written?.ok === true ? written.value.file : null;
  return { content: { page: 'export', media: media.map((medium) => ({ ...medium })), phase, problem, file }, refusal };
}
