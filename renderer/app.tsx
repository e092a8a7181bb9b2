import { standardPreferences } from '../flows/preferences.ts';
import type { View } from '../flows/view.ts';
import { KioskPage } from './kiosk-page.tsx';
import { send, theLink, useConnection, useView } from './link/link.ts';
import { useDrawable } from './presence.ts';
import { Mute } from './speech/mute.tsx';
import { useSpeech } from './speech/use-speech.ts';

/** What stands on the screen until the first view has come: the same starting screen the terminal would show. */
const beforeTheFirstView: View = {
  screen: 'starting',
  phase: 'devices',
  locale: 'fr',
  preferences: standardPreferences,
  step: null,
  money: null,
  back: null,
  helpSince: null,
  dialog: null,
  office: '',
  training: false,
  helper: null,
  staffDoor: false,
};

export function App() {
  const view = useDrawable(useView());
  const connection = useConnection();
  const { mute } = useSpeech(view, theLink(), send);
  // Before the first view "connecting" is just starting: no veil over it.
  return (
    <>
      <KioskPage view={view ?? beforeTheFirstView} connection={view === null && connection === 'connecting' ? 'open' : connection} send={send} />
      {mute && view !== null ? <Mute view={view} /> : null}
    </>
  );
}
