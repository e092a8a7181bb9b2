import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The touchscreen: the kiosk page and, beside it, the workbench page.
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'chrome150',
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { index: 'renderer/index.html', workbench: 'renderer/workbench.html' } },
  },
});
