import { spawn } from 'node:child_process';
import { readdirSync, statSync, utimesSync } from 'node:fs';
import { extname, join } from 'node:path';
import { err, ok, type Result } from '../../flows/result.ts';

/** What a build makes; all three must be there. */
const outputs = ['out/renderer/index.html', 'out/main/serve.js', 'out/preload/preload.cjs'] as const;

/** What it is made from. The lock file stands for the dependencies. */
const sourceFolders = ['assets', 'flows', 'devices', 'electron', 'renderer'] as const;
const sourceFiles = ['vite.config.ts', 'vite.node.config.ts', 'package.json', 'package-lock.json'] as const;

/** `missing`: never built, or in part. `stale`: a source was changed since. `fresh`: nothing to do. */
export type BuildState = 'missing' | 'stale' | 'fresh';

/** Looks at times only: a few milliseconds for the whole tree. An installation without sources is taken as it is. */
export function buildState(root: string): BuildState {
  const built = outputs.map((output) => modified(join(root, output)));
  if (built.includes(null)) return 'missing';
  const oldest = Math.min(...built.filter((time) => time !== null));
  const newer = (file: string): boolean => (modified(file) ?? 0) > oldest;
  const changed = sourceFiles.some((file) => newer(join(root, file))) || sourceFolders.some((folder) => holdsNewer(join(root, folder), oldest));
  return changed ? 'stale' : 'fresh';
}

function modified(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

/** Tests are not built, so that writing one does not cost a build. */
function holdsNewer(folder: string, time: number): boolean {
  if (modified(folder) === null) return false;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (holdsNewer(path, time)) return true;
    } else if (!/\.(test|fixtures?)\.tsx?$/u.test(entry.name) && extname(entry.name) !== '.md' && (modified(path) ?? 0) > time) {
      return true;
    }
  }
  return false;
}

const passes = [
  ['build'],
  ['build', '--config', 'vite.node.config.ts'],
  ['build', '--config', 'vite.node.config.ts', '--mode', 'preload'],
] as const;

/** Builds all three parts side by side. The error is what the first failing pass printed. */
export async function build(root: string): Promise<Result<void, string>> {
  const begun = new Date();
  const results = await Promise.all(passes.map((given) => vite(root, given)));
  const failed = results.find((result) => result.status !== 0);
  if (failed !== undefined) return err(withoutStack(failed.printed));
  const absent = outputs.find((output) => modified(join(root, output)) === null);
  if (absent !== undefined) return err(`the build ended well but left no ${absent}`);
  // What was saved while it was building is not in it: the build is as old as its beginning.
  for (const output of outputs) utimesSync(join(root, output), begun, begun);
  return ok(undefined);
}

/** The bundler's own stack says nothing about our sources. */
function withoutStack(printed: string): string {
  const lines = printed.split('\n').filter((line) => !/^\s+(?:at |\d+: <|errors: \[)/u.test(line));
  return lines.join('\n').trim();
}

function vite(root: string, given: readonly string[]): Promise<{ status: number | null; printed: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), ...given, '--logLevel', 'warn'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    let printed = '';
    const collect = (chunk: Buffer): void => {
      printed += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => resolve({ status: null, printed: error.message }));
    child.once('close', (status) => resolve({ status, printed }));
  });
}
