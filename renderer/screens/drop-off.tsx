import type { ReactNode } from 'react';
import type { ScanProblem, ViewOf } from '../../flows/view.ts';
import { MainButton, SecondButton } from '../parts/buttons.tsx';
import { Machine } from '../parts/drawings/machine.tsx';
import { PhoneToReader } from '../parts/drawings/phone.tsx';
import { NotOurs, Reader } from '../parts/drawings/reader.tsx';
import { Paper, PersonComing, Sent } from '../parts/drawings/scenes.tsx';
import { Arrow, Check, Clock, Info } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { ItemNumber } from '../parts/item-number.tsx';
import { Notice } from '../parts/notice.tsx';
import { Press } from '../parts/press.tsx';
import { ScanStep } from '../parts/scan-step.tsx';
import { useScanWords } from '../parts/scan-words.tsx';
import { useWords } from '../parts/words.tsx';

type DropOff = ViewOf<'drop-off'>;

/** A prepaid item is left: its label is read, its number shown, and the machine says what became of it. */
export function DropOffScreen({ view }: { readonly view: DropOff }) {
  const { t } = useWords();
  switch (view.phase) {
    case 'scan':
      return <ScanStep view={view} held="parcel" title={t('dropoff.scan.title')} lead={t('dropoff.scan.lead')} hint={t('scan.hint')} />;
    case 'recognised':
      return <RecognisedScreen view={view} />;
    case 'accepted':
      return <AcceptedScreen view={view} />;
    case 'refused':
      return <RefusedScreen view={view} />;
  }
}

function RecognisedScreen({ view }: { readonly view: DropOff }) {
  const { t } = useWords();
  const kind = view.item?.kind ?? 's10';
  return (
    <Frame
      view={view}
      title={t(`dropoff.kind.${kind}`)}
      lead={t('dropoff.recognised.lead')}
      look={
        <div className="picture">
          <Reader held={kind === 'letter' ? 'letter' : 'parcel'} />
        </div>
      }
      act={
        <>
          {view.item === null ? null : <ItemNumber number={view.item.number} />}
          <SecondButton intent={{ type: 'scan.again' }}>{t('dropoff.another')}</SecondButton>
          <MainButton intent={{ type: 'dropoff.accepted' }}>{t('dropoff.accept')}</MainButton>
        </>
      }
    />
  );
}

function AcceptedScreen({ view }: { readonly view: DropOff }) {
  const { t, time } = useWords();
  return (
    <Frame
      view={view}
      title={t(`dropoff.accepted.${view.into}.title`)}
      lead={view.at === null ? undefined : t('dropoff.accepted.lead', { time: time(view.at) })}
      look={
        <>
          {view.item === null ? null : <ItemNumber number={view.item.number} />}
          <div className="picture picture-steps">
            {view.into === 'box' ? (
              <Machine at="drop" />
            ) : (
              <PersonComing />
            )}
          </div>
        </>
      }
      act={<DropOffPapers view={view} />}
    />
  );
}

function DropOffPapers({ view }: { readonly view: DropOff }) {
  const { t } = useWords();
  const finish = <MainButton intent={{ type: 'session.finished' }}>{t('farewell.finish')}</MainButton>;
  switch (view.papers) {
    case 'offered':
      return (
        <div className="papers">
          <h2>{t('dropoff.proof.question')}</h2>
          <div className="papers-keys papers-keys-two">
            <Press className="paper-key" intent={{ type: 'papers.chosen', proof: true, receipt: false }} choice="proof">
              <Paper sealed />
              <span>{t('deposit.proof')}</span>
            </Press>
            <Press className="paper-key paper-key-none" intent={{ type: 'papers.chosen', proof: false, receipt: false }} choice="none">
              <span>{t('deposit.no-paper')}</span>
            </Press>
          </div>
        </div>
      );
    case 'printing':
      return <AtTheReceipt notice={<Notice tone="wheat" drawing={<Clock />} live>{t('dropoff.proof.printing')}</Notice>} />;
    case 'printed':
      return (
        <>
          <AtTheReceipt notice={<Notice tone="sage" drawing={<Check />} live>{t('farewell.papers-proof')}</Notice>} />
          {finish}
        </>
      );
    case 'unavailable':
    case 'failed':
      return (
        <>
          <Notice tone="brick" drawing={<Info />}>
            {t(`dropoff.proof.${view.papers}`)}
          </Notice>
          {finish}
        </>
      );
  }
}

/** Where papers come out. */
function AtTheReceipt({ notice }: { readonly notice: ReactNode }) {
  return (
    <div className="where where-short">
      <Machine at="receipt" />
      <div className="where-words">{notice}</div>
    </div>
  );
}

/** Nothing is wrong with what lies in the box already, and a contact's card is no parcel. */
function RefusalPicture({ problem }: { readonly problem: ScanProblem['problem'] | undefined }) {
  if (problem === 'already-deposited') return <Sent sign="done" />;
  return problem === 'contact' ? <PhoneToReader /> : <NotOurs />;
}

function RefusedScreen({ view }: { readonly view: DropOff }) {
  const { t } = useWords();
  const words = useScanWords()(view.problem ?? { problem: 'not-postal', carrier: null, at: null });
  return (
    <Frame
      view={view}
      title={words.title}
      lead={words.text}
      look={
        <div className="picture">
          <RefusalPicture problem={view.problem?.problem} />
        </div>
      }
      act={
        <>
          <Notice tone="sky" drawing={<Arrow />}>
            {words.next}
          </Notice>
          <MainButton intent={{ type: 'scan.again' }}>{t('dropoff.another')}</MainButton>
        </>
      }
    />
  );
}
