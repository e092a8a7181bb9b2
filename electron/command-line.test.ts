import { describe, expect, it } from 'vitest';
import { inMode, parseCommandLine, usage } from './command-line.ts';

describe('the command line', () => {
  it('without options is a demonstration on any free port, in a window', () => {
    expect(parseCommandLine([])).toEqual({ ok: true, value: { config: null, data: 'data', port: 0, window: true, training: null, help: false } });
  });

  it.each<[readonly string[], object]>([
    [['--config', 'terminal.json', '--data', '/var/lib/moulin', '--port', '8080', '--no-window', '--training'], { config: 'terminal.json', data: '/var/lib/moulin', port: 8080, window: false, training: true }],
    [['--port=0', '--data=a b'], { port: 0, data: 'a b' }],
    [['--config', '-'], { config: '-' }],
    [['--no-training'], { training: false }],
    [['--help'], { help: true }],
    [['--port', '65535'], { port: 65_535 }],
  ])('understands %j', (words, expected) => {
    expect(parseCommandLine(words)).toMatchObject({ ok: true, value: expected });
  });

  it.each<[readonly string[], RegExp]>([
    [['--confg', 'x'], /--confg is not an option: choose from --config, --data, --port, --no-window, --training, --no-training, --help/],
    [['--constructor'], /--constructor is not an option/],
    [['-p', '3'], /-p is not an option/],
    [['terminal.json'], /"terminal\.json" is not an option/],
    [['--', 'terminal.json'], /"terminal\.json" is not an option/],
    [['--config'], /--config needs a value: write --config FILE/],
    [['--data', '--no-window'], /--data needs a value: write --data DIR/],
    [['--data='], /--data needs a value/],
    [['--port', '65536'], /--port 65536 is not a port: give a whole number from 0 to 65535/],
    [['--port', '80.5'], /is not a port/],
    [['--port', '-1'], /is not a port/],
    [['--port', '0x50'], /is not a port/],
    [['--port=1', '--port=2'], /--port is given twice/],
    [['--no-window=yes'], /--no-window takes no value: leave "yes" out/],
    [['--training', '--no-training'], /--training and --no-training contradict each other/],
    [['--window'], /--window is not an option/],
  ])('refuses %j with the remedy', (words, remedy) => {
    const result = parseCommandLine(words);
    expect(result.ok ? 'accepted' : result.error[0]).toMatch(remedy);
  });

  it('is the same in school mode and out of it, whatever it said before', () => {
    expect(inMode(['--data', 'd', '--training'], false)).toEqual(['--data', 'd', '--no-training']);
    expect(inMode(['--no-training', '--data', 'd'], true)).toEqual(['--data', 'd', '--training']);
    expect(parseCommandLine(inMode(inMode([], true), false))).toMatchObject({ ok: true, value: { training: false } });
  });

  it('explains every option it takes', () => {
    for (const option of ['--config FILE', '--data DIR', '--port N', '--no-window', '--training', '--no-training', '--help']) expect(usage).toContain(option);
  });
});
