import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { branchAt, moved, taken, type Branch, type Path } from './scanning.ts';

const leaf = (element: string): Branch<string> => ({ element, children: [] });
const group = (element: string, ...children: Branch<string>[]): Branch<string> => ({ element, children });

/** As the street of an address is asked: a field, a keyboard, the way on, the dock. */
const page = [
  leaf('street'),
  group('keyboard', group('first row', leaf('a'), leaf('z')), group('second row', leaf('q'), leaf('s'), leaf('d'))),
  leaf('continue'),
  group('dock', leaf('back'), leaf('call')),
];
const framed = (path: Path) => branchAt(page, path)?.element ?? null;

/** What is framed after each press, and what was pressed: `M` moves, `S` takes. */
function scanned(presses: string): { readonly frames: readonly (string | null)[]; readonly pressed: readonly string[] } {
  let path: Path = [];
  const frames: (string | null)[] = [];
  const pressed: string[] = [];
  for (const press of presses) {
    if (press === 'M') path = moved(page, path);
    else {
      const next = taken(page, path);
      path = next.path;
      if (next.pressed !== null) pressed.push(next.pressed);
    }
    frames.push(framed(path));
  }
  return { frames, pressed };
}

describe('two switches', () => {
  test('begin with the first press of either', () => {
    expect(scanned('M').frames).toEqual(['street']);
    expect(scanned('S')).toEqual({ frames: ['street'], pressed: [] });
  });

  test('go into a group and out of it again after its last', () => {
    expect(scanned('MMSMMM').frames).toEqual(['street', 'keyboard', 'first row', 'second row', 'keyboard', 'continue']);
  });

  test('reach a letter by its row: "d" takes seven presses, not seven times forty', () => {
    expect(scanned('MMSMSMMS').pressed).toEqual(['d']);
  });

  test('begin anew after the last', () => {
    expect(scanned('MMMMM').frames).toEqual(['street', 'keyboard', 'continue', 'dock', 'street']);
  });

  test('go on from what still stands where a part of the page is gone', () => {
    expect(moved(page.slice(0, 1), [1, 1, 2])).toEqual([0]);
    expect(taken([page[3] as Branch<string>], [0, 5])).toEqual({ path: [0, 0], pressed: null });
  });

  test('do nothing where there is nothing', () => {
    expect(moved([], [3])).toEqual([]);
    expect(taken([], [])).toEqual({ path: [], pressed: null });
  });
});

const anyPage = fc.letrec<{ branch: Branch<number>; branches: Branch<number>[] }>((tie) => ({
  branch: fc.record({ element: fc.nat(), children: fc.oneof({ depthSize: 'small' }, fc.constant([]), tie('branches')) }),
  branches: fc.array(tie('branch'), { maxLength: 4 }),
})).branches;

test('from anywhere on any page, whoever moves on alone comes back to its beginning: nobody is caught (A11Y-28)', () => {
  fc.assert(
    fc.property(anyPage, fc.array(fc.boolean(), { maxLength: 20 }), (branches, presses) => {
      let path: Path = [];
      for (const takes of presses) path = takes ? taken(branches, path).path : moved(branches, path);
      const seen = new Set<string>();
      while (path.length !== 1 || path[0] !== 0) {
        if (branches.length === 0) return;
        expect(seen).not.toContain(path.join(' '));
        seen.add(path.join(' '));
        path = moved(branches, path);
      }
    }),
  );
});

test('everything on any page can be pressed with these two', () => {
  const presses = (branches: readonly Branch<number>[], path: Path = []): Path[] =>
    branches.flatMap(({ children }, at) => (children.length === 0 ? [[...path, at]] : presses(children, [...path, at])));
  fc.assert(
    fc.property(anyPage, (branches) => {
      for (const wanted of presses(branches)) {
        let path = moved(branches, []);
        for (const [depth, at] of wanted.entries()) {
          for (let moves = 0; moves < at; moves += 1) path = moved(branches, path);
          if (depth < wanted.length - 1) path = taken(branches, path).path;
        }
        expect(path).toEqual(wanted);
        expect(taken(branches, path).pressed).toBe(branchAt(branches, wanted)?.element);
      }
    }),
  );
});
