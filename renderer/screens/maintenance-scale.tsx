import { useState } from 'react';
import { MainButton } from '../parts/buttons.tsx';
import { dayOf, dayShown } from '../parts/day-typing.ts';
import { Check, Warning } from '../parts/drawings/signs.tsx';
import { Keyboard } from '../parts/keyboard.tsx';
import { Chip, Notice } from '../parts/notice.tsx';
import { Press } from '../parts/press.tsx';
import { TestResult } from '../parts/test-result.tsx';
import { useWords } from '../parts/words.tsx';
import { StateChip } from './maintenance-devices.tsx';
import { MaintenanceFrame } from './maintenance-frame.tsx';
import type { PageProps } from './maintenance-page.ts';

/** The scale's indication, its zero, and the day until which it is verified: past it nothing is sold by weight. */
export function ScalePage({ view, page }: PageProps<'scale'>) {
  const { t, weight } = useWords();
  const [dating, setDating] = useState(false);
  return (
    <MaintenanceFrame
      view={view}
      shape="wide"
      title={t('maintenance.page.scale')}
      look={<Verification page={page} />}
      act={
        dating ? (
          <DatePad onDone={() => setDating(false)} />
        ) : (
          <>
            <div className="indication">
              <span>{t('maintenance.scale.shows')}</span>
              <strong>{page.grams === null ? t('maintenance.scale.nothing') : weight(page.grams)}</strong>
              <p className="chips">
                <StateChip state={page.state} />
                {page.grams === null ? null : <Chip tone={page.stable ? 'sage' : 'wheat'}>{t(page.stable ? 'maintenance.scale.stable' : 'maintenance.scale.moving')}</Chip>}
              </p>
            </div>
            <span className="push" />
            <TestResult busy={page.busy} result={page.result} />
            <div className="key-row">
              <Press className="help-act help-act-first" intent={{ type: 'maintenance.scale.zeroed' }} choice="zero" disabled={!page.canZero || page.busy}>
                {t('maintenance.scale.zero')}
              </Press>
              {page.canVerify ? (
                <Press className="help-act" onPress={() => setDating(true)} choice="verify">
                  {t('maintenance.scale.verify')}
                </Press>
              ) : (
                <div className="help-act impossible">
                  <strong>{t('maintenance.scale.verify')}</strong>
                  <span className="why">{t('maintenance.scale.not-yours')}</span>
                </div>
              )}
            </div>
          </>
        )
      }
    />
  );
}

function Verification({ page: { verifiedUntil, expired } }: Pick<PageProps<'scale'>, 'page'>) {
  const { t, day } = useWords();
  const until = verifiedUntil === null ? t('maintenance.scale.never') : t('maintenance.scale.until', { day: day(verifiedUntil) });
  return (
    <Notice tone={expired ? 'brick' : verifiedUntil === null ? 'plain' : 'sage'} drawing={expired || verifiedUntil === null ? <Warning /> : <Check />}>
      {until}
      {expired ? `. ${t('maintenance.scale.expired')}` : null}
    </Notice>
  );
}

/** Eight digits: day, month, year. Only a day that the calendar has is sent. */
function DatePad({ onDone }: { readonly onDone: () => void }) {
  const { t } = useWords();
  const [digits, setDigits] = useState('');
  const until = dayOf(digits);
  return (
    <div className="help-value">
      <label className="amount">
        <span>{t('maintenance.scale.date')}</span>
        <input name="until" value={dayShown(digits)} inputMode="none" autoComplete="off" onChange={(event) => setDigits(event.target.value.replaceAll(/\D/g, '').slice(0, 8))} />
      </label>
      <Keyboard kind="digits" capital={false} onText={(digit) => setDigits(`${digits}${digit}`.slice(0, 8))} onDelete={() => setDigits(digits.slice(0, -1))} />
      <MainButton intent={{ type: 'maintenance.scale.verified', until: until ?? '' }} onPress={onDone} choice="confirm" disabled={until === null}>
        {t('maintenance.scale.confirm')}
      </MainButton>
    </div>
  );
}
