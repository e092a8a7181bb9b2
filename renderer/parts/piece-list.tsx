import type { PieceView } from '../../flows/view.ts';
import { Item } from './drawings/items.tsx';
import { Chip, type Tone } from './notice.tsx';
import { Pages } from './pages.tsx';
import { useLandscape } from './shape.ts';
import { useWords } from './words.tsx';

const tones: Record<PieceView['state'], Tone> = { waiting: 'plain', printing: 'wheat', printed: 'sage', spoiled: 'brick', unknown: 'brick', returned: 'sky' };

/** Half the height of portrait is left for a list there. */
const piecesInLandscape = 3;

/** Which label goes on which item, and what became of it. The page follows the piece that is being printed. */
export function PieceList({ pieces, perPage = 5 }: { readonly pieces: readonly PieceView[]; readonly perPage?: number }) {
  const shownAtOnce = useLandscape() ? Math.min(perPage, piecesInLandscape) : perPage;
  const current = pieces.findIndex((piece) => piece.state === 'printing' || piece.state === 'spoiled' || piece.state === 'unknown');
  return (
    <Pages items={pieces} perPage={shownAtOnce} follow={current === -1 ? 0 : current}>
      {(shown) => (
        <ol className="pieces">
          {shown.map((piece) => (
            <Piece key={piece.piece} piece={piece} number={pieces.indexOf(piece) + 1} />
          ))}
        </ol>
      )}
    </Pages>
  );
}

function Piece({ piece, number }: { readonly piece: PieceView; readonly number: number }) {
  const { t, money, weight } = useWords();
  return (
    <li className="piece" data-state={piece.state} data-piece={piece.piece}>
      <span className="piece-number" aria-hidden="true">
        {number}
      </span>
      <span className="basket-drawing">
        <Item kind={piece.kind} labelled={piece.state === 'printed'} />
      </span>
      <span className="basket-words">
        <strong>{piece.town === null ? t(`kind.${piece.kind}`) : t(`kind.${piece.kind}-to`, { town: piece.town })}</strong>
        <span>
          {t(`product.${piece.product}.name`)} · {weight(piece.grams)} · {money(piece.price)}
        </span>
      </span>
      <Chip tone={tones[piece.state]}>{t(`piece.${piece.state}`)}</Chip>
    </li>
  );
}
