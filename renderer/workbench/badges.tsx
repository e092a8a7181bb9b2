import { Cable } from './cable.tsx';
import { Switch } from './controls.tsx';
import type { DeviceAs } from './devices.ts';
import type { Turn } from './turn.ts';
import { useWords } from './words.tsx';

type Reader = DeviceAs<'badge-reader'>;

/** A telephone's number is drawn afresh each time, and begins so: the reader's answer to it is no badge. */
const telephone = '08C0FFEE';

/** Opened by a key in the head: most who play with the machine are customers, and the counter has no room for it. */
export const badgeDesk = 'badge-desk';

/** The badges of the staff beside their reader: one is laid on it at a time, and taken away again. The PINs are here and nowhere else. */
export function BadgeDesk({ reader, turn }: { readonly reader: Reader; readonly turn: Turn }) {
  const { t } = useWords();
  const { badge } = reader.knobs;
  const lay = (next: string): void => void turn('badge-reader', { badge: badge === next ? null : next });
  return (
    <section className="badge-desk" id={badgeDesk} popover="auto" aria-label={t('devices.badge-reader')}>
      <Cable device={reader} turn={turn} />
      <ReaderDrawing lit={badge !== null} />
      <ul className="badges">
        {reader.state.staff.map((one) => (
          <li key={one.badge}>
            <Badge on={badge === one.badge} lay={() => lay(one.badge)} name={one.name} about={t(`badge.role.${one.role}`)} detail={one.number === null ? t('badge.pin', { pin: one.pin }) : t('badge.numberAndPin', { number: one.number, pin: one.pin })} />
          </li>
        ))}
        <li>
          <Badge on={badge === '04FFFFFF'} lay={() => lay('04FFFFFF')} name={t('badge.unknown')} detail="04FFFFFF" />
        </li>
        <li>
          <Badge on={badge === telephone} lay={() => lay(telephone)} name={t('badge.telephone')} detail={telephone} />
        </li>
      </ul>
      <div className="badge-faults">
        <Switch on={!reader.knobs.reader} onChange={(on) => void turn('badge-reader', { reader: !on })}>
          {t('badge.unplugged')}
        </Switch>
        <Switch on={reader.knobs.mute} onChange={(on) => void turn('badge-reader', { mute: on })}>
          {t('badge.mute')}
        </Switch>
      </div>
    </section>
  );
}

interface BadgeProps {
  readonly on: boolean;
  readonly lay: () => void;
  readonly name: string;
  readonly about?: string;
  readonly detail: string;
}

function Badge({ on, lay, name, about, detail }: BadgeProps) {
  return (
    <button type="button" className="badge" aria-pressed={on} onClick={lay}>
      <span>
        <b>{name}</b>
        {about === undefined ? null : <span> {about}</span>}
      </span>
      <small>{detail}</small>
    </button>
  );
}

function ReaderDrawing({ lit }: { readonly lit: boolean }) {
  return (
    <svg className="badge-reader" data-lit={lit} viewBox="0 0 96 72" aria-hidden="true" fill="none" stroke="var(--shade)" strokeWidth="3" strokeLinejoin="round" strokeLinecap="round">
      <path d="M6 62 14 20a8 8 0 0 1 8-6h52a8 8 0 0 1 8 6l8 42a4 4 0 0 1-4 5H10a4 4 0 0 1-4-5z" fill="var(--card)" />
      <path d="M38 50a14 14 0 0 1 0-20M30 56a24 24 0 0 1 0-32M58 30a14 14 0 0 1 0 20M66 24a24 24 0 0 1 0 32" stroke="var(--ink-2)" />
      <circle cx="48" cy="40" r="5" fill={lit ? 'var(--sage)' : 'var(--metal)'} strokeWidth="0" />
    </svg>
  );
}
