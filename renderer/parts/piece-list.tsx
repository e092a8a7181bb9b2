import type { PieceView } from '../../flows/view.ts';
import { Sold } from './drawings/goods.tsx';
import { Check } from './drawings/signs.tsx';
import { joined } from './joined.ts';
import { Chip, type Tone } from './notice.tsx';
import { Pages } from './pages.tsx';
import { groupPieces, isPosted, type PieceGroup } from './piece-groups.ts';
import { useLandscape } from './shape.ts';
import { useThingWords } from './thing-words.ts';
import { useWords } from './words.tsx';

const tones: Record<PieceView['state'], Tone> = { waiting: 'plain', printing: 'wheat', printed: 'sage', spoiled: 'brick', unknown: 'brick', returned: 'sky' };

/** Half the height of portrait is left for a list there. */
const piecesInLandscape = 3;

interface PieceListProps {
  readonly pieces: readonly PieceView[];
  readonly perPage?: number;
  /** At the drop the mark of a printed label is whether its item was left. */
  readonly dropping?: boolean;
  /** Nothing is printed any more: what was not will not be. */
  readonly over?: boolean;
}

/** Which label goes on which item, and what became of it. The page follows the piece that is being printed, or left. */
export function PieceList({ pieces, perPage = 5, dropping = false, over = false }: PieceListProps) {
  const shownAtOnce = useLandscape() ? Math.min(perPage, piecesInLandscape) : perPage;
  const groups = groupPieces(pieces);
  const current = groups.findIndex(
    ({ piece: { state, deposit } }) => state === 'printing' || state === 'spoiled' || state === 'unknown' || (dropping && state === 'printed' && deposit === 'awaited'),
  );
  return (
    <Pages items={groups} perPage={shownAtOnce} follow={current === -1 ? 0 : current}>
      {(shown) => (
        <ol className="pieces">
          {shown.map((group) => (
            <Piece key={group.piece.piece} group={group} dropping={dropping} over={over} />
          ))}
        </ol>
      )}
    </Pages>
  );
}

function Piece({ group: { piece, count, number }, dropping, over }: { readonly group: PieceGroup; readonly dropping: boolean; readonly over: boolean }) {
  const { locale, t, money } = useWords();
  const { title, details } = usePieceWords(piece);
  return (
    <li className="piece" data-state={piece.state} data-deposit={piece.deposit} data-piece={piece.piece}>
      <span className="piece-number" aria-hidden="true">
        {number}
      </span>
      <span className="basket-drawing">
        <Sold kind={piece.kind} labelled={piece.state === 'printed'} />
      </span>
      <span className="basket-words">
        <strong>{count === 1 ? title : `${count} × ${title}`}</strong>
        <span>{joined(locale, [...details, money(piece.price * count)])}</span>
        {piece.customs === null || !isToSign(piece) ? null : <span className="to-sign">{t('piece.to-sign', { form: piece.customs })}</span>}
      </span>
      <PieceMark piece={piece} dropping={dropping} over={over} />
    </li>
  );
}

/** The sheets of a spoiled label are void with it, and those of an item that was left are signed. */
function isToSign({ state, deposit }: PieceView): boolean {
  return (state === 'waiting' || state === 'printing' || state === 'printed') && deposit !== 'deposited';
}

/** A label is told by where its item goes; the product comes second. */
function usePieceWords(piece: PieceView): { readonly title: string; readonly details: readonly string[] } {
  const { t, weight } = useWords();
  const { name, where, added, details } = useThingWords()(piece);
  if (piece.kind !== 'letter' && piece.kind !== 'parcel') return { title: name, details: details === '' ? [] : [details] };
  return { title: where === '' ? t(`kind.${piece.kind}`) : t(`kind.${piece.kind}-to`, { town: where }), details: [name, weight(piece.grams), ...added] };
}

function PieceMark({ piece, dropping, over }: { readonly piece: PieceView; readonly dropping: boolean; readonly over: boolean }) {
  const { t } = useWords();
  if (over && piece.state === 'waiting') return <Chip tone="plain">{t('piece.not-printed')}</Chip>;
  // A stamp or a voucher is done once it is there: nobody asks whether its label was printed.
  if (piece.state === 'printed' && !isPosted(piece)) return <Chip tone="sage">{t('piece.ready')}</Chip>;
  if (!dropping || piece.state !== 'printed' || piece.deposit === 'none') return <Chip tone={tones[piece.state]}>{t(`piece.${piece.state}`)}</Chip>;
  if (piece.deposit === 'awaited') return <Chip tone="wheat">{t('piece.awaited')}</Chip>;
  return (
    <Chip tone="sage">
      <Check /> {t('piece.deposited')}
    </Chip>
  );
}
