import { Arrow } from './drawings/signs.tsx';
import { Press, type PressProps } from './press.tsx';

/** The one thing to do on a screen: ink on paper, an arrow, full width. */
export function MainButton({ children, ...press }: Omit<PressProps, 'className'>) {
  return (
    <Press className="main-button" {...press}>
      <span>{children}</span>
      <Arrow />
    </Press>
  );
}

/** The other way out: outlined. */
export function SecondButton({ children, ...press }: Omit<PressProps, 'className'>) {
  return (
    <Press className="second-button" {...press}>
      <span>{children}</span>
    </Press>
  );
}
