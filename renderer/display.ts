/**
 * Sizes are set in millimetres. Who opens the page knows the display (`terminal.json`, `display`) and says it on the root
 * element or in the address; without it the reference display holds (theme/base.css).
 */
export function setDisplay(): void {
  const root = document.documentElement;
  const address = new URLSearchParams(window.location.search);
  const said = (name: string): number | null => {
    const value = root.dataset[name] ?? address.get(name);
    return value == null ? null : Number(value);
  };
  const millimetres = said('millimetresPerPixel');
  const properties = displayProperties({
    millimetresPerPixel: millimetres,
    lowerEdge: said('lowerEdgeMillimetres'),
    viewingDistance: said('viewingDistanceMillimetres'),
  });
  for (const [name, value] of Object.entries(properties)) root.style.setProperty(name, value);
}

interface Display {
  /** Null: not said. */
  readonly millimetresPerPixel: number | null;
  /** Of the picture, above the floor. */
  readonly lowerEdge: number | null;
  readonly viewingDistance: number | null;
}

/** What a page may be told; anything else is a mistake, and the reference display serves better. */
const sensible = {
  /** Between a phone and a wall of light. */
  millimetresPerPixel: { least: 0.05, most: 2 },
  lowerEdge: { least: 0, most: 2_000 },
  viewingDistance: { least: 200, most: 2_000 },
} as const;

/** Height of what is operated, mm above the floor: draft V4 of EN 301 549 where the screen is in that band, else 8.3 as it stands (A11Y-40). */
const reach = { preferred: 1_100, most: 1_220 } as const;
/** Below this there is no room for a question, its keys and the dock: then the higher limit holds. */
const leastRoom = 240;

/** The custom properties that the sheets compute with (theme/base.css, theme/reach.css). */
export function displayProperties(display: Display): Record<string, string> {
  const good = (name: keyof Display): number | null => {
    const value = display[name];
    const { least, most } = sensible[name];
    return value !== null && value > least - Number.EPSILON && value < most + Number.EPSILON ? value : null;
  };
  const [pitch, edge, distance] = [good('millimetresPerPixel'), good('lowerEdge'), good('viewingDistance')];
  return {
    ...(pitch === null ? {} : { '--mm': `${1 / pitch}px` }),
    ...(edge === null ? {} : { '--lower-edge': String(edge), '--reach-limit': String(reachLimit(edge)) }),
    ...(distance === null ? {} : { '--viewing-distance': String(distance) }),
  };
}

export function reachLimit(lowerEdge: number): number {
  return reach.preferred - lowerEdge >= leastRoom ? reach.preferred : reach.most;
}
