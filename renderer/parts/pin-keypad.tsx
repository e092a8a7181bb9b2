import type { ActRefusal, HelperView, HelpPanel } from '../../flows/view.ts';
import { useNow } from './clock.ts';
import { Check, Clock, Info, Warning } from './drawings/signs.tsx';
import { Notice } from './notice.tsx';
import { Press } from './press.tsx';
import { splitDuration, useWords } from './words.tsx';

type Keypad = Extract<HelperView, { phase: 'signing-in' }> | Extract<HelpPanel, { kind: 'second' }>;

/** Nine on a block and the tenth below, between what takes back and what sends. */
const block = 9;

/**
 * The shuffled keypad. A key says its place and not its digit, and none lights up or sounds when it is pressed: who looks
 * on, or finds the finger's traces, learns nothing (SEC-20, SEC-21).
 */
export function PinKeypad({ keypad, refusal = null }: { readonly keypad: Keypad; /** Why whoever typed may not agree. */ readonly refusal?: ActRefusal | null }) {
  const { t } = useWords();
  const locked = keypad.problem === 'locked';
  const resting = keypad.checking || locked;
  const key = (at: number) => (
    <Press key={at} className="pin-key" intent={{ type: 'staff.key.pressed', at }} choice={`place-${at}`} disabled={resting}>
      {keypad.keys[at]}
    </Press>
  );
  return (
    <>
      <PinState keypad={keypad} refusal={refusal} />
      <div className="pin-keys" data-masked>
        {keypad.keys.slice(0, block).map((_, at) => key(at))}
        <Press className="pin-key" intent={{ type: 'staff.key.erased' }} choice="erase" label={t('sign-in.erase')} disabled={resting || keypad.typed === 0}>
          ⌫
        </Press>
        {key(block)}
        <Press className="pin-key pin-enter" intent={{ type: 'staff.key.entered' }} choice="enter" label={t('sign-in.enter')} disabled={resting || keypad.typed === 0}>
          <Check />
        </Press>
      </div>
    </>
  );
}

/** How many digits were typed, or what became of them: always the same height, so that no key moves under a finger. */
function PinState({ keypad: { typed, problem, lockedUntil, checking }, refusal }: { readonly keypad: Keypad; readonly refusal: ActRefusal | null }) {
  const { t } = useWords();
  if (problem === 'locked') {
    return (
      <div className="pin-state">
        <Locked until={lockedUntil} />
      </div>
    );
  }
  return (
    <div className="pin-state">
      {checking ? (
        <Notice tone="plain" drawing={<Clock />} live>
          {t('sign-in.checking')}
        </Notice>
      ) : refusal !== null && typed === 0 ? (
        <Notice tone="brick" drawing={<Warning />} live>
          {t(`act-refusal.${refusal}`)}
        </Notice>
      ) : problem === 'wrong' && typed === 0 ? (
        <Notice tone="brick" drawing={<Warning />} live>
          {t('sign-in.wrong')}
        </Notice>
      ) : typed === 0 ? (
        <Notice tone="plain" drawing={<Info />}>
          {t('sign-in.shuffled')}
        </Notice>
      ) : (
        <output className="pin-dots">
          <span className="unseen">{t('sign-in.typed', { count: typed })}</span>
          {Array.from({ length: typed }, (_, at) => (
            <span key={at} className="pin-dot" />
          ))}
        </output>
      )}
    </div>
  );
}

function Locked({ until }: { readonly until: number | null }) {
  const { t } = useWords();
  const now = useNow();
  return (
    <Notice tone="brick" drawing={<Warning />}>
      {until === null ? t('sign-in.locked-open') : t('sign-in.locked', splitDuration(until - now))}
    </Notice>
  );
}
