import '@fontsource-variable/atkinson-hyperlegible-next';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { loadEveryLanguage } from './parts/languages.ts';
import { loadScripts } from './scripts.ts';
import './theme/theme.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

// The first screen needs Latin letters alone.
requestIdleCallback(() => void loadScripts());

// The first screen is painted first; then the other languages come, so that none is waited for when it is chosen.
requestIdleCallback(() => void loadEveryLanguage());
