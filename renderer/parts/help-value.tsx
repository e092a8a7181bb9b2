import { useState } from 'react';
import { cents, type Cents } from '../../flows/money.ts';
import type { HelpPanel } from '../../flows/view.ts';
import { useActWords } from './act-words.ts';
import { amountAfter, withDigit, withoutLastDigit } from './amount-typing.ts';
import { Info, Warning } from './drawings/signs.tsx';
import { Keyboard } from './keyboard.tsx';
import { Notice } from './notice.tsx';
import { PanelFrame } from './panel-frame.tsx';
import { Press } from './press.tsx';
import { useWords } from './words.tsx';

/** Five digits: 99 999 g is more than any scale here, 999,99 € more than any price. */
export function HelpValue({ panel: { act, unit, now, least, most, refusal } }: { readonly panel: Extract<HelpPanel, { kind: 'value' }> }) {
  const { t, money, weight } = useWords();
  const said = useActWords();
  const [typed, setTyped] = useState<Cents>(cents(0));
  const [sent, setSent] = useState<Cents | null>(null);
  const shown = unit === 'grams' ? weight(typed) : money(typed);
  const inWords = unit === 'grams' ? weight : money;
  const refused = refusal !== null && sent === typed;
  const bounds = t('helper.bounds', { least: inWords(least), most: inWords(most) });
  return (
    <PanelFrame kind="value" title={said(act)} lead={t(`helper.${unit}.title`)}>
      <div className="help-value">
        <label className="amount">
          <span className="unseen">{t(`helper.${unit}.field`)}</span>
          <input name="value" value={shown} inputMode="none" autoComplete="off" onChange={(event) => setTyped(amountAfter(typed, shown, event.target.value))} />
        </label>
        <Notice tone={refused ? 'brick' : 'plain'} drawing={refused ? <Warning /> : <Info />} live>
          {refused ? t(`act-refusal.${refusal}`) : now === null ? null : t('helper.now', { value: inWords(now) })} {bounds}
        </Notice>
        <Keyboard kind="digits" capital={false} onText={(digit) => setTyped(withDigit(typed, digit))} onDelete={() => setTyped(withoutLastDigit(typed))} />
        <Press className="help-act help-act-first" intent={{ type: 'staff.value.entered', value: writtenOf(unit, typed) }} onPress={() => setSent(typed)} choice="confirm" disabled={typed === 0 && least > 0}>
          {t('helper.confirm')}
        </Press>
      </div>
    </PanelFrame>
  );
}

/** Grams whole, money as people write it: the terminal reads both (`flows/assisted/typed.ts`). */
function writtenOf(unit: 'grams' | 'cents', typed: number): string {
  return unit === 'grams' ? String(typed) : `${Math.floor(typed / 100)},${String(typed % 100).padStart(2, '0')}`;
}
