import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { locales } from '../../flows/locales.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { weakPairs } from '../../flows/theme/pairs.ts';

/**
 * An operator's theme is one folder: `theme.json` (name, colours, sounds, voices) and its pictures. It dresses the same screens;
 * it moves nothing, and no pair of its colours may be told apart less well than ours (flows/theme/pairs.ts). Checked here, once,
 * before anybody sees it: a theme that nobody could read does not start.
 */

const colour = z.string().regex(/^#[0-9a-f]{6}(?:[0-9a-f]{2})?$/, '"#" and six digits, such as "#14203a"');
/** What `renderer/theme/tokens.css` names; each theme says all of them. */
export const tokens = [
  'paper', 'paper-2', 'card', 'ink', 'ink-2', 'line', 'edge', 'wheat', 'wheat-2', 'on-wheat', 'sage', 'sage-2', 'brick', 'brick-2', 'sky', 'sky-2', 'focus', 'veil',
  'kraft-1', 'kraft-2', 'kraft-3', 'tape', 'sheet', 'shade', 'code', 'code-ground', 'metal', 'hill-1', 'hill-2', 'sky-ground', 'sun',
] as const;
const colours = z.record(z.enum(tokens), colour);

/** A file of the folder itself: no path leads out of it. */
const picture = z.string().regex(/^[a-z0-9-]{1,40}\.(?:svg|png|webp)$/, 'a file of the theme’s own folder, such as "attract.svg"');

const appearances = ['light', 'dark', 'contrast', 'soft'] as const;
const inEach = <T extends z.ZodType>(one: T) => z.strictObject({ light: one, dark: one, contrast: one, soft: one });

export const themeSchema = z.strictObject({
  /** The operator's name, before the office's on the first screen; null: the office's alone. */
  name: z.string().min(1).max(40).nullable(),
  colours: inEach(colours),
  sounds: z.strictObject({
    /** Somebody is called. Hertz; seconds from the first. At most three seconds in all (A11Y-20). */
    call: z.array(z.strictObject({ pitch: z.number().min(100).max(4_000), from: z.number().min(0).max(2.4) })).min(1).max(5),
  }),
  /** What the voice program calls its voices; a language that is not here keeps that of `terminal.json`. */
  voices: z.partialRecord(z.enum(locales), z.string().min(1).max(60)),
  /** Behind the first screen, for each appearance; null: the mill. */
  pictures: z.strictObject({ attract: inEach(picture).nullable() }),
});
export type ThemeFile = z.output<typeof themeSchema>;

export interface OperatorTheme extends ThemeFile {
  /** Where its pictures are. */
  readonly directory: string;
}

/** By the name of a bundled folder, or by the path of the operator's own. Errors are sentences: file, what is wrong, what is needed. */
export function loadTheme(asked: string, bundled: string): Result<OperatorTheme, readonly string[]> {
  const directory = isAbsolute(asked) ? asked : join(bundled, asked);
  const file = join(directory, 'theme.json');
  let input: unknown;
  try {
    input = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return err([`${file} cannot be read (${(error as Error).message}): name a folder of assets/themes, or the path of your own, as "theme" in terminal.json.`]);
  }
  const parsed = themeSchema.safeParse(input);
  if (!parsed.success) return err(parsed.error.issues.map(({ path, message }) => `${file}: ${path.join('.') || 'the file'}: ${message}.`));
  const faults = [...weaknesses(file, parsed.data), ...missingPictures(file, directory, parsed.data)];
  return faults.length > 0 ? err(faults) : ok({ ...parsed.data, directory });
}

function weaknesses(file: string, theme: ThemeFile): string[] {
  return appearances.flatMap((appearance) =>
    weakPairs(appearance, theme.colours[appearance]).map(
      ({ colour: text, ground, contrast, least }) => `${file}: colours.${appearance}: ${text} on ${ground} is ${contrast.toFixed(2)}:1, and must be ${least}:1 or better.`,
    ),
  );
}

function missingPictures(file: string, directory: string, { pictures }: ThemeFile): string[] {
  const named = [...new Set(Object.values(pictures.attract ?? {}))];
  return named.filter((name) => !existsSync(join(directory, name))).map((name) => `${file}: pictures: ${name} is not in ${directory}.`);
}
