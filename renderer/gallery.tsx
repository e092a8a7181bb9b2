import '@fontsource-variable/atkinson-hyperlegible-next';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { Intent } from '../flows/intents.ts';
import { locales } from '../flows/locales.ts';
import { standardPreferences } from '../flows/preferences.ts';
import type { View } from '../flows/view.ts';
import { setDisplay } from './display.ts';
import { everyFixture } from './fixtures.ts';
import { KioskPage, type KioskPageProps } from './kiosk-page.tsx';
import { loadLanguage, registerOf } from './parts/languages.ts';
import { loadLater } from './presence.ts';
import { loadScripts } from './scripts.ts';
import './theme/theme.css';
import { textSizes, themes } from './theme/themes.ts';


/**
 * For whoever draws: one fixture by `?screen=…&fixture=…&locale=en&theme=dark&text=large&motion=reduced&training=yes&connection=lost`,
 * or the list of all. Not built into the terminal. What a screen sends is kept in `window.sent`, for measuring scripts;
 * `window.show` draws another of them in the same page, which is how `npm run gallery` takes its pictures.
 */
declare global {
  interface Window {
    sent: Intent[];
    show: (asked: Readonly<Record<string, string>>) => Promise<void>;
  }
}
window.sent = [];
void loadScripts();
setDisplay();

const all = everyFixture();
const root = document.getElementById('root');
if (root === null) throw new Error('gallery.html has no #root');
const page = createRoot(root);

interface Shown extends Pick<KioskPageProps, 'view' | 'connection'> {
  readonly name: string;
}

/** What was asked for, by names that an address can carry; what is not named is as it usually is. */
function shownFor(asked: Readonly<Record<string, string>>): Shown | null {
  const pick = <T extends string>(name: string, allowed: readonly [T, ...T[]]): T => allowed.find((one) => one === asked[name]) ?? allowed[0];
  const found = all.find(({ screen, fixture }) => screen === asked['screen'] && fixture === (asked['fixture'] ?? fixture));
  if (found === undefined) return null;
  const preferences = {
    ...standardPreferences,
    theme: pick('theme', themes),
    textSize: pick('text', textSizes),
    motion: pick('motion', ['full', 'reduced']),
    reach: pick('reach', ['full', 'low']),
    wording: pick('wording', ['standard', 'easy']),
    speech: pick('speech', ['off', 'speaker', 'headphones']),
  };
  const view: View = { ...found.view, locale: pick('locale', locales), training: found.view.training || pick('training', ['no', 'yes']) === 'yes', preferences };
  return { view, connection: pick('connection', ['open', 'lost', 'connecting']), name: `${found.screen}-${found.fixture}` };
}

function draw({ view, connection, name }: Shown): void {
  const send = (intent: Intent) => void window.sent.push(intent);
  // Another fixture begins anew: what was turned or typed on the one before is not its own.
  flushSync(() => page.render(<KioskPage key={name} view={view} connection={connection} send={send} />));
}

function List() {
  return (
    <ul>
      {all.map(({ screen, fixture }) => (
        <li key={`${screen}-${fixture}`}>
          <a href={`?screen=${screen}&fixture=${fixture}`}>
            {screen} / {fixture}
          </a>
        </li>
      ))}
    </ul>
  );
}

window.show = async (asked) => {
  const shown = shownFor(asked);
  if (shown === null) throw new Error(`no fixture ${asked['screen']}/${asked['fixture']}`);
  await Promise.all([loadLater(), loadLanguage(registerOf(shown.view.locale, shown.view.preferences))]);
  draw(shown);
  await document.fonts.ready;
  await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
};

await loadLater();
const first = shownFor(Object.fromEntries(new URLSearchParams(window.location.search)));
if (first === null) page.render(<List />);
else draw(first);
