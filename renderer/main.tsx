import '@fontsource-variable/atkinson-hyperlegible-next';
import { setDisplayPitch } from './display.ts';
import './theme/theme.css';

setDisplayPitch();
// The mill that stands in the page is painted first, the program is loaded after: a screen is never blank.
requestAnimationFrame(() => void import('./program.tsx'));
