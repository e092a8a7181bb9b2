import type { PieceView, View } from '../../flows/view.ts';
import { SecondButton } from './buttons.tsx';
import { CloseButton } from './close-button.tsx';
import { FactsList } from './facts-list.tsx';
import { joined } from './joined.ts';
import { isPosted } from './piece-groups.ts';
import { Sheet } from './sheet.tsx';
import { useThingWords } from './thing-words.ts';
import { useWords, type Words } from './words.tsx';

/** Whoever hears the screen hears the receipt too, printed or not: everything by which a purchase is checked (A11Y-26). */
export function ReceiptKey({ view }: { readonly view: View }) {
  const { t } = useWords();
  if (view.preferences.speech === 'off' || boughtIn(view).length === 0) return null;
  return (
    <SecondButton intent={{ type: 'dialog.opened', dialog: 'receipt' }} choice="receipt-read">
      {t('dialog.receipt.read')}
    </SecondButton>
  );
}

function boughtIn(view: View): readonly PieceView[] {
  return view.screen === 'deposit' || view.screen === 'farewell' ? view.pieces : [];
}

export function ReceiptDialog({ view }: { readonly view: View }) {
  const words = useWords();
  const say = useThingWords();
  const { t, money } = words;
  const bought = boughtIn(view).map((piece): readonly [string, string] => {
    const { name, details } = say(piece);
    return [name, joined(words.locale, [details, money(piece.price), ...(piece.number === null ? [] : [t('dialog.receipt.number', { number: piece.number })]), fateOf(piece, words)])];
  });
  return (
    <Sheet title={t('dialog.receipt.title')}>
      <FactsList facts={[...bought, ...sumOf(view, words), [t('dialog.receipt.vat'), t('dialog.receipt.vat-unknown')], ...papersOf(view, words)]} />
      <CloseButton />
    </Sheet>
  );
}

/** What became of its label. Nothing is printed any more where a receipt is read. */
function fateOf(piece: PieceView, { t }: Words): string {
  if (piece.state === 'waiting') return t('piece.not-printed');
  return t(piece.state === 'printed' && !isPosted(piece) ? 'piece.ready' : `piece.${piece.state}`);
}

function sumOf({ money: sum }: View, { t, money }: Words): (readonly [string, string])[] {
  return sum === null ? [] : [[t(`money.${sum.state}`), money(sum.amount)]];
}

/** Known once they have been asked for. */
function papersOf(view: View, { t }: Words): (readonly [string, string])[] {
  if (view.screen !== 'farewell') return [];
  const { proof, receipt } = view.papers;
  return [
    [t('deposit.proof'), t(`dialog.receipt.paper-${proof}`)],
    [t('deposit.receipt'), t(`dialog.receipt.paper-${receipt}`)],
  ];
}
