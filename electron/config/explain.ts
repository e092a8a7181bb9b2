import { z } from 'zod';

type Issue = z.core.$ZodIssue;

export interface Explained {
  readonly file: string;
  readonly key: string;
  readonly message: string;
}

/** One sentence a person can act on: file, key, what stands there, what it takes. Issue messages are what the key takes. */
export function explainIssue(file: string, issue: Issue, input: unknown, schema: z.ZodType): readonly Explained[] {
  if (issue.code === 'unrecognized_keys') {
    const allowed = keysAt(schema, issue.path);
    return issue.keys.map((name) => {
      const key = dotted([...issue.path, name]);
      const near = nearest(name, allowed);
      const remedy = near ? `did you mean "${near}"? ` : '';
      return { file, key, message: `${file}: ${key} is not a key that Moulin knows: ${remedy}Known here: ${allowed.join(', ')}.` };
    });
  }
  const key = dotted(issue.path);
  const found = valueAt(input, issue.path);
  const what = found === undefined ? 'is missing' : `is ${shown(found)}`;
  return [{ file, key, message: `${file}: ${key === '' ? 'the whole' : key} ${what}: give ${issue.message}.` }];
}

function dotted(path: readonly PropertyKey[]): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`)).join('');
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined), input);
}

const SHOWN_CHARACTERS = 60;

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

/** Keys of the object schema at a path, through the lists and the wrappers (default, prefault, nullable, optional, transform) that stand around it. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let here: unknown = unwrapped(schema);
  for (const part of path) here = unwrapped(here instanceof z.ZodObject ? here.shape[String(part)] : here instanceof z.ZodArray ? here.element : undefined);
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

function unwrapped(schema: unknown): unknown {
  let inner = schema;
  for (;;) {
    if (inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault || inner instanceof z.ZodNullable || inner instanceof z.ZodOptional) inner = inner.unwrap();
    else if (inner instanceof z.ZodPipe) inner = inner.in;
    else return inner;
  }
}

/** The known key that takes the fewest edits, when that is few enough for a slip of the finger. */
function nearest(name: string, allowed: readonly string[]): string | undefined {
  const close = Math.max(2, Math.floor(name.length / 3));
  return allowed
    .map((candidate) => ({ candidate, edits: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ edits }) => edits <= close)
    .sort((a, b) => a.edits - b.edits)[0]?.candidate;
}

/** Levenshtein. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const substitution = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
