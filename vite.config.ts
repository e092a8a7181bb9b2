import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { defineConfig, type Plugin } from 'vite';
import { MillEmblem } from './renderer/parts/drawings/mill.tsx';

/** The colours of the light theme by their names, for what is painted before any sheet has come. */
function lightColours(): ReadonlyMap<string, string> {
  const [, light = ''] = /\[data-theme='light'\] \{([^}]*)\}/.exec(readFileSync('renderer/theme/tokens.css', 'utf8')) ?? [];
  return new Map([...light.matchAll(/(--[\w-]+):\s*(#\w+)/g)].map(([, name = '', colour = '']) => [name, colour]));
}

/**
 * The mill stands in the page itself, so that the screen is never blank while the program loads: at a start, and when a
 * crashed page comes back. It is the drawing of the starting screen, which takes its place; it needs no sheet and no
 * script, so that nothing has to be fetched before it is painted.
 */
function millBeforeTheProgram(): Plugin {
  return {
    name: 'mill-before-the-program',
    transformIndexHtml(page) {
      const colours = lightColours();
      const mill = renderToStaticMarkup(createElement(MillEmblem))
        .replaceAll(/var\((--[\w-]+)\)/g, (_, name: string) => colours.get(name) ?? '#14203A')
        .replace('class="emblem" viewBox="0 0 640 700"', 'width="432" height="1282" viewBox="0 -900 640 1900"');
      return page.replace('<!-- mill -->', `<div align="center">${mill}</div>`).replace('<body>', `<body bgcolor="${colours.get('--paper') ?? '#FAF6EC'}">`);
    },
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
    // For `test/first-screen.ts`, which weighs what the first screen waits for.
    manifest: 'manifest.json',
    rolldownOptions: {
      input: { index: 'renderer/index.html', workbench: 'renderer/workbench.html' },
      // Apart from what every page shares, or the first screen fetches it for the sake of what comes later.
      output: { codeSplitting: { groups: [{ name: 'zod', test: /node_modules\/zod\// }] } },
    },
  },
});
