import { useState, type ReactNode } from 'react';
import { cents, type Cents } from '../../flows/money.ts';
import { withDigit, withoutLastDigit } from '../parts/amount-typing.ts';
import { MainButton, SecondButton } from '../parts/buttons.tsx';
import { Check, Clock, Warning } from '../parts/drawings/signs.tsx';
import { FactsList } from '../parts/facts-list.tsx';
import { joined } from '../parts/joined.ts';
import { Keyboard } from '../parts/keyboard.tsx';
import { Notice } from '../parts/notice.tsx';
import { Press } from '../parts/press.tsx';
import { useWords } from '../parts/words.tsx';
import { MaintenanceFrame } from './maintenance-frame.tsx';
import type { PageOf, PageProps } from './maintenance-page.ts';

/** The day's sales, by what was sold and by how it was paid. */
export function SalesPage({ view, page }: PageProps<'sales'>) {
  const { t, locale, day, money } = useWords();
  const products = page.products.map(({ product, count, value }) => {
    const name = product === 'supplement' ? t('kind.supplement') : product === 'article' ? t('kind.article') : t(`product.${product}.name`);
    return [`${count} × ${name}`, money(value)] as const;
  });
  const means = page.means.map(({ means: by, count, amount }) => [`${count} × ${t(`maintenance.sales.by.${by}`)}`, money(amount)] as const);
  return (
    <MaintenanceFrame
      view={view}
      shape="wide"
      title={t('maintenance.page.sales')}
      lead={page.day === '' ? undefined : joined(locale, [t('maintenance.sales.day', { day: day(page.day) }), t('maintenance.sales.count', { count: page.sales })])}
      look={<Report report={page.report} />}
      act={
        <>
          {products.length === 0 ? <p>{t('maintenance.sales.none')}</p> : <Part title={t('maintenance.sales.products')}>{<FactsList facts={products} />}</Part>}
          <Part title={t('maintenance.sales.means')}>
            <FactsList facts={[...means, [t('maintenance.sales.incidents'), money(page.incidents)]]} />
          </Part>
          <span className="push" />
          {page.canPrint ? <SecondButton intent={{ type: 'maintenance.report.printed' }}>{t('maintenance.sales.print')}</SecondButton> : null}
        </>
      }
    />
  );
}

/** Whether the day's report came out. */
function Report({ report }: Pick<PageOf<'sales'>, 'report'>) {
  const { t } = useWords();
  if (report === 'none') return null;
  return (
    <Notice tone={report === 'printing' ? 'wheat' : report === 'printed' ? 'sage' : 'brick'} drawing={report === 'printing' ? <Clock /> : report === 'printed' ? <Check /> : <Warning />} live>
      {t(`maintenance.sales.report.${report}`)}
    </Notice>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="part">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

const counts = ['debits', 'debited', 'credits', 'credited'] as const;
type Count = (typeof counts)[number];
const isAmount = (count: Count): boolean => count === 'debited' || count === 'credited';

/** What the card terminal counted beside what the journal has; a difference is named before the day is closed with it. */
export function ClosingPage({ view, page }: PageProps<'closing'>) {
  const { t } = useWords();
  return (
    <MaintenanceFrame
      view={view}
      shape="wide"
      title={t('maintenance.page.closing')}
      lead={page.counted === null ? t('maintenance.closing.lead') : undefined}
      act={page.counted === null ? <Counting /> : <Compared page={page} counted={page.counted} />}
    />
  );
}

function Counting() {
  const { t, money, number } = useWords();
  const [typed, setTyped] = useState<Readonly<Record<Count, Cents>>>({ debits: cents(0), debited: cents(0), credits: cents(0), credited: cents(0) });
  const [active, setActive] = useState<Count>('debits');
  const written = (count: Count) => (isAmount(count) ? `${Math.floor(typed[count] / 100)},${String(typed[count] % 100).padStart(2, '0')}` : String(typed[count]));
  return (
    <>
      <ul className="options counts">
        {counts.map((count) => (
          <li key={count}>
            <Press className="option count" onPress={() => setActive(count)} choice={count} pressed={count === active}>
              <span>{t(`maintenance.closing.what.${count}`)}</span>
              <strong>{isAmount(count) ? money(typed[count]) : number(typed[count])}</strong>
            </Press>
          </li>
        ))}
      </ul>
      <Keyboard
        kind="digits"
        capital={false}
        onText={(digit) => setTyped({ ...typed, [active]: withDigit(typed[active], digit) })}
        onDelete={() => setTyped({ ...typed, [active]: withoutLastDigit(typed[active]) })}
      />
      <MainButton intent={{ type: 'maintenance.day.counted', debits: written('debits'), debited: written('debited'), credits: written('credits'), credited: written('credited') }} choice="compare">
        {t('maintenance.closing.confirm')}
      </MainButton>
    </>
  );
}

function Compared({ page, counted }: Pick<PageProps<'closing'>, 'page'> & { readonly counted: NonNullable<PageOf<'closing'>['counted']> }) {
  const { t, locale, money, number } = useWords();
  const shown = (count: Count, value: number) => (isAmount(count) ? money(value) : number(value));
  const equal = page.differences.length === 0;
  return (
    <>
      <table className="table">
        <thead>
          <tr>
            <th>{t('maintenance.closing.differs')}</th>
            <th>{t('maintenance.closing.ledger')}</th>
            <th>{t('maintenance.closing.counted')}</th>
          </tr>
        </thead>
        <tbody>
          {counts.map((count) => (
            <tr key={count} data-differs={page.differences.some(({ what }) => what === count) || undefined}>
              <th scope="row">
                <strong>{t(`maintenance.closing.what.${count}`)}</strong>
              </th>
              <td>{shown(count, page.ledger[count])}</td>
              <td>{shown(count, counted[count])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Notice tone={equal ? 'sage' : 'brick'} drawing={equal ? <Check /> : <Warning />} live>
        {equal
          ? t('maintenance.closing.equal')
          : joined(locale, page.differences.map(({ what, ledger, counted: read }) => t('maintenance.closing.difference', { what: t(`maintenance.closing.what.${what}`), by: `${read > ledger ? '+' : '−'}${shown(what, Math.abs(read - ledger))}` })))}
      </Notice>
      <span className="push" />
      {page.done ? (
        <Notice tone="sage" drawing={<Check />} live>
          {t('maintenance.closing.done')}
        </Notice>
      ) : (
        <MainButton intent={{ type: 'maintenance.day.closed' }}>{t(equal ? 'maintenance.closing.close' : 'maintenance.closing.close-anyway')}</MainButton>
      )}
    </>
  );
}
