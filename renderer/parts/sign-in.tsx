import type { HelperView } from '../../flows/view.ts';
import { MainButton, SecondButton } from './buttons.tsx';
import { BadgeCard } from './drawings/badge.tsx';
import { PersonComing } from './drawings/scenes.tsx';
import { Badge } from './drawings/signs.tsx';
import { PinKeypad } from './pin-keypad.tsx';
import { Press } from './press.tsx';
import { Sheet } from './sheet.tsx';
import { useWords } from './words.tsx';

/** The keypad lies over the lower part of the screen; what the customer was told above it stays (look.md). */
export function SignIn({ helper }: { readonly helper: Extract<HelperView, { phase: 'signing-in' }> }) {
  const { t } = useWords();
  return (
    <Sheet
      key={helper.ask}
      place="over"
      title={t(`sign-in.${helper.ask}`)}
      before={<BadgeCard />}
      beside={
        <Press className="sheet-close" intent={{ type: 'staff.left' }} choice="close">
          {t('helper.close')}
        </Press>
      }
    >
      <PinKeypad keypad={helper} />
    </Sheet>
  );
}

/** Before a worker sees addresses the customer is asked; until then nobody sees them (SEC-24). */
export function Consent({ name }: { readonly name: string }) {
  const { t } = useWords();
  return (
    <Sheet place="closed" alert title={t('consent.title', { name })}>
      <div className="sheet-picture">
        <PersonComing />
      </div>
      <p className="sheet-text">{t('consent.text', { name })}</p>
      <p className="sheet-text">{t('consent.free')}</p>
      <MainButton intent={{ type: 'staff.consent.given', given: true }} choice="give">
        {t('consent.give')}
      </MainButton>
      <SecondButton intent={{ type: 'staff.consent.given', given: false }} choice="refuse">
        {t('consent.refuse')}
      </SecondButton>
    </Sheet>
  );
}

/** Where no badge can be read: a marked place in a corner that nothing else uses. What it opens asks for number and PIN. */
export function StaffDoor() {
  const { t } = useWords();
  return (
    <Press className="staff-door" intent={{ type: 'staff.asked' }} label={t('helper.door')}>
      <Badge />
    </Press>
  );
}
