import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, expect, test } from 'vitest';
import { everyFixture } from '../fixtures.ts';
import { KioskPage } from '../kiosk-page.tsx';
import { loadEveryLanguage } from '../parts/languages.ts';
import { loadLater } from '../presence.ts';

/** Where the page reads from the right, facts that stand side by side keep their order: each is isolated from its neighbours (UAX #9). */

beforeAll(() => Promise.all([loadLater(), loadEveryLanguage()]));

const firstIsolate = '\u2068';
const arabic = everyFixture().map(({ screen, fixture, view }) => [`${screen} ${fixture}`, { ...view, locale: 'ar' as const }] as const);

test.each(arabic)('%s: no fact turns round with the one beside it', (_name, view) => {
  const markup = renderToStaticMarkup(<KioskPage view={view} connection="open" send={() => undefined} />);
  const texts = [...markup.matchAll(/(?<before><\/?[\w-]+)?[^<>]*>(?<text>[^<>]*·[^<>]*)(?<after><\/?[\w-]+)/g)].map(({ groups }) => groups ?? {});
  const mixed = texts.filter(({ text = '', before, after }) => /\p{Script=Arabic}/u.test(text) && !text.includes(firstIsolate) && !(before === '</bdi' && after === '<bdi') && !/^\s*·/.test(text));
  expect(mixed.map(({ text }) => text)).toEqual([]);
});
