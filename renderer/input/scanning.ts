/**
 * Scanning with two switches: one moves a frame, the other takes what is framed (A11Y-71). What belongs together is framed together
 * first, so that a keyboard of forty keys takes a few presses and not forty. Here is the moving alone, without a page.
 */
export interface Branch<T> {
  readonly element: T;
  /** Empty: it is pressed itself. */
  readonly children: readonly Branch<T>[];
}

/** Which branch is framed, by its place at each level; empty before the first press. */
export type Path = readonly number[];

export function branchAt<T>(branches: readonly Branch<T>[], [at, ...rest]: Path): Branch<T> | null {
  const branch = at === undefined ? undefined : branches[at];
  if (branch === undefined) return null;
  return rest.length === 0 ? branch : branchAt(branch.children, rest);
}

/** The page may have changed since: as much of the path as still leads somewhere. */
export function standing<T>(branches: readonly Branch<T>[], path: Path): Path {
  for (let length = path.length; length > 0; length -= 1) if (branchAt(branches, path.slice(0, length)) !== null) return path.slice(0, length);
  return [];
}

function siblingsOf<T>(branches: readonly Branch<T>[], path: Path): readonly Branch<T>[] {
  return path.length <= 1 ? branches : (branchAt(branches, path.slice(0, -1))?.children ?? []);
}

/** The next one beside it. After the last one of a group the group itself is framed again, which is the way out; at the top it begins anew. */
export function moved<T>(branches: readonly Branch<T>[], from: Path): Path {
  const path = standing(branches, from);
  if (branches.length === 0) return [];
  const at = path.at(-1);
  if (at === undefined) return [0];
  if (at + 1 < siblingsOf(branches, path).length) return [...path.slice(0, -1), at + 1];
  return path.length === 1 ? [0] : path.slice(0, -1);
}

/** Into a group, or the thing to press. */
export function taken<T>(branches: readonly Branch<T>[], from: Path): { readonly path: Path; readonly pressed: T | null } {
  const path = standing(branches, from);
  const branch = branchAt(branches, path);
  // The first press only says that somebody is there who scans.
  if (branch === null) return { path: moved(branches, path), pressed: null };
  return branch.children.length === 0 ? { path, pressed: branch.element } : { path: [...path, 0], pressed: null };
}
