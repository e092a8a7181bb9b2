import { describe, expect, test } from 'vitest';
import { displayProperties, reachLimit } from './display.ts';

const reference = { millimetresPerPixel: 0.248, lowerEdge: 800, viewingDistance: 600 };

describe('what the page knows of its display', () => {
  test('becomes the lengths that its sheets compute with', () => {
    expect(displayProperties({ ...reference, millimetresPerPixel: 0.25 })).toEqual({ '--mm': '4px', '--lower-edge': '800', '--reach-limit': '1100', '--viewing-distance': '600' });
  });

  test('is the reference display where nothing was said', () => {
    expect(displayProperties({ millimetresPerPixel: null, lowerEdge: null, viewingDistance: null })).toEqual({});
  });

  test.each([
    ['a pixel of no size', { millimetresPerPixel: 0 }, '--mm'],
    ['a pixel as wide as a hand', { millimetresPerPixel: 90 }, '--mm'],
    ['what is no number', { millimetresPerPixel: Number.NaN }, '--mm'],
    ['a screen under the floor', { lowerEdge: -1 }, '--lower-edge'],
    ['a reader at the other end of the hall', { viewingDistance: 9_000 }, '--viewing-distance'],
  ])('%s is not believed', (_, wrong, property) => {
    expect(Object.keys(displayProperties({ ...reference, ...wrong }))).not.toContain(property);
  });
});

test.each([
  [500, 1_100],
  [800, 1_100],
  [860, 1_100],
  [861, 1_220],
  [1_000, 1_220],
])('glass that begins %i mm above the floor is operated up to %i mm', (lowerEdge, limit) => {
  expect(reachLimit(lowerEdge)).toBe(limit);
});
