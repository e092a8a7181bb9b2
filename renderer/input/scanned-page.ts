import { branchAt, moved, standing, taken, type Branch, type Path } from './scanning.ts';
import { focusOn, mainButtonIn, pressOn, strike } from './roving.ts';
import { keysOfRow, rootOf, stopsIn, type Stop } from './stops.ts';

/** What lies together on a screen, from the innermost. */
const together = '.keyboard, ul, ol, fieldset, .papers-keys, .pin-keys';
/** So few are framed one by one: a group would cost a press and save none. */
const few = 4;

/** The page as it is scanned: in reading order, what lies together in groups; the four keys of the dock always are one. */
export function branchesOf(root: HTMLElement): readonly Branch<HTMLElement>[] {
  const branches: { element: HTMLElement; children: Branch<HTMLElement>[] }[] = [];
  for (const stop of stopsIn(root, false)) {
    const group = stop.element.closest<HTMLElement>('.dock') ?? stop.element.closest<HTMLElement>(together);
    const leaf = branchOf(stop);
    const last = branches.at(-1);
    if (group === null || !root.contains(group)) branches.push({ element: stop.element, children: [...leaf.children] });
    else if (last?.element === group) last.children.push(leaf);
    else branches.push({ element: group, children: [leaf] });
  }
  return branches.flatMap((branch) => (branch.children.length <= few && !branch.element.matches('.dock, .keyboard, .hg-row') ? singles(branch) : [branch]));
}

function branchOf({ kind, element }: Stop): Branch<HTMLElement> {
  return { element, children: kind === 'row' ? keysOfRow(element).map((key) => ({ element: key, children: [] })) : [] };
}

function singles(branch: Branch<HTMLElement>): readonly Branch<HTMLElement>[] {
  return branch.children.length === 0 ? [branch] : branch.children;
}

/** Two switches on the page: where the frame is, and what a press does. */
export class ScannedPage {
  readonly #page: HTMLElement;
  #path: Path = [];
  #question = '';

  constructor(page: HTMLElement) {
    this.#page = page;
  }

  get isUsed(): boolean {
    return this.#path.length > 0;
  }

  move(): void {
    const branches = branchesOf(rootOf(this.#page));
    this.#path = this.isUsed ? moved(branches, this.#path) : this.#likely(branches);
    this.#frame(branches);
  }

  take(): void {
    const branches = branchesOf(rootOf(this.#page));
    if (!this.isUsed) return this.move();
    const { path, pressed } = taken(branches, this.#path);
    this.#path = path;
    if (pressed === null) return this.#frame(branches);
    if (pressed instanceof HTMLInputElement) return this.#typeIn(pressed, branches);
    if (!pressed.matches('.hg-button')) return pressOn(pressed);
    strike(pressed);
    // The next letter begins with the choice of a row.
    this.#path = path.slice(0, -1);
    return this.#frame(branches);
  }

  /** Another question stands there: whoever scans finds its likeliest answer framed. */
  asked(question: string): void {
    if (question === this.#question) return;
    this.#question = question;
    if (!this.isUsed) return;
    const branches = branchesOf(rootOf(this.#page));
    this.#path = this.#likely(branches);
    this.#frame(branches);
  }

  /** A finger has touched the screen: the frame goes, until a switch is pressed again. */
  end(): void {
    this.#path = [];
    this.#unframe();
  }

  /** The main button, where it can be pressed; else the first thing there is. */
  #likely(branches: readonly Branch<HTMLElement>[]): Path {
    const main = mainButtonIn(rootOf(this.#page));
    const at = branches.findIndex(({ element }) => element === main);
    return branches.length === 0 ? [] : [Math.max(0, at)];
  }

  #frame(branches: readonly Branch<HTMLElement>[]): void {
    this.#unframe();
    this.#path = standing(branches, this.#path);
    const framed = branchAt(branches, this.#path);
    if (framed === null) return;
    framed.element.toggleAttribute('data-scanned', true);
    // A field that takes the focus is the one that is typed in: whoever only passes over it has not chosen it.
    if (framed.element instanceof HTMLInputElement) framed.element.scrollIntoView({ block: 'nearest' });
    else focusOn(framed.element);
  }

  /** A field that was taken is filled from the keyboard: that is framed next. */
  #typeIn(field: HTMLInputElement, branches: readonly Branch<HTMLElement>[]): void {
    focusOn(field);
    const keyboard = branches.findIndex(({ element }) => element.matches('.keyboard'));
    if (keyboard === -1) return;
    this.#path = [keyboard];
    this.#frame(branches);
  }

  #unframe(): void {
    for (const framed of this.#page.querySelectorAll('[data-scanned]')) framed.removeAttribute('data-scanned');
  }
}
