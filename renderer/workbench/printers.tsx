import { Choice, Left, Switch } from './controls.tsx';
import type { DeviceAs } from './devices.ts';
import { Tray } from './tray.tsx';
import type { Turn } from './turn.ts';
import { useWords } from './words.tsx';
import type { PapersOf } from './papers.ts';

type Printer = DeviceAs<'label-printer'> | DeviceAs<'receipt-printer'>;

/** Both printers drawn: a roll that grows thin, a lid that stands open, a slot below from which papers come. */
export function PrinterDrawing({ printer }: { readonly printer: Printer }) {
  const { t } = useWords();
  const look = lookOf(printer);
  const radius = look.roll === 'ok' ? 30 : look.roll === 'near-end' ? 19 : 10;
  return (
    <fieldset className="printer device" aria-label={t(`devices.${printer.kind}`)} data-open={look.open} data-jam={look.jam}>
      <svg viewBox="0 0 180 190" aria-hidden="true" fill="none" stroke="var(--shade)" strokeWidth="3" strokeLinejoin="round" strokeLinecap="round">
        <g className="lid">
          <path d="M22 74V56a40 40 0 0 1 40-40h56a40 40 0 0 1 40 40v18z" fill={printer.kind === 'label-printer' ? 'var(--ink-2)' : 'var(--card)'} />
          <path d="M60 28h60" stroke="var(--line)" />
        </g>
        <path d="M16 74h148v106a8 8 0 0 1-8 8H24a8 8 0 0 1-8-8z" fill="var(--card)" />
        <rect x="48" y="82" width="84" height="66" rx="8" fill="var(--ink-2)" />
        <circle cx="90" cy="115" r={radius} fill={look.roll === 'out' ? 'var(--kraft-2)' : 'var(--sheet)'} className="roll" />
        <circle cx="90" cy="115" r="7" fill="var(--kraft-3)" />
        {look.roll === 'out' ? null : <path d={`M${90 + radius} 115v33`} stroke="var(--sheet)" strokeWidth="4" />}
        <path d="M30 164h120v12H30z" fill="var(--ink)" />
        {look.jam ? <path d="M52 164l10-12 9 11 10-14 9 13 10-11 8 13" fill="var(--sheet)" stroke="var(--brick)" /> : null}
        <circle cx="148" cy="92" r="6" fill={look.healthy ? 'var(--sage)' : 'var(--brick)'} strokeWidth="2.4" />
      </svg>
    </fieldset>
  );
}

function lookOf(printer: Printer): { readonly roll: 'ok' | 'near-end' | 'out'; readonly open: boolean; readonly jam: boolean; readonly healthy: boolean } {
  const { knobs } = printer;
  const [roll, open, jam] = 'media' in knobs ? [knobs.media, knobs.headOpen, knobs.jam] : [knobs.paper, knobs.cover === 'open', knobs.cutterJam];
  return { roll, open, jam, healthy: roll !== 'out' && !open && !jam && printer.plugged && !knobs.silent };
}

export function PrinterPanel({ printer, papers, turn }: { readonly printer: Printer; readonly papers: PapersOf; readonly turn: Turn }) {
  const { t } = useWords();
  const rolls = (['ok', 'near-end', 'out'] as const).map((value) => ({ value, label: t(`printer.${value}`) }));
  const { roll, open, jam } = lookOf(printer);
  const label = printer.kind === 'label-printer';
  const set = (patch: object): void => void turn(printer.kind, patch);
  return (
    <section className="panel printer-panel" aria-label={t(`devices.${printer.kind}`)}>
      <Tray kind={printer.kind} papers={papers} />
      <Choice title={t('printer.paper')} value={roll} onChange={(now) => set(label ? { media: now } : { paper: now })} options={rolls} />
      {printer.kind === 'label-printer' ? (
        <Left title={t('printer.labelsLeft')} many={t('printer.many')} least={0} value={printer.knobs.labelsLeft} onChange={(labelsLeft) => set({ labelsLeft })} />
      ) : (
        <Left title={t('printer.linesLeft')} many={t('printer.many')} least={1} value={printer.knobs.linesLeft} onChange={(left) => set({ linesLeft: left === null ? null : Math.round(left) })} />
      )}
      <div className="switches">
        <Switch on={open} onChange={(on) => set(label ? { headOpen: on } : { cover: on ? 'open' : 'closed' })}>
          {t(label ? 'printer.headOpen' : 'printer.coverOpen')}
        </Switch>
        <Switch on={jam} onChange={(on) => set(label ? { jam: on } : { cutterJam: on })}>
          {t('printer.jam')}
        </Switch>
        <Switch on={printer.knobs.silent} onChange={(silent) => set({ silent })}>
          {t('printer.silent')}
        </Switch>
      </div>
    </section>
  );
}
