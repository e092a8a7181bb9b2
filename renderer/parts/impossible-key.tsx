import type { Reason } from '../../flows/view.ts';
import { useWords } from './words.tsx';

/** A button that cannot be pressed now stays in its place, quiet and dashed, with its reason (look.md). */
export function ImpossibleKey({ name, reason, said, more }: { readonly name: string; readonly reason: Reason; /** Instead of the reason's own sentence. */ readonly said?: string; readonly more?: string }) {
  const { t } = useWords();
  return (
    <div className="impossible impossible-key">
      <strong>{name}</strong>
      <span className="why">
        {said ?? t(`reason.${reason}`)}
        {more === undefined ? null : ` ${more}`}
      </span>
    </div>
  );
}
