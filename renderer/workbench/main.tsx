import '@fontsource-variable/atkinson-hyperlegible-next';
import '@fontsource/atkinson-hyperlegible-mono';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../theme/tokens.css';
import './page.css';
import './room.css';
import './panels.css';
import './badges.css';
import { Workbench } from './workbench.tsx';
import { WordsProvider } from './words.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('workbench.html has no #root');
createRoot(root).render(
  <StrictMode>
    <WordsProvider>
      <Workbench />
    </WordsProvider>
  </StrictMode>,
);
