import type { ReactNode } from 'react';
import { sumCents } from '../../flows/money.ts';
import type { PieceView, ViewOf } from '../../flows/view.ts';
import { OpenBox, Stamps } from '../parts/drawings/goods.tsx';
import { Machine } from '../parts/drawings/machine.tsx';
import { Pouch } from '../parts/drawings/reader.tsx';
import { CardTerminal, Paper, PersonComing, Sent, StickLabel } from '../parts/drawings/scenes.tsx';
import { Arrow, Check, Clock, Info } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { IncidentCard, ReturnedMoney, isPaymentUnknown } from '../parts/money-notices.tsx';
import { Notice } from '../parts/notice.tsx';
import { PieceList } from '../parts/piece-list.tsx';
import { Press } from '../parts/press.tsx';
import { ReceiptKey } from '../parts/receipt-dialog.tsx';
import { ScanNotice } from '../parts/scan-words.tsx';
import { useLandscape } from '../parts/shape.ts';
import { useWords } from '../parts/words.tsx';

type Deposit = ViewOf<'deposit'>;

/** After the labels: stick, show the label to the scanner where there is one, leave the item; then the papers. */
export function DepositScreen({ view }: { readonly view: Deposit }) {
  const landscape = useLandscape();
  const { title, lead } = useTask(view);
  const printed = view.pieces.filter((piece) => piece.state === 'printed');
  return (
    <Frame
      view={view}
      title={title}
      lead={lead}
      look={
        <>
          {printed.length === 0 ? null : <Steps view={view} printed={printed} />}
          {isPaymentUnknown(view) ? <Asked view={view} /> : null}
          <ReturnedMoney amount={view.returned} />
          <IncidentCard view={view} />
          <ToSign pieces={printed} />
          <ScanNotice problem={view.problem} />
        </>
      }
      act={
        <>
          <PieceList pieces={view.pieces} perPage={piecesPerPage(view, landscape)} dropping={view.scanner} over />
          <ReceiptKey view={view} />
          <Papers view={view} />
        </>
      }
    />
  );
}

/** The list gives way to what must be said beside it. */
function piecesPerPage({ pieces, returned, problem, incident, preferences }: Deposit, landscape: boolean): number {
  const large = preferences.textSize === 'large';
  if (incident !== null) return large || landscape ? 2 : 3;
  const notices = [returned > 0, problem !== null, pieces.some(({ customs }) => customs !== null)].filter(Boolean).length;
  if (landscape) return large && notices > 0 ? 1 : 2;
  return Math.max(2, 4 - notices);
}

/** Every label has been seen at the drop. Without a scanner nobody knows, and the machine does not say so. */
function isAllLeft(pieces: readonly PieceView[], scanner: boolean): boolean {
  return scanner && pieces.every((piece) => piece.state !== 'printed' || piece.deposit !== 'awaited');
}

/** Where the customer is in the task, in words. */
function useTask(view: Deposit): { readonly title: string; readonly lead?: string } {
  const { t } = useWords();
  const { pieces, into, scanner, incident } = view;
  const printed = pieces.filter((piece) => piece.state === 'printed');
  const count = printed.length;
  if (isPaymentUnknown(view)) return { title: t('deposit.payment-unknown'), lead: t('deposit.nothing') };
  if (count === 0) return { title: t('deposit.nothing') };
  if (into === null) {
    const vouchers = printed.some((piece) => piece.kind === 'article');
    return { title: t(printed.every((piece) => piece.kind === 'stamp') ? 'deposit.ready-stamps' : 'deposit.ready', { count }), lead: t(vouchers ? 'deposit.ready-vouchers' : 'deposit.ready-where') };
  }
  if (isAllLeft(pieces, scanner)) return into === 'box' ? { title: t('deposit.all-scanned', { count }) } : { title: t('deposit.all-handed', { count }), lead: t('deposit.all-handed-lead') };
  // With something to settle the card that says so needs the room.
  if (scanner) return { title: t(`deposit.scan-${into}.title`), ...(incident === null ? { lead: t(`deposit.scan-${into}.lead`, { count }) } : {}) };
  return { title: t(into === 'box' ? 'deposit.title' : 'deposit.to-staff', { count }) };
}

function Steps({ view: { into, scanner }, printed }: { readonly view: Deposit; readonly printed: readonly PieceView[] }) {
  const item = printed.find((piece) => piece.deposit !== 'none') ?? printed[0];
  if (into === null) {
    return (
      <div className="picture picture-steps picture-shrinking">
        <Machine at="label" />
        <Arrow />
        {printed.some((piece) => piece.kind === 'article') ? <OpenBox /> : <Stamps />}
      </div>
    );
  }
  if (isAllLeft(printed, scanner)) {
    return (
      <div className="picture picture-shrinking">
        <Sent sign="done" />
      </div>
    );
  }
  return (
    <div className="picture picture-steps picture-shrinking">
      <StickLabel kind={item?.kind ?? 'parcel'} />
      {scanner ? (
        <>
          <Arrow />
          <Machine at="scanner" />
        </>
      ) : null}
      <Arrow />
      {into === 'box' ? <Machine at="drop" /> : <PersonComing />}
    </div>
  );
}

/** What the card terminal was asked, and did not answer. */
function Asked({ view: { pieces } }: { readonly view: Deposit }) {
  const { money } = useWords();
  return (
    <div className="picture picture-shrinking">
      <CardTerminal amount={money(sumCents(pieces.map(({ price }) => price)))} glass="asking" />
    </div>
  );
}

/** A parcel whose sheets are not signed and not on it stays where it is. */
function ToSign({ pieces }: { readonly pieces: readonly PieceView[] }) {
  const { t } = useWords();
  if (pieces.every(({ customs, deposit }) => customs === null || deposit === 'deposited')) return null;
  return (
    <Notice tone="wheat" drawing={<Pouch />}>
      {t('deposit.customs')}
    </Notice>
  );
}

function Papers({ view }: { readonly view: Deposit }) {
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
          {t(view.into === null ? 'deposit.no-papers-bought' : 'deposit.no-papers')}
        </Notice>
        <Press className="main-button" intent={{ type: 'session.finished' }}>
          <span>{t(view.into === null ? 'farewell.finish' : 'deposit.finish')}</span>
          <Check />
        </Press>
      </>
    );
  }
  // What is only bought has nothing to prove the posting of: the receipt is the only paper.
  return (
    <div className="papers">
      <h2>{t(view.noteDue ? 'deposit.question-note' : 'deposit.question')}</h2>
      <div className={view.into === null ? 'papers-keys papers-keys-two' : 'papers-keys'}>
        {view.into === null ? (
          <PaperKey view={view} proof={false} receipt drawing={<Paper />} name={t(view.noteDue ? 'deposit.note' : 'deposit.receipt')} />
        ) : (
          <>
            <PaperKey view={view} proof receipt={false} drawing={<Paper sealed />} name={t('deposit.proof')} />
            <PaperKey
              view={view}
              proof
              receipt
              drawing={
                <span className="two-papers">
                  <Paper sealed />
                  <Paper />
                </span>
              }
              name={t(view.noteDue ? 'deposit.proof-and-note' : 'deposit.proof-and-receipt')}
            />
          </>
        )}
        <Press className="paper-key paper-key-none" intent={{ type: 'papers.chosen', proof: false, receipt: false }} choice="none">
          <span>{t('deposit.no-paper')}</span>
        </Press>
      </div>
    </div>
  );
}

interface PaperKeyProps {
  readonly view: Deposit;
  readonly proof: boolean;
  readonly receipt: boolean;
  readonly drawing: ReactNode;
  readonly name: string;
}

function PaperKey({ view, proof, receipt, drawing, name }: PaperKeyProps) {
  const choice = proof && receipt ? 'proof-and-receipt' : proof ? 'proof' : 'receipt';
  return (
    <Press className={view.noteDue && receipt ? 'paper-key paper-key-advised' : 'paper-key'} intent={{ type: 'papers.chosen', proof, receipt }} choice={choice}>
      {drawing}
      <span>{name}</span>
    </Press>
  );
}
