import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

/**
 * The arrows of the house are a lint rule. Each case puts a file with a deliberate violation into its room, runs the
 * linter as CI does and takes the file away again.
 */
const root = join(import.meta.dirname, '..');
let file = '';

afterEach(() => rmSync(file, { force: true }));

function lint(room: string, source: string): { status: number | null; said: string } {
  file = join(root, room, `arrow-${process.pid}.ts`);
  writeFileSync(file, source);
  const { status, stdout } = spawnSync(join(root, 'node_modules/.bin/oxlint'), [file], { cwd: root, encoding: 'utf8' });
  return { status, said: stdout };
}

describe('an arrow that the house does not have fails the lint', () => {
  it.each([
    ['flows', '../devices/fifo.ts', 'flows/ imports no other room'],
    ['flows', '../electron/config.ts', 'flows/ imports no other room'],
    ['flows', 'node:fs', 'flows/ is pure'],
    ['flows/checkout', '../../devices/fifo.ts', 'flows/ imports no other room'],
    ['devices', '../flows/money.ts', 'devices/ imports no other room'],
    ['devices', 'electron', 'devices/ is plain Node'],
    ['renderer', '../electron/config.ts', 'renderer/ may import flows/ only'],
    ['renderer/screens', '../../devices/fifo.ts', 'renderer/ may import flows/ only'],
    ['renderer', 'node:fs', 'sandboxed page'],
    ['electron', '../renderer/link/link.ts', 'electron/ may import flows/ and devices/ only'],
    ['electron', 'electron', 'Only electron/main.ts, preload.ts and window.ts know Electron'],
    ['electron/ledger', '../../test/kiosk.ts', 'electron/ may import flows/ and devices/ only'],
  ])('%s may not import %s', (room, module, message) => {
    const { status, said } = lint(room, `import * as other from '${module}';\nexport const used = other;\n`);
    expect(said.replaceAll(/\s+/g, ' ')).toContain(message);
    expect(status).not.toBe(0);
  });

  it.each([
    ['renderer', '../flows/money.ts'],
    ['electron', '../flows/money.ts'],
    ['electron', '../devices/fifo.ts'],
  ])('%s may import %s', (room, module) => {
    const { status, said } = lint(room, `import * as other from '${module}';\nexport const used = other;\n`);
    expect(said).not.toContain('no-restricted-imports');
    expect(status).toBe(0);
  });
});
