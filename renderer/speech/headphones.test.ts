import { describe, expect, test } from 'vitest';
import { createHeadphones, settledMs, watchOutputs } from './headphones.ts';

/** Time that a test moves. */
function standing() {
  let due: (() => void) | null = null;
  const waits: number[] = [];
  return {
    waits,
    after(milliseconds: number, action: () => void) {
      waits.push(milliseconds);
      due = action;
      return () => {
        if (due === action) due = null;
      };
    },
    passes() {
      const action = due;
      due = null;
      action?.();
    },
  };
}

function ears() {
  const told: string[] = [];
  const time = standing();
  const headphones = createHeadphones({ onLoosened: () => told.push('loosened'), onChanged: (plugged) => told.push(plugged ? 'in' : 'out') }, (ms, action) => time.after(ms, action));
  return { told, time, headphones };
}

describe('headphones', () => {
  test('that go in are heard of once, whichever of the three says so first (A11Y-76)', () => {
    const { told, time, headphones } = ears();
    headphones.heard(true);
    headphones.heard(true);
    time.passes();
    headphones.heard(true);
    time.passes();
    expect(told).toEqual(['in']);
    expect(new Set(time.waits)).toEqual(new Set([settledMs]));
  });

  test('that go out silence at once, and are asked about when they have stayed out', () => {
    const { told, time, headphones } = ears();
    headphones.heard(true);
    time.passes();
    headphones.heard(false);
    expect(told).toEqual(['in', 'loosened']);
    time.passes();
    expect(told).toEqual(['in', 'loosened', 'out']);
  });

  test('that rattle in their jack are asked about by nobody', () => {
    const { told, time, headphones } = ears();
    headphones.heard(true);
    time.passes();
    headphones.heard(false);
    headphones.heard(true);
    time.passes();
    expect(told).toEqual(['in', 'loosened']);
  });
});

test('one output more than before is a pair of headphones, one less is none', async () => {
  const media = Object.assign(new EventTarget(), { outputs: 1, enumerateDevices: () => Promise.resolve([{ kind: 'audioinput' }, ...Array.from({ length: media.outputs }, () => ({ kind: 'audiooutput' }))]) });
  const heard: boolean[] = [];
  const stop = watchOutputs(media as unknown as MediaDevices, (plugged) => heard.push(plugged));
  const changes = async (outputs: number): Promise<void> => {
    media.outputs = outputs;
    media.dispatchEvent(new Event('devicechange'));
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  await changes(1);
  await changes(2);
  await changes(1);
  stop();
  await changes(2);
  expect(heard).toEqual([true, false]);
});

test('a browser without media says nothing of them', () => {
  expect(watchOutputs(undefined, () => expect.unreachable())()).toBeUndefined();
});
