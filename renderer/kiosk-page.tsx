import { useCallback, useEffect, useRef, type ComponentType } from 'react';
import type { Intent } from '../flows/intents.ts';
import type { View } from '../flows/view.ts';
import { useInput } from './input/use-input.ts';
import { useChime, useWarning } from './parts/chime.ts';
import { SendProvider } from './parts/kiosk.tsx';
import { LostConnection } from './parts/lost-connection.tsx';
import { ReachScene } from './parts/reach-scene.tsx';
import { useSettling } from './parts/settling.ts';
import { TrainingBand } from './parts/training-band.tsx';
import { directionOf, useSpoken } from './parts/languages.ts';
import { WordsProvider } from './parts/words.tsx';
import { there } from './presence.ts';
import { firstScreens } from './screens/index.ts';
import { Covered } from './speech/covered.tsx';

export interface KioskPageProps {
  readonly view: View;
  readonly connection: 'connecting' | 'open' | 'lost';
  readonly send: (intent: Intent) => void;
}

/** `touched` keeps the idle warning away; more often than this it says nothing new. */
const touchedEveryMs = 5_000;

/** The whole page for one view: what the app shows, the gallery shows, and the tests render. */
export function KioskPage({ view, connection, send }: KioskPageProps) {
  const lastTouch = useRef(Number.NEGATIVE_INFINITY);
  const touched = useCallback(() => {
    const now = performance.now();
    if (now - lastTouch.current < touchedEveryMs) return;
    lastTouch.current = now;
    send({ type: 'touched' });
  }, [send]);
  const kiosk = useRef<HTMLDivElement>(null);
  useSettling(kiosk, view);
  useInput(kiosk, { view, send, touched });
  useChime(view);
  useWarning(view);
  const { locale, register } = useSpoken(view.locale, view.preferences);
  useEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.dir = directionOf(locale);
  }, [locale]);

  const { later } = there;
  // `screens` pairs each member with its own component; the pair is lost to the compiler once the member is a variable.
  const Screen = { ...firstScreens, ...later?.laterScreens }[view.screen] as ComponentType<{ readonly view: View }>;
  const { helper } = view;
  const asked = helper?.phase === 'signing-in' || helper?.phase === 'consent';
  const covered = view.dialog !== null || connection !== 'open' || asked;
  return (
    <SendProvider value={send}>
      <WordsProvider register={register}>
        <div
          ref={kiosk}
          className="kiosk"
          lang={locale}
          dir={directionOf(locale)}
          data-screen={view.screen}
          data-dialog={view.dialog?.kind}
          data-theme={view.preferences.theme}
          data-text-size={view.preferences.textSize}
          data-motion={view.preferences.motion}
          data-reach={view.preferences.reach}
          data-training={view.training || undefined}
          data-helper={helper?.phase}
          data-panel={helper?.phase === 'helping' ? helper.panel.kind : undefined}
          data-staff-door={(view.staffDoor && helper === null) || undefined}
          onPointerDownCapture={touched}
        >
          {view.preferences.reach === 'low' ? <ReachScene theme={view.preferences.theme} /> : null}
          {view.training ? <TrainingBand /> : null}
          {later !== null && helper?.phase === 'helping' ? <later.HelperBar view={view} helper={helper} /> : null}
          <div className="behind" inert={covered}>
            <Screen key={view.screen} view={view} />
            {later !== null && view.staffDoor && helper === null ? <later.StaffDoor /> : null}
          </div>
          {later === null || asked ? null : <later.Dialogs view={view} />}
          {later !== null && helper?.phase === 'signing-in' ? <later.SignIn helper={helper} /> : null}
          {later !== null && helper?.phase === 'consent' ? <later.Consent name={helper.name} /> : null}
          {/* Who works here has to see the keys; the customer has agreed, and it is dark again when they are gone. */}
          {view.preferences.screen === 'blank' && helper === null ? <Covered /> : null}
          {connection === 'open' || view.screen === 'stopping' ? null : <LostConnection starting={connection === 'connecting'} />}
        </div>
      </WordsProvider>
    </SendProvider>
  );
}
