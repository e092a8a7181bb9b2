import { useState, type FormEvent } from 'react';
import { Switch } from './controls.tsx';
import type { DeviceAs } from './devices.ts';
import type { Turn } from './turn.ts';
import { useWords } from './words.tsx';

/** Long enough that nobody mistakes it for the pan coming to rest. */
const shakeMs = 1_500;

export function ScalePanel({ scale, turn }: { readonly scale: DeviceAs<'scale'>; readonly turn: Turn }) {
  const { t } = useWords();
  const [grams, setGrams] = useState('');
  const { overload, underload, silent, moving } = scale.knobs;
  const weigh = (event: FormEvent): void => {
    event.preventDefault();
    if (grams.trim() !== '') void turn('scale', { grams: Number(grams) });
  };
  const shake = async (): Promise<void> => {
    await turn('scale', { moving: true });
    setTimeout(() => void turn('scale', { moving: false }), shakeMs);
  };
  return (
    <section className="panel" aria-label={t('devices.scale')}>
      <div className="row">
        <form onSubmit={weigh} className="typed" noValidate>
          <label htmlFor="grams">{t('scale.grams')}</label>
          <input id="grams" type="number" inputMode="decimal" step="any" value={grams} onChange={(event) => setGrams(event.target.value)} />
          <button type="submit" className="main">
            {t('scale.weigh')}
          </button>
        </form>
        <button type="button" onClick={() => void shake()} disabled={moving}>
          {t('scale.shake')}
        </button>
        <button type="button" onClick={() => void turn('scale', { grams: 0 })}>
          {t('scale.empty')}
        </button>
      </div>
      <div className="switches four">
        <Switch on={overload} onChange={(on) => void turn('scale', { overload: on })}>
          {t('scale.overload')}
        </Switch>
        <Switch on={underload} onChange={(on) => void turn('scale', { underload: on })}>
          {t('scale.underload')}
        </Switch>
        <Switch on={moving} onChange={(on) => void turn('scale', { moving: on })}>
          {t('scale.moving')}
        </Switch>
        <Switch on={silent} onChange={(on) => void turn('scale', { silent: on })}>
          {t('scale.silent')}
        </Switch>
      </div>
    </section>
  );
}
