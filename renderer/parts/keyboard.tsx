import { useState, type MouseEvent } from 'react';
import SimpleKeyboard from 'react-simple-keyboard';
import { useWords } from './words.tsx';

/** `{…}` are the keys that do something; the rest are letters. French order, with the accents within reach of one touch. */
const letters = {
  default: ['1 2 3 4 5 6 7 8 9 0', 'é è ê ë à â ç ù ô œ', 'a z e r t y u i o p', 'q s d f g h j k l m', "{shift} w x c v b n ' - {bksp}", '{space}'],
  shift: ['1 2 3 4 5 6 7 8 9 0', 'É È Ê Ë À Â Ç Ù Ô Œ', 'A Z E R T Y U I O P', 'Q S D F G H J K L M', "{shift} W X C V B N ' - {bksp}", '{space}'],
};
/** A keypad, and what it needs besides figures: nothing for a code, a comma for an amount, the plus of a foreign number. */
const keypad = (corner: string) => ({ default: ['1 2 3', '4 5 6', '7 8 9', `${corner} 0 {bksp}`] });
const layouts = { letters, digits: keypad('{empty}'), decimal: keypad(','), phone: keypad('+') };


interface KeyboardProps {
  readonly kind: keyof typeof layouts;
  /** The next letter begins a word of a name. */
  readonly capital: boolean;
  readonly onText: (text: string) => void;
  readonly onDelete: () => void;
}

/**
 * The on-screen keyboard. Keys act when touched down, as WCAG 2.5.2 allows for what emulates a keyboard, and one touch
 * gives one character however long it is held (EN 301 549 5.7). The library's own text is not used: the field is the text.
 */
export function Keyboard({ kind, capital, onText, onDelete }: KeyboardProps) {
  const { t } = useWords();
  const [shift, setShift] = useState<boolean | null>(null);
  const capitals = shift ?? capital;
  const press = (key: string) => {
    switch (key) {
      case '{bksp}':
        onDelete();
        return;
      case '{shift}':
        setShift(!capitals);
        return;
      case '{empty}':
        return;
      case '{space}':
        onText(' ');
        break;
      default:
        onText(key);
    }
    setShift(null);
  };
  // A finger presses when it comes down; a keyboard, a keypad or a switch is a click without a pointer (`detail` 0).
  const click = ({ target, detail }: MouseEvent) => {
    const key = target instanceof Element ? target.closest<HTMLElement>('[data-skbtn]')?.dataset['skbtn'] : undefined;
    if (detail === 0 && key !== undefined) press(key);
  };
  return (
    <div className="keyboard" onClickCapture={click} data-lasting data-kind={kind === 'letters' ? 'letters' : 'digits'}>
      <SimpleKeyboard
        key={kind}
        baseClass={`keyboard-${kind}`}
        theme="hg-theme-default keys"
        layout={layouts[kind]}
        layoutName={kind === 'letters' && capitals ? 'shift' : 'default'}
        display={{ '{bksp}': '⌫', '{shift}': '⇧', '{space}': t('keyboard.space'), '{empty}': ' ' }}
        buttonAttributes={[
          { attribute: 'aria-label', value: t('keyboard.delete'), buttons: '{bksp}' },
          { attribute: 'aria-label', value: t('keyboard.capitals'), buttons: '{shift}' },
          { attribute: 'aria-pressed', value: String(capitals), buttons: '{shift}' },
        ]}
        disableButtonHold
        preventMouseDownDefault
        useButtonTag
        onKeyPress={press}
      />
    </div>
  );
}
