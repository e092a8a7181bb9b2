import type { Frame as FrameView, View } from '../../flows/view.ts';
import { AccessibilityDialog } from './accessibility-dialog.tsx';
import { MainButton, SecondButton } from './buttons.tsx';
import { CloseButton } from './close-button.tsx';
import { useNow } from './clock.ts';
import { PersonComing } from './drawings/scenes.tsx';
import { HeadphonesDialog } from './headphones-dialog.tsx';
import { HelpSince } from './help-since.tsx';
import { LanguagesDialog } from './languages-dialog.tsx';
import { ModesDialog } from './modes-dialog.tsx';
import { ReceiptDialog } from './receipt-dialog.tsx';
import { Sheet } from './sheet.tsx';
import { useWords } from './words.tsx';

type Dialog = NonNullable<FrameView['dialog']>;
interface DialogProps<K extends Dialog['kind']> {
  readonly view: FrameView;
  readonly dialog: Extract<Dialog, { kind: K }>;
}

/** The question that stands before the screen. What lies behind is inert: the topmost dialog is all there is (A11Y-74). */
export function Dialogs({ view }: { readonly view: View }) {
  const { dialog } = view;
  if (dialog === null) return null;
  switch (dialog.kind) {
    case 'idle':
      return <IdleDialog view={view} dialog={dialog} />;
    case 'languages':
      return <LanguagesDialog spoken={view.locale} />;
    case 'accessibility':
      return <AccessibilityDialog preferences={view.preferences} />;
    case 'modes':
      return <ModesDialog />;
    case 'call':
      return <CallDialog view={view} dialog={dialog} />;
    case 'cancel':
      return <CancelDialog view={view} dialog={dialog} />;
    case 'headphones':
      return <HeadphonesDialog />;
    case 'receipt':
      return <ReceiptDialog view={view} />;
  }
}

function IdleDialog({ dialog }: DialogProps<'idle'>) {
  const { t } = useWords();
  const seconds = Math.max(0, Math.ceil((dialog.until - useNow()) / 1000));
  return (
    <Sheet title={t('dialog.idle.title')} alert>
      <p className="countdown" role="timer" aria-label={t('dialog.idle.seconds', { count: seconds })}>
        {seconds}
      </p>
      <p className="sheet-text">{t('dialog.idle.text')}</p>
      {dialog.extensionsLeft > 0 ? (
        <>
          <MainButton intent={{ type: 'time.extended' }}>{t('dialog.idle.extend')}</MainButton>
          <p className="sheet-note">{t('dialog.idle.left', { count: dialog.extensionsLeft })}</p>
        </>
      ) : (
        <p className="sheet-note">{t('dialog.idle.none-left')}</p>
      )}
      <SecondButton intent={{ type: 'session.cancelled' }}>{t('dialog.idle.stop')}</SecondButton>
    </Sheet>
  );
}

function CallDialog({ view }: DialogProps<'call'>) {
  const { t } = useWords();
  return (
    <Sheet title={t(view.helpSince === null ? 'dialog.call.title' : 'dialog.call.title-called')}>
      <div className="sheet-picture">
        <PersonComing />
      </div>
      <p className="sheet-text">
        {t(view.helpSince === null ? 'dialog.call.text' : 'dialog.call.text-called')} {view.money?.state === 'to-pay' ? t('dialog.call.basket') : null}
      </p>
      <HelpSince since={view.helpSince} />
      {view.helpSince === null ? <MainButton intent={{ type: 'help.called' }}>{t('dialog.call.confirm')}</MainButton> : null}
      <CloseButton />
    </Sheet>
  );
}

function CancelDialog({ view }: DialogProps<'cancel'>) {
  const { t } = useWords();
  return (
    <Sheet title={t('dialog.cancel.title')} alert>
      <p className="sheet-text">{t(view.money === null ? 'dialog.cancel.text-empty' : 'dialog.cancel.text')}</p>
      <p className="sheet-text">{t('dialog.cancel.money')}</p>
      <MainButton intent={{ type: 'dialog.closed' }}>{t('dialog.cancel.stay')}</MainButton>
      <SecondButton intent={{ type: 'session.cancelled' }}>{t('dialog.cancel.confirm')}</SecondButton>
    </Sheet>
  );
}
