import { useRef, useState, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';

/** Below this a press that moves is still a tap (px). */
const tapPixels = 6;

interface Start {
  readonly x: number;
  readonly y: number;
  moved: boolean;
}

interface Drag {
  readonly style: CSSProperties;
  readonly 'data-dragged': boolean;
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerCancel: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onClick: () => void;
}

/** A button that can be dragged onto whatever carries `data-drop`, and tapped or entered as any other. */
export function useDrag(options: { readonly drop: (target: string | null) => void; readonly tap: () => void }): Drag {
  const start = useRef<Start | null>(null);
  const dragged = useRef(false);
  const [offset, setOffset] = useState<{ x: number; y: number } | null>(null);
  const end = (): void => {
    start.current = null;
    setOffset(null);
    delete document.documentElement.dataset['dragging'];
  };
  return {
    style: offset === null ? {} : { transform: `translate(${offset.x}px, ${offset.y}px) scale(1.08)` },
    'data-dragged': offset !== null,
    onPointerDown(event) {
      if (event.button !== 0) return;
      start.current = { x: event.clientX, y: event.clientY, moved: false };
      dragged.current = false;
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove(event) {
      const from = start.current;
      if (from === null) return;
      const [x, y] = [event.clientX - from.x, event.clientY - from.y];
      if (!from.moved && Math.hypot(x, y) < tapPixels) return;
      from.moved = true;
      dragged.current = true;
      document.documentElement.dataset['dragging'] = 'yes';
      setOffset({ x, y });
    },
    onPointerUp(event) {
      const moved = start.current?.moved === true;
      end();
      if (moved) options.drop(targetAt(event.clientX, event.clientY));
    },
    onPointerCancel: end,
    onKeyDown() {
      dragged.current = false;
    },
    onClick() {
      // The click that ends a drag is none.
      if (dragged.current) dragged.current = false;
      else options.tap();
    },
  };
}

function targetAt(x: number, y: number): string | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const target = element.closest<HTMLElement>('[data-drop]');
    if (target !== null) return target.dataset['drop'] ?? null;
  }
  return null;
}
