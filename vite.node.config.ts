import { defineConfig } from 'vite';

// Native modules cannot be bundled; electron is given by the runtime.
const external = ['electron', 'serialport', /^@serialport\//, '@napi-rs/canvas', 'bwip-js', 'codes-postaux', 'node-thermal-printer', 'selfsigned', 'ws'];

// A sandboxed preload must be one CommonJS file, hence its own pass (`--mode preload`).
export default defineConfig(({ mode }) =>
  mode === 'preload'
    ? {
        publicDir: false,
        build: {
          ssr: true,
          outDir: 'out/preload',
          emptyOutDir: true,
          target: 'node24',
          rolldownOptions: {
            input: 'electron/preload.ts',
            external: ['electron'],
            output: { format: 'cjs', entryFileNames: '[name].cjs' },
          },
        },
        ssr: { noExternal: true },
      }
    : {
        publicDir: false,
        build: {
          ssr: true,
          outDir: 'out/main',
          emptyOutDir: true,
          target: 'node24',
          sourcemap: true,
          rolldownOptions: {
            input: { main: 'electron/main.ts', serve: 'electron/serve.ts' },
            external,
            // Flat, shared parts too: paths relative to a file (`assets.ts`, `serve.ts`) are then the same wherever it ends up.
            output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
          },
        },
        ssr: { noExternal: true, external: ['electron', 'serialport', '@napi-rs/canvas', 'bwip-js', 'codes-postaux', 'node-thermal-printer', 'selfsigned', 'ws'] },
      },
);
