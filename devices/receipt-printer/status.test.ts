import { describe, expect, test } from 'vitest';
import { fromAutomatic, fromRealTime, healthOf, troubleOf } from './status.ts';

type Four = [number, number, number, number];
const wellRealTime: Four = [0x12, 0x12, 0x12, 0x12];
const wellAutomatic: Four = [0x10, 0x00, 0x00, 0x00];

describe('what the sensors say, asked (DLE EOT) or unasked (automatic status)', () => {
  test.each<[string, Four, Four, ReturnType<typeof healthOf>, string | null]>([
    ['all well', wellRealTime, wellAutomatic, { state: 'online', warnings: [] }, null],
    ['paper near its end', [0x12, 0x12, 0x12, 0x1e], [0x10, 0, 0x03, 0], { state: 'online', warnings: ['paper-near-end'] }, null],
    ['paper end', [0x1a, 0x32, 0x12, 0x7e], [0x18, 0, 0x0f, 0], { state: 'consumable-out', cause: 'paper end', action: 'load-paper', warnings: [] }, 'paper-out'],
    ['cover open', [0x1a, 0x16, 0x12, 0x12], [0x38, 0, 0, 0], { state: 'user-error', cause: 'cover open', action: 'close-cover', warnings: [] }, 'head-open'],
    ['cover open, which also lifts the paper off its sensor', [0x1a, 0x36, 0x12, 0x72], [0x38, 0, 0x0c, 0], { state: 'user-error', cause: 'cover open', action: 'close-cover', warnings: [] }, 'head-open'],
    ['cutter jammed', [0x1a, 0x52, 0x1a, 0x12], [0x18, 0x08, 0, 0], { state: 'hardware-error', cause: 'cutter jammed', action: 'clear-jam', warnings: [] }, 'jam'],
    ['mechanical error', [0x1a, 0x52, 0x16, 0x12], [0x18, 0x04, 0, 0], { state: 'hardware-error', cause: 'mechanical error', action: 'clear-jam', warnings: [] }, 'jam'],
    ['unrecoverable error', [0x1a, 0x52, 0x32, 0x12], [0x18, 0x20, 0, 0], { state: 'hardware-error', cause: 'unrecoverable error', action: 'call-technician', warnings: [] }, 'hardware'],
    ['head hot', [0x1a, 0x52, 0x52, 0x12], [0x18, 0x40, 0, 0], { state: 'busy', warnings: ['head-hot'] }, null],
    ['feed button pressed', [0x5a, 0x1a, 0x12, 0x12], [0x58, 0x02, 0, 0], { state: 'user-error', cause: 'feed button pressed', action: 'none', warnings: [] }, null],
    ['off line for no cause it tells', [0x1a, 0x12, 0x12, 0x12], [0x18, 0, 0, 0], { state: 'offline', cause: 'printer says it is off line', action: 'restart', warnings: [] }, null],
  ])('%s', (_, realTime, automatic, health, fault) => {
    for (const status of [fromRealTime(realTime), fromAutomatic(automatic)]) {
      expect(healthOf(status)).toEqual(health);
      expect(troubleOf(status)?.fault ?? null).toBe(fault);
    }
  });

  test('an error whose cause the printer does not tell is a hardware error', () => {
    expect(troubleOf(fromRealTime([0x1a, 0x52, 0x12, 0x12]))).toMatchObject({ fault: 'hardware', cause: 'error without a cause' });
  });

  test('paper end is believed of the sensor and of the stop it caused, whichever speaks first', () => {
    expect(fromRealTime([0x12, 0x32, 0x12, 0x12]).paperEnd).toBe(true);
    expect(fromRealTime([0x12, 0x12, 0x12, 0x72]).paperEnd).toBe(true);
  });

  test('the worst trouble is named first', () => {
    expect(troubleOf(fromAutomatic([0x38, 0x2c, 0x0c, 0]))?.cause).toBe('unrecoverable error');
    expect(troubleOf(fromAutomatic([0x38, 0x0c, 0x0c, 0]))?.cause).toBe('cutter jammed');
    expect(troubleOf(fromAutomatic([0x38, 0, 0x0c, 0]))?.cause).toBe('cover open');
  });
});
