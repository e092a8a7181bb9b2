import { locales } from '../../flows/locales.ts';
import { everyFixture } from '../../renderer/fixtures.ts';
import { textSizes, themes } from '../../renderer/theme/themes.ts';

/** One picture of the gallery: a view, and how it is dressed, by the names that `gallery.html` takes. */
export interface Look {
  readonly screen: string;
  readonly fixture: string;
  readonly standing: Standing;
  readonly locale: string;
  readonly wording: string;
  readonly theme: string;
  readonly text: string;
  readonly reach: string;
}

export const standings = { portrait: { width: 1080, height: 1920 }, landscape: { width: 1920, height: 1080 } } as const;
export type Standing = keyof typeof standings;

/** What can be asked for by name, each with all its values; the first is the usual one. `fr-easy` is the easy register of French. */
export const axes = {
  locale: [...locales, 'fr-easy'],
  theme: themes,
  text: textSizes,
  reach: ['full', 'low'],
  standing: ['portrait', 'landscape'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type Axis = keyof typeof axes;

/** What was asked for: values by axis, views by screen; `everything` is every view with every combination. */
export interface Cut {
  readonly screens: readonly string[];
  readonly chosen: Readonly<Partial<Record<Axis, readonly string[]>>>;
  readonly everything: boolean;
}

const names = Object.keys(axes) as Axis[];

/** Every choice of one value an axis. */
function combinations(values: Readonly<Record<Axis, readonly string[]>>): Readonly<Record<Axis, string>>[] {
  return names.reduce<Record<Axis, string>[]>(
    (sets, axis) => sets.flatMap((set) => values[axis].map((value) => ({ ...set, [axis]: value }))),
    [{} as Record<Axis, string>],
  );
}

function dressed({ screen, fixture }: { readonly screen: string; readonly fixture: string }, { locale, standing, ...worn }: Readonly<Record<Axis, string>>): Look {
  const easy = locale === 'fr-easy';
  return { screen, fixture, ...worn, locale: easy ? 'fr' : locale, wording: easy ? 'easy' : 'standard', standing: standing as Standing };
}

/**
 * Which pictures a cut has. Where nothing is asked for: every view as it usually is, and of every screen one view with each other
 * value of each axis, which is what a change to the looks is judged by. Both ways of standing, always, unless one is named.
 */
export function looksOf({ screens, chosen, everything }: Cut): Look[] {
  const views = everyFixture().filter(({ screen }) => screens.length === 0 || screens.includes(screen));
  const onePerScreen = views.filter(({ screen }, index) => views.findIndex((one) => one.screen === screen) === index);
  const standing = chosen.standing ?? axes.standing;
  const usual = (axis: Axis): readonly string[] => (axis === 'standing' ? standing : (chosen[axis] ?? [axes[axis][0]]));
  const valuesWith = (of: (axis: Axis) => readonly string[]) => combinations(Object.fromEntries(names.map((axis) => [axis, of(axis)])) as Record<Axis, readonly string[]>);
  if (everything) {
    const worn = valuesWith((axis) => chosen[axis] ?? axes[axis]);
    return views.flatMap((view) => worn.map((set) => dressed(view, set)));
  }
  const asItIs = valuesWith(usual);
  const asked = names.some((axis) => axis !== 'standing' && chosen[axis] !== undefined);
  const others = asked ? [] : names.filter((axis) => axis !== 'standing').flatMap((axis) => valuesWith((one) => (one === axis ? axes[axis].slice(1) : usual(one))));
  return [...views.flatMap((view) => asItIs.map((set) => dressed(view, set))), ...onePerScreen.flatMap((view) => others.map((set) => dressed(view, set)))];
}
