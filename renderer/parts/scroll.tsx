import { useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { Down, Up } from './drawings/signs.tsx';
import { Press } from './press.tsx';
import { useWords } from './words.tsx';

interface ScrollProps {
  readonly children: ReactNode;
  readonly className: string;
  readonly as?: 'main' | 'div';
  /** What stands in it can only be read: somebody else is at work beside it. */
  readonly inert?: boolean;
}

/** Less is a rounding of the layout, not a line that nobody sees. */
const slackPx = 1;
/** A step leaves the last lines in sight, so that whoever reads finds their place again. */
const stepOfHeight = 0.75;

/**
 * Nothing scrolls as long as it fits. In the larger sizes, in low reach or in a language of long words a screen may be higher
 * than its place: then it is moved by two keys (no drag is needed, WCAG 2.5.7), in one direction alone (1.4.10), and whatever takes
 * the focus comes into sight by itself.
 */
export function Scroll({ children, className, as: Box = 'div', inert = false }: ScrollProps) {
  const box = useRef<HTMLElement>(null);
  const keys = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ needed: false, top: true, bottom: false });

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = () => {
      // The keys take room themselves: what fits without them needs none.
      const room = element.clientHeight + (keys.current?.offsetHeight ?? 0);
      const needed = heightOf(element) > room + slackPx;
      const top = element.scrollTop <= slackPx;
      const bottom = element.scrollTop + element.clientHeight >= element.scrollHeight - slackPx;
      setPlace((before) => (before.needed === needed && before.top === top && before.bottom === bottom ? before : { needed, top, bottom }));
    };
    look();
    const sizes = new ResizeObserver(look);
    const watch = () => {
      sizes.disconnect();
      for (const watched of [element, ...element.children]) sizes.observe(watched);
      look();
    };
    watch();
    const contents = new MutationObserver(watch);
    contents.observe(element, { childList: true, subtree: true, characterData: true });
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      contents.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);

  const move = (direction: -1 | 1) => box.current?.scrollBy({ top: direction * stepOfHeight * box.current.clientHeight });
  return (
    <>
      <Box ref={(element: HTMLElement | null) => void (box.current = element)} className={`scroll ${className}`} data-scrolls={place.needed || undefined} inert={inert}>
        {children}
      </Box>
      {place.needed ? <ScrollKeys box={keys} top={place.top} bottom={place.bottom} onMove={move} /> : null}
    </>
  );
}

/** Of what stands in it. What overflows without being moved yet is counted to its last fraction of a pixel, which `scrollHeight` rounds away. */
function heightOf(element: HTMLElement): number {
  const { top } = element.getBoundingClientRect();
  const ends = [...element.children].map((child) => child.getBoundingClientRect().bottom);
  return Math.max(element.scrollHeight - 1, ...ends.map((end) => end - top + element.scrollTop));
}

interface ScrollKeysProps {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly top: boolean;
  readonly bottom: boolean;
  readonly onMove: (direction: -1 | 1) => void;
}

function ScrollKeys({ box, top, bottom, onMove }: ScrollKeysProps) {
  const { t } = useWords();
  return (
    <div ref={box} className="scroll-keys">
      <Press className="scroll-key" onPress={() => onMove(-1)} disabled={top} choice="scroll-up">
        <Up />
        <span>{t('pages.up')}</span>
      </Press>
      <Press className="scroll-key" onPress={() => onMove(1)} disabled={bottom} choice="scroll-down">
        <span>{t('pages.down')}</span>
        <Down />
      </Press>
    </div>
  );
}
