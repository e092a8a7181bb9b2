import type { Device } from './devices.ts';
import type { Turn } from './turn.ts';
import { useWords } from './words.tsx';

/** A cable below its device: pulled out, the plug hangs beside its socket. */
export function Cable({ device, turn }: { readonly device: Device; readonly turn: Turn }) {
  const { t } = useWords();
  const name = t(`devices.${device.kind}`);
  return (
    <button
      type="button"
      role="switch"
      aria-checked={device.plugged}
      className="cable"
      data-cable={device.kind}
      data-plugged={device.plugged}
      title={`${t(device.plugged ? 'cable.pull' : 'cable.plug', { device: name })} (${device.protocol}, ${device.url})`}
      onClick={() => void turn(device.kind, { plugged: !device.plugged })}
    >
      <svg viewBox="0 0 64 44" aria-hidden="true" fill="none" stroke="var(--shade)" strokeWidth="3" strokeLinejoin="round" strokeLinecap="round">
        <rect x="34" y="8" width="26" height="30" rx="6" fill="var(--card)" />
        <path d="M43 18v3M43 27v3" strokeWidth="4" />
        <g className="plug">
          <path d="M-6 23h18" stroke="var(--ink-2)" strokeWidth="5" />
          <path d="M12 14h10a6 6 0 0 1 6 6v6a6 6 0 0 1-6 6H12z" fill="var(--wheat)" />
          <path d="M28 20h10M28 28h10" />
        </g>
      </svg>
      <span>
        <b>{name}</b>{' '}
        <small>{t(device.plugged ? 'cable.plugged' : 'cable.pulled')}</small>
      </span>
    </button>
  );
}
