import '@fontsource-variable/atkinson-hyperlegible-next';
import { createRoot } from 'react-dom/client';
import type { Intent } from '../flows/intents.ts';
import { standardPreferences } from '../flows/preferences.ts';
import { setDisplayPitch } from './display.ts';
import { everyFixture } from './fixtures.ts';
import { KioskPage } from './kiosk-page.tsx';
import { loadScripts } from './scripts.ts';
import './theme/theme.css';

/**
 * For whoever draws: one fixture by `?screen=…&fixture=…&locale=en&theme=dark&text=large&motion=reduced&training=yes&connection=lost`,
 * or the list of all. Not built into the terminal. What a screen sends is kept in `window.sent`, for measuring scripts.
 */
declare global {
  interface Window {
    sent: Intent[];
  }
}
window.sent = [];
void loadScripts();
setDisplayPitch();

const asked = new URLSearchParams(window.location.search);
const all = everyFixture();
const found = all.find(({ screen, fixture }) => screen === asked.get('screen') && fixture === (asked.get('fixture') ?? fixture));

function pick<T extends string>(name: string, allowed: readonly T[]): T {
  const [usual] = allowed;
  return allowed.find((one) => one === asked.get(name)) ?? (usual as T);
}

function Gallery() {
  if (found === undefined) {
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
  const preferences = {
    ...standardPreferences,
    theme: pick('theme', ['light', 'dark', 'contrast', 'soft']),
    textSize: pick('text', ['standard', 'large', 'larger', 'largest']),
    motion: pick('motion', ['full', 'reduced']),
    reach: pick('reach', ['full', 'low']),
    wording: pick('wording', ['standard', 'easy']),
  };
  const view = { ...found.view, locale: pick('locale', ['fr', 'en']), training: found.view.training || pick('training', ['no', 'yes']) === 'yes', preferences };
  return (
    <KioskPage
      view={view}
      connection={pick('connection', ['open', 'lost', 'connecting'])}
      send={(intent) => {
        window.sent.push(intent);
      }}
    />
  );
}

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Gallery />);
