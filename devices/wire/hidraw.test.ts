import { spawnSync } from 'node:child_process';
import { constants, mkdtempSync, rmSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import { reads, stable } from '../scale/conformance.ts';
import { createHidPos } from '../scale/hid-pos.ts';
import { serveAt, wireAt } from './address.ts';
import { hidrawRemedy } from './hidraw.ts';
import { WireError, type BytePort } from './wire.ts';

/** A named pipe stands for the device file: read the same way, and it can be written to without hardware. */
let directory: string;
let path: string;
let device: FileHandle;
const ports: BytePort[] = [];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'moulin-hidraw-'));
  path = join(directory, 'hidraw0');
  spawnSync('mkfifo', [path]);
  // Read and write: opening it does not wait for a reader.
  device = await open(path, constants.O_RDWR);
});

afterEach(async () => {
  for (const port of ports.splice(0)) await port.close();
  await device.close().catch(() => undefined);
  rmSync(directory, { recursive: true });
});

const plug = async () => {
  const port = await wireAt(`hidraw://${path}`)();
  ports.push(port);
  return port;
};

describe('a hidraw file', () => {
  test('hands over what the device reports', async () => {
    const port = await plug();
    const heard = new Promise<number[]>((resolve) => port.onBytes((bytes) => resolve([...bytes])));
    await device.write(Buffer.from([3, 4, 2, 0, 0xd2, 4]));
    expect(await heard).toEqual([3, 4, 2, 0, 0xd2, 4]);
  });

  test('is over when the device is pulled out, and refuses to write before and after', async () => {
    const port = await plug();
    await expect(port.write(Buffer.from('x'))).rejects.toThrow('only listened to');
    const over = new Promise<string>((resolve) => port.onClose(resolve));
    await device.close();
    expect(await over).toContain('the device is gone');
    await expect(port.write(Buffer.from('x'))).rejects.toThrow(WireError);
  });

  test('closed, it tells so once and reads no more', async () => {
    const port = await plug();
    const over = new Promise<string>((resolve) => port.onClose(resolve));
    port.onBytes(() => expect.unreachable());
    await port.close();
    await port.close();
    expect(await over).toBe('port closed');
    await device.write(Buffer.from([3, 4, 2, 0, 1, 0]));
  });

  test('missing: the path, the reason and what to check', async () => {
    await expect(wireAt(`hidraw://${directory}/none`)()).rejects.toThrow(/^hidraw:\/\/.*\/none cannot be opened \(.*no such file.*check that it is plugged in/);
  });

  // Asked directly: whoever runs the tests as root is refused nothing.
  test.each([
    ['EACCES', 'udev rule'],
    ['ENOENT', 'plugged in'],
  ])('what to do about %s is said', (code, remedy) => {
    expect(hidrawRemedy(code)).toContain(remedy);
  });

  test('is no place to listen at', async () => {
    await expect(serveAt(`hidraw://${path}`, () => {})).rejects.toThrow('listen on tcp://');
  });

  test('a scale is read from it, the report of the weighing before left out', async () => {
    const scale = createHidPos({ open: wireAt(`hidraw://${path}`), clock: systemClock, plate: { minimumGrams: 5, maximumGrams: 30_000, divisionGrams: 1, verified: true } });
    const weights: unknown[] = [];
    scale.onReading((reading) => weights.push(reading));
    scale.start();
    await device.write(Buffer.from([3, 4, 2, 0, 0x4d, 1]));
    await device.write(Buffer.from([3, 4, 2, 0, 0xd2, 4]));
    await reads(scale, stable(1_234));
    expect(weights).toEqual([{ kind: 'absent', cause: 'not started' }, { kind: 'stable', grams: 1_234 }]);
    await scale.stop();
  });
});
