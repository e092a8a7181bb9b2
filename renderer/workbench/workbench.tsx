import { useCallback, useEffect, useState } from 'react';
import { follow, turn as turnOver, type Failure } from './api.ts';
import { BadgeDesk, badgeDesk } from './badges.tsx';
import { Cable } from './cable.tsx';
import { CardPanel, CardTerminal } from './card-terminal.tsx';
import type { Devices, Kind } from './devices.ts';
import { mended } from './mended.ts';
import { usePapers } from './papers.ts';
import { PrinterDrawing, PrinterPanel } from './printers.tsx';
import { ScalePanel } from './scale-panel.tsx';
import { ScannerDrawing, ScannerPanel } from './scanner.tsx';
import { Table } from './table.tsx';
import type { Turn } from './turn.ts';
import { Wall } from './wall.tsx';
import { switchLanguage, useWords } from './words.tsx';

/** From left to right on the counter. */
const order = ['scale', 'code-scanner', 'payment-terminal', 'label-printer', 'receipt-printer'] as const satisfies readonly Kind[];

/** The post office beside the kiosk: what a newcomer plays with. */
export function Workbench() {
  const { t } = useWords();
  const { devices, connection } = useDevices();
  const { turn, failure } = useTurn();
  if (devices === null) {
    return (
      <main className="waiting">
        <h1>{t('page.title')}</h1>
        <output>{connection.state === 'unreadable' ? t('page.unreadable', { reason: connection.reason }) : t(connection.state === 'lost' ? 'page.lost' : 'page.connecting')}</output>
      </main>
    );
  }
  const mend = async (): Promise<void> => {
    for (const kind of [...order, 'badge-reader'] as const) if (devices[kind] !== undefined) await turn(kind, mended[kind]);
  };
  return (
    <div className="workbench" data-connection={connection.state}>
      <Head mend={() => void mend()} connection={connection} badges={devices['badge-reader'] !== undefined} />
      <PostOffice devices={devices} turn={turn} />
      <Problem failure={failure} connection={connection} />
    </div>
  );
}

function PostOffice({ devices, turn }: { readonly devices: Devices; readonly turn: Turn }) {
  const { t } = useWords();
  const [reading, setReading] = useState(0);
  const { scale, 'payment-terminal': card, 'label-printer': labels, 'receipt-printer': receipts, 'code-scanner': scanner, 'badge-reader': badges } = devices;
  const labelPapers = usePapers('label-printer', labels?.papers);
  const receiptPapers = usePapers('receipt-printer', receipts?.papers);
  const codes = [...new Set([...labelPapers.list, ...receiptPapers.list].flatMap((paper) => paper.codes).toReversed())];
  const absent = <p className="absent">{t('page.absent')}</p>;
  return (
    <main className="office">
      <div className="room">
        <Wall />
        <Table scale={scale} turn={turn} />
        {scanner === undefined ? absent : <ScannerDrawing reading={reading} />}
        {card === undefined ? absent : <CardTerminal card={card} turn={turn} />}
        {labels === undefined ? absent : <PrinterDrawing printer={labels} />}
        {receipts === undefined ? absent : <PrinterDrawing printer={receipts} />}
      </div>
      <div className="front">
        {order.map((kind) => {
          const device = devices[kind];
          return device === undefined ? <span key={kind} /> : <Cable key={kind} device={device} turn={turn} />;
        })}
      </div>
      <div className="panels">
        <div className="panel-pair">
          {scale === undefined ? null : <ScalePanel scale={scale} turn={turn} />}
          {scanner === undefined ? null : <ScannerPanel scanner={scanner} codes={codes} turn={turn} onRead={() => setReading((count) => count + 1)} />}
        </div>
        {card === undefined ? <span /> : <CardPanel card={card} turn={turn} />}
        {labels === undefined ? <span /> : <PrinterPanel printer={labels} papers={labelPapers} turn={turn} />}
        {receipts === undefined ? <span /> : <PrinterPanel printer={receipts} papers={receiptPapers} turn={turn} />}
      </div>
      {badges === undefined ? null : <BadgeDesk reader={badges} turn={turn} />}
    </main>
  );
}

function Head({ mend, connection, badges }: { readonly mend: () => void; readonly connection: Connection; readonly badges: boolean }) {
  const { t, language } = useWords();
  return (
    <header className="head">
      <svg viewBox="0 0 60 60" aria-hidden="true" fill="none" strokeLinejoin="round">
        <circle cx="30" cy="30" r="29" fill="var(--wheat)" />
        <path d="M24 30h12l5 26H19z" fill="var(--ink)" />
        <g className="sails" stroke="var(--ink)" strokeWidth="2.4">
          <path d="M30 28 34 4l9 2-6 22zM30 28l24 4-2 9-22-6zM30 28l-4 24-9-2 6-22zM30 28 6 24l2-9 22 6z" fill="var(--card)" />
        </g>
      </svg>
      <div>
        <h1>{t('page.title')}</h1>
        <p>{t('page.lead')}</p>
      </div>
      <output className="live" data-state={connection.state}>
        {connection.state === 'live' ? t('page.live') : null}
      </output>
      {badges ? (
        <button type="button" popoverTarget={badgeDesk}>
          {t('badge.open')}
        </button>
      ) : null}
      <button type="button" onClick={mend}>
        {t('page.mend')}
      </button>
      <button type="button" lang={language === 'fr' ? 'en' : 'fr'} onClick={() => switchLanguage(language)}>
        {t('page.language')}
      </button>
    </header>
  );
}

function Problem({ failure, connection }: { readonly failure: Failure | null; readonly connection: Connection }) {
  const { t } = useWords();
  const words =
    connection.state === 'lost'
      ? t('page.lost')
      : connection.state === 'unreadable'
        ? t('page.unreadable', { reason: connection.reason })
        : failure === null
          ? null
          : failure.kind === 'unreachable'
            ? t('page.unreachable')
            : t(failure.kind === 'refused' ? 'page.problem' : 'page.unreadable', { reason: failure.reason });
  return (
    <p className="problem" role="alert" hidden={words === null}>
      {words}
    </p>
  );
}

type Connection = { readonly state: 'live' | 'lost' } | { readonly state: 'unreadable'; readonly reason: string } | { readonly state: 'connecting' };

function useDevices(): { readonly devices: Devices | null; readonly connection: Connection } {
  const [devices, setDevices] = useState<Devices | null>(null);
  const [connection, setConnection] = useState<Connection>({ state: 'connecting' });
  useEffect(
    () =>
      follow({
        devices(now) {
          setDevices(now);
          setConnection({ state: 'live' });
        },
        lost: () => setConnection({ state: 'lost' }),
        unreadable: (reason) => setConnection({ state: 'unreadable', reason }),
      }),
    [],
  );
  return { devices, connection };
}

/** What was refused stays on the page until something succeeds. */
function useTurn(): { readonly turn: Turn; readonly failure: Failure | null } {
  const [failure, setFailure] = useState<Failure | null>(null);
  const turn = useCallback<Turn>(async (kind, patch) => setFailure(await turnOver(kind, patch)), []);
  return { turn, failure };
}
