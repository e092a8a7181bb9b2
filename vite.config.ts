import react from '@vitejs/plugin-react';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { defineConfig, type Plugin } from 'vite';
import { MillEmblem } from './renderer/parts/drawings/mill.tsx';

/**
 * The mill stands in the page itself, so that the screen is never blank while the program loads: at a start, and when a
 * crashed page comes back. It is drawn from the same drawing as the starting screen, which takes its place.
 */
function millBeforeTheProgram(): Plugin {
  return {
    name: 'mill-before-the-program',
    transformIndexHtml: (page) => page.replace('<!-- mill -->', `<div class="before-the-program">${renderToStaticMarkup(createElement(MillEmblem))}</div>`),
  };
}

// The touchscreen: the kiosk page and, beside it, the workbench page.
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react(), millBeforeTheProgram()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'chrome150',
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { index: 'renderer/index.html', workbench: 'renderer/workbench.html' } },
  },
});
