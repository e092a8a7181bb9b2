import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PickUpPoints } from '../../flows/ports.ts';
import { createPickUpPoints } from './pick-up-points.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'pick-up-points-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

const point = (id: string, postcode: string) => ({ id, name: `Épicerie ${id}`, lines: ['1 RUE DE L EXEMPLE'], postcode, town: 'VILLE' });

function written(content: unknown): string {
  const file = join(directory, 'points.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

function read(points: readonly unknown[]): PickUpPoints {
  const result = createPickUpPoints(written({ source: 'invented', points }));
  if (!result.ok) throw new Error(result.error.map(({ message }) => message).join('\n'));
  return result.value;
}

describe('pick-up points of the operator’s list', () => {
  test('without a list there are none, and none are offered', () => {
    const result = createPickUpPoints(null);
    expect(result.ok && [result.value.any, result.value.near('69007')]).toEqual([false, []]);
  });

  test('those of the addressee’s postcode come first, then those of the same department, seven at most', () => {
    const points = read(['69009', '69100', '69007', '69007', '38000', '69008', '69400', '69003', '69005', '97410'].map((postcode, at) => point(`P${at}`, postcode)));
    expect(points.any).toBe(true);
    expect(points.near('69007').map(({ postcode }) => postcode)).toEqual(['69007', '69007', '69008', '69009', '69005', '69003', '69100']);
    expect(points.near('38100').map(({ postcode }) => postcode)).toEqual(['38000']);
  });

  test.each(['75001', '97200', '', 'AD500', 'nothing', '__proto__'])('there are none near %j', (postcode) => {
    expect(read([point('P1', '69007'), point('P2', '97410')]).near(postcode)).toEqual([]);
  });
});

describe('a list that cannot be read', () => {
  const messages = (file: string) => {
    const result = createPickUpPoints(file);
    return result.ok ? [] : result.error.map(({ file: where, key, message }) => ({ told: where === file && message.startsWith(file), key, message: message.slice(file.length) }));
  };

  test.each([
    [{ source: 'invented', points: [{ ...point('P1', '6900'), town: 'VILLE' }] }, 'points[0].postcode', 'five digits'],
    [{ source: 'invented', points: [point('P1', '69007'), point('P1', '69008')] }, 'points[1].id', 'no other point'],
    [{ source: 'invented', points: [] }, 'points', 'at least one'],
    [{ points: [point('P1', '69007')] }, 'source', 'is missing'],
    [{ source: 'invented', points: [{ ...point('P1', '69007'), postCode: '69007' }] }, 'points[0].postCode', 'did you mean "postcode"'],
    [{ source: 'invented', points: [{ ...point('P1', '69007'), lines: ['A', 'B', 'C', 'D'] }] }, 'points[0].lines', 'three'],
    ['{ "source": ', '', 'is not JSON'],
  ])('%j names the file, the key and the remedy', (content, key, part) => {
    expect(messages(written(content))).toEqual([{ told: true, key, message: expect.stringContaining(part) as string }]);
  });

  test('a file that is not there', () => {
    expect(messages(join(directory, 'nowhere.json'))).toEqual([{ told: true, key: '', message: expect.stringContaining('pickUpPoints.file') as string }]);
  });
});
