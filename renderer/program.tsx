import '@fontsource-variable/atkinson-hyperlegible-next';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { loadEveryLanguage } from './parts/languages.ts';
import { loadLater } from './presence.ts';
import { loadScripts } from './scripts.ts';
import './theme/theme.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

// The first screen is painted first. Then come the other screens, and after them the other languages and their letters, so that
// none is waited for when it is wanted; what did not come is asked for again by whoever wants it.
requestIdleCallback(() => {
  void Promise.allSettled([loadLater()]).then(() => Promise.allSettled([loadEveryLanguage(), loadScripts()]));
});
