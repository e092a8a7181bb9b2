import { useState } from 'react';
import type { HelpPanel } from '../../flows/view.ts';
import { useActWords } from './act-words.ts';
import { Keyboard } from './keyboard.tsx';
import { PanelFrame } from './panel-frame.tsx';
import { Press } from './press.tsx';
import { useTyping } from './typing.ts';
import { useWords } from './words.tsx';

/** What the journal keeps of a typed reason, in signs. */
const longest = 120;

/** Why it is done: one touch, or a sentence. */
export function HelpReason({ panel: { act, reasons, amount } }: { readonly panel: Extract<HelpPanel, { kind: 'reason' }> }) {
  const { t, money } = useWords();
  const said = useActWords();
  const [writing, setWriting] = useState(false);
  const lead = amount === null ? t('helper.why') : `${t('helper.gives-back', { amount: money(amount) })}. ${t('helper.why')}`;
  return (
    <PanelFrame kind="reason" title={said(act)} lead={lead}>
      {writing ? (
        <OwnWords />
      ) : (
        <ul className="help-acts">
          {reasons.map((reason) => (
            <li key={reason}>
              {reason === 'other' ? (
                <Press className="help-act help-act-quiet" onPress={() => setWriting(true)} choice="other">
                  {t('act-reason.other')}
                </Press>
              ) : (
                <Press className="help-act" intent={{ type: 'staff.reason.chosen', reason, text: '' }} choice={reason}>
                  {t(`act-reason.${reason}`)}
                </Press>
              )}
            </li>
          ))}
        </ul>
      )}
    </PanelFrame>
  );
}

function OwnWords() {
  const { t } = useWords();
  const typing = useTyping({ text: '' }, 'text');
  const text = typing.texts.text.slice(0, longest);
  return (
    <div className="help-sentence">
      <label>
        <span>{t('helper.other')}</span>
        <input ref={typing.inputRef('text')} name="reason" value={text} inputMode="none" autoComplete="off" maxLength={longest} onChange={(event) => typing.set('text', event.target.value)} />
      </label>
      <Keyboard kind="letters" capital={text === ''} onText={(letter) => typing.insert(letter)} onDelete={() => typing.erase()} />
      <Press className="help-act help-act-first" intent={{ type: 'staff.reason.chosen', reason: 'other', text: text.trim() }} choice="other" disabled={text.trim() === ''}>
        {t('helper.other-confirm')}
      </Press>
    </div>
  );
}
