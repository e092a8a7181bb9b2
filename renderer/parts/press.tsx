import { useRef, useState, type PointerEvent, type ReactNode } from 'react';
import type { Intent } from '../../flows/intents.ts';
import { useSend } from './kiosk.tsx';

export interface PressProps {
  readonly children: ReactNode;
  readonly className?: string;
  /** Sent on release; also written on the element as `data-intent`. */
  readonly intent?: Intent;
  readonly onPress?: () => void;
  /** Which of several like choices this is, as `data-choice`. */
  readonly choice?: string;
  /** For a toggle or a chosen card: its state, told to assistive technology (EN 301 549 5.6). */
  readonly pressed?: boolean;
  readonly label?: string;
  readonly disabled?: boolean;
  /** Its words are somebody's: not said aloud to a room (A11Y-19). */
  readonly personal?: boolean;
}

function isInside(event: PointerEvent<HTMLButtonElement>): boolean {
  const box = event.currentTarget.getBoundingClientRect();
  return event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
}

/**
 * What is touched. It acts on release and can be slid off (WCAG 2.5.2), and unlike a browser's own tap it forgives a
 * finger that trembles inside the button. A keyboard or a switch arrives as a click without a pointer (`detail` 0).
 */
export function Press({ children, className, intent, onPress, choice, pressed, label, disabled = false, personal = false }: PressProps) {
  const send = useSend();
  const pointer = useRef<number | null>(null);
  const [held, setHeld] = useState(false);

  const act = () => {
    if (disabled) return;
    if (intent !== undefined) send(intent);
    onPress?.();
  };
  const release = () => {
    pointer.current = null;
    setHeld(false);
  };

  return (
    <button
      type="button"
      className={className === undefined ? 'press' : `press ${className}`}
      data-intent={intent?.type}
      data-choice={choice}
      data-private={personal || undefined}
      data-held={held || undefined}
      aria-pressed={pressed}
      aria-label={label}
      aria-disabled={disabled || undefined}
      onPointerDown={(event) => {
        if (!event.isPrimary || event.button !== 0) return;
        pointer.current = event.pointerId;
        event.currentTarget.setPointerCapture(event.pointerId);
        setHeld(true);
      }}
      onPointerMove={(event) => {
        if (event.pointerId === pointer.current) setHeld(isInside(event));
      }}
      onPointerUp={(event) => {
        if (event.pointerId !== pointer.current) return;
        release();
        if (isInside(event)) act();
      }}
      onPointerCancel={release}
      onClick={(event) => {
        if (event.detail === 0) act();
      }}
      onContextMenu={(event) => event.preventDefault()}
    >
      {children}
    </button>
  );
}
