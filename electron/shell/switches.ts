/**
 * SEC-8: which command-line switches the Electron shell starts with. A list of what is allowed: everything else, such as
 * `--remote-debugging-port`, `--inspect`, `--no-sandbox`, `--js-flags` or `--load-extension`, refuses to start.
 */

/** The terminal's own (`house.md`). */
const ours = ['--config', '--data', '--port', '--no-window', '--training', '--no-training', '--help'];

/** Chromium's that choose a display, a voice or a language, and open nothing. */
const harmless = [
  '--ozone-platform',
  '--ozone-platform-hint',
  '--enable-speech-dispatcher',
  '--force-device-scale-factor',
  '--touch-devices',
  '--lang',
  '--disable-gpu',
];

const allowed = new Set([...ours, ...harmless]);

/** Environment that changes what runs before our first line does. */
const refusedVariables = ['NODE_OPTIONS', 'ELECTRON_RUN_AS_NODE', 'LD_PRELOAD'];

export interface Start {
  /** `process.argv` without the executable and, unpacked, without the script. */
  readonly argv: readonly string[];
  /** `process.execArgv`: what Node took for itself. */
  readonly execArgv: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What is refused, each as one sentence that names it; empty when the shell may start. */
export function refusedSwitches({ argv, execArgv, environment }: Start): string[] {
  const switches = argv.filter((argument) => argument.startsWith('-')).map((argument) => argument.split('=', 1)[0] ?? argument);
  return [
    ...switches.filter((name) => !allowed.has(name)).map((name) => `switch ${name} is not allowed: start without it`),
    ...execArgv.map((argument) => `Node option ${argument.split('=', 1)[0]} is not allowed: start without it`),
    ...refusedVariables.filter((name) => (environment[name] ?? '') !== '').map((name) => `variable ${name} is not allowed: unset it`),
  ];
}
