import { useEffect, useRef, useState } from 'react';
import type { DeviceAs } from './devices.ts';
import { useDrag } from './drag.ts';
import { brassWeight, ObjectDrawing, objects, type PostObject } from './objects.tsx';
import { read, type Reading } from './scale-display.ts';
import type { Turn } from './turn.ts';
import { useWords } from './words.tsx';

interface Props {
  readonly scale: DeviceAs<'scale'> | undefined;
  readonly turn: Turn;
}

/** The shelf, the counter and the scale: things are dragged from the first two onto the third, and back. */
export function Table({ turn, scale }: Props) {
  const { t } = useWords();
  const put = (grams: number): void => void turn('scale', { grams });
  const onPan = objects.find(({ grams }) => grams === scale?.knobs.grams);
  const place = (where: PostObject['place']) => (
    <ul className={where}>
      {objects
        .filter((object) => object.place === where)
        .map((object) => (
          <li key={object.name}>
            <Thing object={object} away={object === onPan} put={put} />
          </li>
        ))}
    </ul>
  );
  return (
    <div className="table">
      <section className="things" aria-label={t('objects.title')}>
        <p className="hint">{t('objects.hint')}</p>
        {place('shelf')}
        {place('counter')}
      </section>
      {scale === undefined ? <p className="absent">{t('page.absent')}</p> : <Scale scale={scale} put={put} onPan={onPan} />}
    </div>
  );
}

function Thing({ object, away, put }: { readonly object: PostObject; readonly away: boolean; readonly put: (grams: number) => void }) {
  const { t, weight } = useWords();
  const drag = useDrag({ drop: (target) => target === 'scale' && put(object.grams), tap: () => put(away ? 0 : object.grams) });
  return (
    <button
      type="button"
      className="thing"
      data-object={object.name}
      data-away={away}
      aria-label={t(away ? 'objects.take' : 'objects.put', { object: t(`objects.${object.name}`), weight: weight(object.grams) })}
      title={t(`objects.${object.name}`)}
      {...drag}
    >
      <ObjectDrawing drawing={object.drawing} />
      <span aria-hidden="true">{weight(object.grams)}</span>
    </button>
  );
}

function Scale({ scale, put, onPan }: { readonly scale: DeviceAs<'scale'>; readonly put: (grams: number) => void; readonly onPan: PostObject | undefined }) {
  const { t, weight } = useWords();
  const reading = useReading(scale);
  const { grams } = scale.knobs;
  return (
    <fieldset className="scale device" aria-label={t('devices.scale')} data-drop="scale" data-state={reading.state}>
      <div className="pan">
        {grams > 0 ? (
          <OnPan key={grams} label={t('objects.take', { object: t(`objects.${onPan?.name ?? 'other'}`), weight: weight(grams) })} drawing={onPan?.drawing ?? brassWeight} take={() => put(0)} />
        ) : null}
      </div>
      <div className="body">
        <svg viewBox="0 0 200 104" aria-hidden="true" fill="none" stroke="var(--shade)" strokeWidth="3" strokeLinejoin="round">
          <path d="M6 4h188v9a5 5 0 0 1-5 5H11a5 5 0 0 1-5-5z" fill="var(--metal)" />
          <path d="M84 18h32v12H84z" fill="var(--ink-2)" />
          <path d="M36 30h128l24 68a4 4 0 0 1-4 4H16a4 4 0 0 1-4-4z" fill="var(--card)" />
          <rect x="46" y="41" width="108" height="38" rx="5" fill="var(--ink)" />
          <circle cx="60" cy="90" r="3.5" fill="var(--sage)" strokeWidth="0" className="lamp" />
        </svg>
        <p className="reading" aria-hidden="true">
          {reading.text}
        </p>
        <p className="reading-state">{reading.state === 'off' ? t('cable.pulled') : t(`scale.${reading.state}`)}</p>
      </div>
      <output className="unseen" aria-label={t('scale.display')}>
        {reading.state === 'stable' ? reading.text : ''}
      </output>
    </fieldset>
  );
}

function OnPan({ label, drawing, take }: { readonly label: string; readonly drawing: PostObject['drawing']; readonly take: () => void }) {
  const drag = useDrag({ drop: (target) => target !== 'scale' && take(), tap: take });
  return (
    <button type="button" className="on-pan" aria-label={label} {...drag}>
      <ObjectDrawing drawing={drawing} />
    </button>
  );
}

/** The display swings as the twin's pan does, from the moment a change of weight was heard. */
function useReading({ knobs, plugged }: DeviceAs<'scale'>): Reading {
  const change = useRef({ from: knobs.grams, grams: knobs.grams, at: Number.NEGATIVE_INFINITY });
  const [reading, setReading] = useState<Reading>(() => read(knobs, plugged, knobs.grams, Number.POSITIVE_INFINITY, 0));
  useEffect(() => {
    if (change.current.grams !== knobs.grams) change.current = { from: change.current.grams, grams: knobs.grams, at: performance.now() };
    let frame = 0;
    const paint = (now: number): void => {
      const since = Math.max(0, now - change.current.at);
      setReading((before) => {
        const next = read(knobs, plugged, change.current.from, since, now);
        return next.text === before.text && next.state === before.state ? before : next;
      });
      if (knobs.moving || since < knobs.settleMs) frame = requestAnimationFrame(paint);
    };
    frame = requestAnimationFrame(paint);
    return () => cancelAnimationFrame(frame);
  }, [knobs, plugged]);
  return reading;
}
