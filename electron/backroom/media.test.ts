import { describe, expect, it } from 'vitest';
import { mountPointsBelow, readMedia } from './media.ts';

const mounted = (...points: readonly string[]): string => points.map((point, at) => `${36 + at} 35 98:${at} / ${point} rw,noatime shared:1 - vfat /dev/sda${at} rw`).join('\n');

describe('what is mounted below a directory', () => {
  it('is found at any depth, once, with blanks as people write them', () => {
    const mountinfo = mounted('/', '/media', '/media/agent/CLE', String.raw`/media/agent/CLÉ\0402`, String.raw`/media/MA\040CLE`, '/media/agent/CLE', '/medias/x', '/home/media/y');
    expect(mountPointsBelow('/media', mountinfo)).toEqual(['/media/MA CLE', '/media/agent/CLE', '/media/agent/CLÉ 2']);
    expect(mountPointsBelow('/media/', mountinfo)).toEqual(mountPointsBelow('/media', mountinfo));
  });

  it('is nothing of what no line of the system says', () => {
    expect(mountPointsBelow('/media', '')).toEqual([]);
    expect(mountPointsBelow('/media', 'one\n\ntwo three')).toEqual([]);
  });

  it('is a medium only when it is another file system than the terminal’s own, and holds files', () => {
    for (const { directory, freeBytes } of readMedia('/')) {
      expect(directory).not.toBe('/');
      expect(freeBytes).toBeGreaterThanOrEqual(0);
    }
    expect(readMedia('/dev').map(({ directory }) => directory)).not.toContain('/dev/pts');
    expect(readMedia('/no/such/place')).toEqual([]);
  });
});
