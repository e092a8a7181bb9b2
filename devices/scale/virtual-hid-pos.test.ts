import { describe, expect, test } from 'vitest';
import { memoryWire } from '../wire/memory.ts';
import { bareLine } from './bare-line.fixture.ts';
import { createVirtualHidPos } from './virtual-hid-pos.ts';

describe('the twin of a USB scale', () => {
  test.each<[object, number[]]>([
    [{}, [3, 2, 2, 0, 0, 0]],
    [{ grams: 1_234 }, [3, 4, 2, 0, 0xd2, 0x04]],
    [{ grams: 1_234, unit: 'kg', decimals: 3 }, [3, 4, 3, 0xfd, 0xd2, 0x04]],
    [{ grams: 14.2, ounces: true }, [3, 4, 11, 0xff, 5, 0]],
    [{ moving: true, grams: 20 }, [3, 3, 2, 0, 24, 0]],
    [{ grams: -4 }, [3, 5, 2, 0, 0, 0]],
    [{ overload: true }, [3, 6, 2, 0, 0, 0]],
    [{ trouble: 'fault' }, [3, 1, 2, 0, 0, 0]],
    [{ trouble: 'calibrate' }, [3, 7, 2, 0, 0, 0]],
    [{ trouble: 're-zero' }, [3, 8, 2, 0, 0, 0]],
    [{ silent: true }, []],
  ])('with %j', async (knobs, report) => {
    const { after } = bareLine(createVirtualHidPos, { staleFirst: false, ...knobs });
    expect([...Buffer.from(await after(100), 'latin1')]).toEqual(report);
  });

  test('opened, it first sends the weighing before', async () => {
    const { says, after } = bareLine(createVirtualHidPos, {});
    expect([...Buffer.from(await says('ignored'), 'latin1')]).toEqual([3, 4, 2, 0, 0x4d, 1]);
    expect([...Buffer.from(await after(100), 'latin1')]).toEqual([3, 2, 2, 0, 0, 0]);
  });

  test('noise and half reports as told', async () => {
    const { after } = bareLine(createVirtualHidPos, { garbage: true, halfLines: true, staleFirst: false });
    expect([...Buffer.from(await after(300), 'latin1')]).toEqual([3, 2, 2, 0, 0, 0, 3, 4, 0xff, 3, 2, 2, 0, 0, 0, 3, 2, 2]);
  });

  test('switched off it is gone from the bus, and cannot be opened before it is back', async () => {
    const { twin, near, after } = bareLine(createVirtualHidPos, {});
    twin.turn({ powerCycle: true });
    expect(near.closed).toBe('connection closed');
    const [early, far] = memoryWire();
    twin.attach(far);
    expect(early.closed).toBe('connection closed');
    await after(400);
    const [late, lateFar] = memoryWire();
    twin.attach(lateFar);
    expect(late.closed).toBeNull();
    let changes = 0;
    twin.onChange(() => (changes += 1))();
    twin.turn({ grams: 1 });
    twin.close();
    expect(changes).toBe(0);
  });
});
