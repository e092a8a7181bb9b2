import type { ViewOf } from '../../flows/view.ts';
import { IncidentCard, ReturnedMoney } from '../parts/money-notices.tsx';
import { Machine } from '../parts/drawings/machine.tsx';
import { Paper, StickLabel } from '../parts/drawings/scenes.tsx';
import { Arrow, Check, Clock, Info } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { PieceList } from '../parts/piece-list.tsx';
import { Press } from '../parts/press.tsx';
import { useLandscape } from '../parts/shape.ts';
import { useWords } from '../parts/words.tsx';

export function DepositScreen({ view }: { readonly view: ViewOf<'deposit'> }) {
  const { t } = useWords();
  const landscape = useLandscape();
  const printed = view.pieces.filter((piece) => piece.state === 'printed');
  const kind = printed[0]?.kind ?? 'parcel';
  return (
    <Frame
      view={view}
      title={printed.length === 0 ? t('deposit.nothing') : t('deposit.title', { count: printed.length })}
      look={
        <>
          {printed.length === 0 || view.incident !== null ? null : (
            <div className="picture picture-steps">
              <StickLabel kind={kind} />
              <Arrow />
              <Machine at="drop" />
            </div>
          )}
          <ReturnedMoney amount={view.returned} />
          <IncidentCard incident={view.incident} />
        </>
      }
      act={
        <>
          <PieceList pieces={view.pieces} perPage={view.incident === null ? 4 : view.preferences.textSize === 'large' || landscape ? 2 : 3} />
          <Papers view={view} />
        </>
      }
    />
  );
}

function Papers({ view }: { readonly view: ViewOf<'deposit'> }) {
  const { t } = useWords();
  if (view.papers === 'printing') {
    return (
      <div className="where where-short">
        <Machine at="receipt" />
        <div className="where-words">
          <Notice tone="wheat" drawing={<Clock />} live>
            {t('deposit.printing')}
          </Notice>
        </div>
      </div>
    );
  }
  if (view.papers === 'unavailable') {
    return (
      <>
        <Notice tone="brick" drawing={<Info />}>
          {t('deposit.no-papers')}
        </Notice>
        <Press className="main-button" intent={{ type: 'session.finished' }}>
          <span>{t('deposit.finish')}</span>
          <Check />
        </Press>
      </>
    );
  }
  return (
    <div className="papers">
      <h2>{t(view.noteDue ? 'deposit.question-note' : 'deposit.question')}</h2>
      <div className="papers-keys">
        <Press className="paper-key" intent={{ type: 'papers.chosen', proof: true, receipt: false }} choice="proof">
          <Paper sealed />
          <span>{t('deposit.proof')}</span>
        </Press>
        <Press className={view.noteDue ? 'paper-key paper-key-advised' : 'paper-key'} intent={{ type: 'papers.chosen', proof: true, receipt: true }} choice="proof-and-receipt">
          <span className="two-papers">
            <Paper sealed />
            <Paper />
          </span>
          <span>{t(view.noteDue ? 'deposit.proof-and-note' : 'deposit.proof-and-receipt')}</span>
        </Press>
        <Press className="paper-key paper-key-none" intent={{ type: 'papers.chosen', proof: false, receipt: false }} choice="none">
          <span>{t('deposit.no-paper')}</span>
        </Press>
      </div>
    </div>
  );
}
