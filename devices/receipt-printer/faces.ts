import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { canvasLibrary } from '../on-demand.ts';

/**
 * The bundled faces for letters that the code page lacks: Noto Sans, in the pieces in which the packages cut it. A piece is
 * loaded when a character of it is first drawn; all of Chinese would be five megabytes.
 */

/** In this order: figures and Latin letters beside the others are those of the first. */
const packages = ['noto-sans', 'noto-sans-arabic', 'noto-sans-sc'] as const;

interface Piece {
  readonly family: string;
  readonly file: string;
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

const require = createRequire(import.meta.url);
let pieces: readonly Piece[] | null = null;
const loaded = new Set<string>();

/** Read through Node and not by the library: a packaged terminal has them in its archive. */
function load({ family, file }: Piece): void {
  if (loaded.has(family)) return;
  if (canvasLibrary().GlobalFonts.register(readFileSync(require.resolve(file)), family) === null) throw new Error(`${file} is no font`);
  loaded.add(family);
}

/** The families that draw this text, loaded, as CSS lists them. @throws Error for a character that none has, or a font that cannot be read. */
export function facesOf(text: string): string {
  const families = new Set<string>();
  for (const character of text) {
    const piece = pieceOf(character);
    if (piece === null) throw new Error(`no bundled face has ${character} (U+${(character.codePointAt(0) ?? 0).toString(16)})`);
    load(piece);
    families.add(`"${piece.family}"`);
  }
  return [...families].join(', ');
}

function pieceOf(character: string): Piece | null {
  const code = character.codePointAt(0) ?? 0;
  pieces ??= packages.flatMap(piecesOf);
  return pieces.find(({ ranges }) => ranges.some(([from, to]) => code >= from && code <= to)) ?? null;
}

/** `unicode.json` of a package: each piece with its ranges, `U+0400-045F,U+2116`; the pieces of Chinese are numbered in brackets. */
function piecesOf(name: (typeof packages)[number]): Piece[] {
  const scope = `@fontsource-variable/${name}`;
  const listed = JSON.parse(readFileSync(require.resolve(`${scope}/unicode.json`), 'utf8')) as Readonly<Record<string, string>>;
  return Object.entries(listed).map(([bracketed, ranges]) => {
    const piece = bracketed.replaceAll(/[[\]]/g, '');
    return { family: `Moulin ${name} ${piece}`, file: `${scope}/files/${name}-${piece}-wght-normal.woff2`, ranges: ranges.split(',').map(rangeOf) };
  });
}

function rangeOf(written: string): readonly [number, number] {
  const [from = '', to = from] = written.replace('U+', '').split('-');
  return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
}
