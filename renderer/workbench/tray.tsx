import { useEffect, useRef, useState, type CSSProperties } from 'react';
import type { Kind, Paper } from './devices.ts';
import type { PapersOf } from './papers.ts';
import { useWords } from './words.tsx';

/** Papers of the pile that can still be seen; the rest lies under them. */
const seen = 5;

/** What came out of a printer, the newest on top, each as the picture of it that the twin paints. */
export function Tray({ kind, papers }: { readonly kind: Kind; readonly papers: PapersOf }) {
  const { t } = useWords();
  const [open, setOpen] = useState<Paper | null>(null);
  const pile = papers.list.slice(-seen);
  const nameOf = (paper: Paper): string => t('printer.paperNumber', { device: t(`devices.${kind}`), number: paper.number });
  return (
    <div className="tray">
      {papers.lost === null ? null : <p className="lost">{t('printer.lost', { reason: papers.lost })}</p>}
      {pile.length === 0 ? <p className="none">{t('printer.none')}</p> : null}
      <ol>
        {pile.map((paper, index) => (
          <li key={paper.number} style={{ '--under': pile.length - 1 - index, '--lean': `${leanOf(paper.number)}deg` } as CSSProperties}>
            <button type="button" className="paper" aria-label={t('printer.enlarge', { paper: nameOf(paper) })} onClick={() => setOpen(paper)}>
              <img src={paper.picture} alt="" />
            </button>
          </li>
        ))}
      </ol>
      {papers.list.length === 0 ? null : <p className="count">{t('printer.count', { count: papers.list.at(-1)?.number ?? 0 })}</p>}
      {open === null ? null : <Enlarged paper={open} name={nameOf(open)} onClose={() => setOpen(null)} />}
    </div>
  );
}

/** No two papers fall alike, and each always falls the same. */
function leanOf(number: number): number {
  return ((number * 37) % 7) - 3;
}

function Enlarged({ paper, name, onClose }: { readonly paper: Paper; readonly name: string; readonly onClose: () => void }) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-label={name} className="enlarged" onClose={onClose}>
      <header>
        <h2>{name}</h2>
        <button type="button" className="main" onClick={() => dialog.current?.close()}>
          {t('page.close')}
        </button>
      </header>
      <div className="sheet">
        {/* The words of the paper for whoever cannot see its picture. */}
        <img src={paper.picture} alt={paper.lines.join('\n')} />
      </div>
      {paper.codes.length === 0 ? null : <p className="codes">{t('printer.codes', { codes: paper.codes.join(' · ') })}</p>}
    </dialog>
  );
}
