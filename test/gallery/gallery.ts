import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { everyFixture } from '../../renderer/fixtures.ts';
import { axes, looksOf, type Axis } from './looks.ts';
import { takePictures } from './pictures.ts';
import { contactSheet } from './sheet.ts';

/**
 * `npm run gallery`: every screen as a picture, in one page: how one reviews a change to the looks. `-- --screen pay --locale de,ar`
 * takes what is named, `-- --everything` every view with every theme, size, language, reach and way of standing.
 */
const { values } = parseArgs({
  options: {
    screen: { type: 'string' },
    ...(Object.fromEntries(Object.keys(axes).map((axis) => [axis, { type: 'string' }])) as Record<Axis, { type: 'string' }>),
    everything: { type: 'boolean', default: false },
    scale: { type: 'string', default: '0.25' },
    out: { type: 'string', default: 'out/gallery' },
  },
});

/** A name that does not exist is said at once: a gallery that is empty for a typing error would pass for a sound one. */
function listed(name: string, value: string | undefined, known: readonly string[]): readonly string[] | undefined {
  const asked = value?.split(',');
  const unknown = asked?.find((one) => !known.includes(one));
  if (unknown !== undefined) throw new Error(`--${name} ${unknown}: one of ${[...new Set(known)].join(', ')}`);
  return asked;
}

const screens = listed('screen', values.screen, everyFixture().map(({ screen }) => screen)) ?? [];
const chosen = Object.fromEntries((Object.keys(axes) as Axis[]).flatMap((axis) => {
  const asked = listed(axis, values[axis], axes[axis]);
  return asked === undefined ? [] : [[axis, asked]];
}));
const looks = looksOf({ screens, chosen, everything: values.everything });
const directory = resolve(values.out);
rmSync(directory, { recursive: true, force: true });

const began = performance.now();
const pictures = await takePictures(looks, { directory, scale: Number(values.scale) });
writeFileSync(join(directory, 'index.html'), contactSheet(pictures));
const bytes = readdirSync(join(directory, 'pictures')).reduce((sum, file) => sum + statSync(join(directory, 'pictures', file)).size, 0);
console.log(`${pictures.length} pictures, ${(bytes / 1e6).toFixed(1)} MB, ${((performance.now() - began) / 1000).toFixed(0)} s: ${join(values.out, 'index.html')}`);
