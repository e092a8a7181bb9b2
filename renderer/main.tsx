import { setDisplay } from './display.ts';

setDisplay();
// The mill that stands in the page is painted first; the program and its sheets are loaded after.
requestAnimationFrame(() => void import('./program.tsx'));
