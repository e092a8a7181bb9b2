import type { LeftBehind as Left } from '../../flows/view.ts';
import { Machine, type Place } from './drawings/machine.tsx';
import { useWords } from './words.tsx';

const places: Readonly<Record<Left, Place>> = { item: 'scale', label: 'label', paper: 'receipt', transaction: 'card' };

/** Of more things than this each is only named: what to do with them is the same. */
const explained = 2;

/** What somebody left in or on the machine: where it is, and what to do with it, before the next customer begins. */
export function LeftBehind({ left }: { readonly left: readonly Left[] }) {
  const { t } = useWords();
  const many = left.length > explained;
  const isThing = left.some((what) => what !== 'transaction');
  return (
    <div className="left-behind" data-many={many || undefined} aria-live="polite">
      <Machine at={left.map((what) => places[what])} />
      <div className="left-words">
        <ul>
          {left.map((what) => (
            <li key={what} data-left={what}>
              <strong>{t(`attract.left.${what}.title`)}</strong>
              {many ? null : <span>{t(`attract.left.${what}.next`)}</span>}
            </li>
          ))}
        </ul>
        {isThing ? <p>{t(many ? 'attract.left.whose-many' : 'attract.left.whose')}</p> : null}
      </div>
    </div>
  );
}
