import type { Reason } from '../../flows/view.ts';
import { useWords } from './words.tsx';

/** A button that cannot be pressed now stays in its place, quiet and dashed, with its reason (look.md). */
export function ImpossibleKey({ name, reason, more }: { readonly name: string; readonly reason: Reason; readonly more?: string }) {
  const { t } = useWords();
  return (
    <div className="impossible impossible-key">
      <strong>{name}</strong>
      <span className="why">
        {t(`reason.${reason}`)}
        {more === undefined ? null : ` ${more}`}
      </span>
    </div>
  );
}
