import { useState } from 'react';
import type { ViewOf } from '../../flows/view.ts';
import { MainButton } from '../parts/buttons.tsx';
import { CardDigits } from '../parts/drawings/card.tsx';
import { Machine } from '../parts/drawings/machine.tsx';
import { Paper } from '../parts/drawings/scenes.tsx';
import { Check, Clock, Info, Warning } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { Keyboard } from '../parts/keyboard.tsx';
import { Notice } from '../parts/notice.tsx';
import { Press } from '../parts/press.tsx';
import { ScanStep } from '../parts/scan-step.tsx';
import { useWords } from '../parts/words.tsx';

type Copy = ViewOf<'copy'>;

/** What the card terminal lets us keep of a card (PAY-2), and what its holder can read on it. */
const digitsAsked = 4;

/** A numbered copy of a paper, for whoever holds both the label or the proof and the card that paid (GDPR-10). */
export function CopyScreen({ view }: { readonly view: Copy }) {
  const { t } = useWords();
  switch (view.phase) {
    case 'scan':
      return <ScanStep view={view} held="paper" title={t('copy.scan.title')} lead={t('copy.scan.lead')} hint={t('scan.hint-paper')} />;
    case 'check':
      return <CheckScreen view={view} />;
    case 'choose':
      return <ChooseScreen view={view} />;
    case 'printing':
    case 'printed':
    case 'failed':
      return <PrintScreen view={view} />;
  }
}

function CheckScreen({ view }: { readonly view: Copy }) {
  const { t } = useWords();
  const [first] = useState(view.attemptsLeft);
  const [typed, setTyped] = useState({ digits: '', attempt: view.attemptsLeft });
  // With each attempt the digits that were wrong are gone.
  const digits = typed.attempt === view.attemptsLeft ? typed.digits : '';
  const type = (text: string) => setTyped({ digits: text.replaceAll(/\D/g, '').slice(0, digitsAsked), attempt: view.attemptsLeft });
  const wrong = view.attemptsLeft < first && digits === '';
  return (
    <Frame
      view={view}
      title={t('copy.check.title')}
      lead={t('copy.check.lead')}
      look={
        <>
          <div className="picture picture-shrinking">
            <CardDigits />
          </div>
          <label className="card-digits">
            <span className="unseen">{t('copy.check.field')}</span>
            <input name="digits" value={digits} inputMode="none" autoComplete="off" onChange={(event) => type(event.target.value)} />
          </label>
          <Notice tone={wrong ? 'brick' : view.attemptsLeft === 1 ? 'wheat' : 'plain'} drawing={wrong ? <Warning /> : <Info />} live>
            {wrong ? `${t('copy.check.wrong')} ` : ''}
            {t('copy.check.attempts', { count: view.attemptsLeft })}
          </Notice>
        </>
      }
      act={
        <>
          <Keyboard kind="digits" capital={false} onText={(digit) => type(digits + digit)} onDelete={() => type(digits.slice(0, -1))} />
          <MainButton intent={{ type: 'copy.digits.entered', digits }} disabled={digits.length < digitsAsked}>
            {t('copy.check.confirm')}
          </MainButton>
        </>
      }
    />
  );
}

function ChooseScreen({ view }: { readonly view: Copy }) {
  const { t } = useWords();
  return (
    <Frame
      view={view}
      title={t('copy.choose.title')}
      lead={t('copy.choose.lead')}
      look={
        <div className="picture picture-steps picture-papers">
          {view.documents.map(({ document }) => (
            <Paper key={document} sealed={document === 'proof'} />
          ))}
        </div>
      }
      act={
        <div className={view.documents.length === 1 ? 'papers-keys papers-keys-one' : 'papers-keys papers-keys-two'}>
          {view.documents.map(({ document, copy }) => (
            <Press key={document} className="paper-key" intent={{ type: 'copy.chosen', document }} choice={document}>
              <Paper sealed={document === 'proof'} />
              <span>{t(`copy.document.${document}`)}</span>
              <span className="duplicata">{t('copy.number', { copy })}</span>
            </Press>
          ))}
        </div>
      }
    />
  );
}

function PrintScreen({ view }: { readonly view: Copy }) {
  const { t } = useWords();
  const phase = view.phase === 'printing' || view.phase === 'printed' ? view.phase : 'failed';
  return (
    <Frame
      view={view}
      title={t(`copy.${phase}.title`)}
      lead={t(`copy.${phase}.lead`)}
      look={
        <div className="picture">
          <Machine at={phase === 'failed' ? 'none' : 'receipt'} />
        </div>
      }
      act={
        <>
          <Notice tone={phase === 'printing' ? 'wheat' : phase === 'printed' ? 'sage' : 'brick'} drawing={phase === 'printing' ? <Clock /> : phase === 'printed' ? <Check /> : <Info />} live>
            {t(`copy.${phase}.next`)}
          </Notice>
          {phase === 'printing' ? null : <MainButton intent={{ type: 'session.finished' }}>{t('farewell.finish')}</MainButton>}
        </>
      }
    />
  );
}
