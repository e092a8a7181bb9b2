import type { LineView, ViewOf } from '../../flows/view.ts';
import { Machine } from '../parts/drawings/machine.tsx';
import { CardTerminal, Paper, RedKey } from '../parts/drawings/scenes.tsx';
import { Clock } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { joined } from '../parts/joined.ts';
import { Notice } from '../parts/notice.tsx';
import { useLandscape } from '../parts/shape.ts';
import { useThingWords } from '../parts/thing-words.ts';
import { useWords } from '../parts/words.tsx';

/** More lines than this are summed up: here the customer looks at the card terminal, not at a list. */
const shownLines = 3;
/** On a low display the sum must not climb up to the money's plate. */
const shownLinesWithLessRoom = 2;

export function PayScreen({ view }: { readonly view: ViewOf<'pay'> }) {
  const { t, money } = useWords();
  const lessRoom = useLandscape();
  const checking = view.phase === 'checking';
  return (
    <Frame
      view={view}
      title={t(`pay.${view.phase}.title`)}
      lead={t(`pay.${view.phase}.lead`)}
      look={
        <div className="picture">
          <CardTerminal amount={money(view.amount)} glass={checking ? 'asking' : 'waiting'} />
        </div>
      }
      act={
        <>
          <PaidLines lines={view.lines} amount={money(view.amount)} lessRoom={lessRoom} />
          {checking ? (
            <Notice tone="sky" drawing={<Clock />} live>
              {t('pay.checking.next')}
            </Notice>
          ) : (
            <div className="where where-short">
              <Machine at="card" />
              <div className="where-words">
                <p className="strong">{t('pay.where')}</p>
                <Notice tone="plain" drawing={<RedKey />}>
                  {t('pay.give-up')}
                </Notice>
                <Notice tone="plain" drawing={<Paper />}>
                  {t('pay.receipt')}
                </Notice>
              </div>
            </div>
          )}
        </>
      }
    />
  );
}

function PaidLines({ lines, amount, lessRoom }: { readonly lines: readonly LineView[]; readonly amount: string; readonly lessRoom: boolean }) {
  const { locale, t, money } = useWords();
  const words = useThingWords();
  const most = lessRoom ? shownLinesWithLessRoom : shownLines;
  const shown = lines.length > most ? lines.slice(0, most - 1) : lines;
  const rest = lines.slice(shown.length).reduce((count, line) => count + line.quantity, 0);
  return (
    <dl className="sums">
      {shown.map((line) => (
        <div key={line.line}>
          <dt>
            {line.quantity > 1 ? `${line.quantity} × ` : ''}
            {lessRoom ? words(line).name : joined(locale, [words(line).name, words(line).details])}
          </dt>
          <dd>{money(line.price)}</dd>
        </div>
      ))}
      {rest === 0 ? null : (
        <div>
          <dt>{t('pay.others', { count: rest })}</dt>
          <dd />
        </div>
      )}
      <div className="sums-total">
        <dt>{t('basket.total')}</dt>
        <dd>{amount}</dd>
      </div>
    </dl>
  );
}
