import fc from 'fast-check';

/** Inputs near known ones: what a bad line, a worn disk or somebody with a keyboard makes of a good message. */

/** Longer than any message that a parser here takes whole. */
const longest = 96 * 1024;

/** What parsers stumble over, in any of the languages that are spoken here. */
const tokens = [
  '', '\0', '\r', '\n', '\r\n', '\x02', '\x03', '\x0d', '\x11', '\x13', '\x1d', '\x7f', '\xff', '"', '\\', '\\u0000', '{', '}', '[', ']', ',', ':', ';', '%', '%zz', '=',
  '0', '-0', '-1', '1e999', '9007199254740993', '99999999999999999999', '0.1', 'NaN', 'null', 'true', '__proto__', 'constructor', 'toString',
  'S S', ' kg', ' lb', '?', '~HS', '^XZ', 'BEGIN:VCARD', 'END:VCARD', 'MOULIN-PROOF:1:', 'CZ', 'AE00210', 'AF00201', ']C0', ']Q1', '\u{1f4ee}', '\u0301', '\ud800',
].map((text) => Buffer.from(text, 'latin1'));

type Step = (bytes: Buffer, others: readonly Uint8Array[]) => Buffer;

/** A place in the bytes, whatever their length is by then. */
const place = fc.nat(longest);
const at = (bytes: Buffer, where: number): number => (bytes.length === 0 ? 0 : where % (bytes.length + 1));

const flip = fc.tuple(place, fc.nat(7)).map(([where, bit]): Step => (bytes) => {
  const bent = Buffer.from(bytes);
  const index = at(bytes, where);
  if (index < bent.length) bent[index] = (bent[index] ?? 0) ^ (1 << bit);
  return bent;
});
const cut = fc.tuple(place, fc.nat(40)).map(([where, length]): Step => (bytes) => Buffer.concat([bytes.subarray(0, at(bytes, where)), bytes.subarray(at(bytes, where) + length)]));
const end = place.map((where): Step => (bytes) => bytes.subarray(0, at(bytes, where)));
const repeat = fc.tuple(place, fc.integer({ min: 1, max: 60 }), fc.constantFrom(1, 2, 8, 400)).map(([where, length, times]): Step => (bytes) => {
  const from = at(bytes, where);
  const piece = bytes.subarray(from, from + length);
  return Buffer.concat([bytes.subarray(0, from), ...Array.from({ length: times }, () => piece), bytes.subarray(from)]);
});
const insert = fc.tuple(place, fc.oneof(fc.constantFrom(...tokens), fc.uint8Array({ maxLength: 12 }))).map(
  ([where, piece]): Step => (bytes) => Buffer.concat([bytes.subarray(0, at(bytes, where)), piece, bytes.subarray(at(bytes, where))]),
);
const splice = fc.tuple(place, fc.nat(), place).map(([where, which, from]): Step => (bytes, others) => {
  const other = Buffer.from(others[which % others.length] ?? bytes);
  return Buffer.concat([bytes.subarray(0, at(bytes, where)), other.subarray(at(other, from))]);
});

const step: fc.Arbitrary<Step> = fc.oneof(flip, flip, cut, end, repeat, insert, insert, splice);

/** Known inputs, each changed up to five times. */
export function mutatedBytes(known: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(fc.constantFrom(...known), fc.array(step, { maxLength: 5 }))
    .map(([first, steps]) => Uint8Array.from(steps.reduce<Buffer>((bytes, change) => change(bytes, known), Buffer.from(first)).subarray(0, longest)));
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const oddValues: readonly Json[] = [null, true, '', 0, -1, 0.5, 1e21, 2 ** 53, '-0', '٣', '\u0000', '\ud800', '🏤', 'x'.repeat(5_000), [], {}, [[]], { '': null }, ['__proto__']];
const oddKeys = ['__proto__', 'constructor', 'toString', '', 'type', 'x'.repeat(300)];

/** Known JSON with one to three of its values replaced, left out, doubled, or with a key too many: still JSON, no longer meant. */
export function mutatedJson(known: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const change = fc.record({
    where: fc.nat(),
    how: fc.oneof(
      fc.constantFrom(...oddValues).map((value) => ({ value })),
      fc.jsonValue({ maxDepth: 2 }).map((value) => ({ value: value as Json })),
      fc.constantFrom(...oddKeys).map((key) => ({ key })),
      fc.constant('left-out' as const),
      fc.constant('doubled' as const),
    ),
  });
  return fc.tuple(fc.constantFrom(...known), fc.array(change, { minLength: 1, maxLength: 3 })).map(([first, changes]) => {
    const root: { json: Json } = { json: JSON.parse(Buffer.from(first).toString('utf8')) as Json };
    for (const { where, how } of changes) apply(root, where, how);
    return Uint8Array.from(Buffer.from(JSON.stringify(root.json), 'utf8'));
  });
}

function apply(root: { json: Json }, where: number, how: { value: Json } | { key: string } | 'left-out' | 'doubled'): void {
  const holders = holdersIn(root);
  const holder = holders[where % holders.length];
  if (holder === undefined) return;
  const { of, key } = holder;
  if (how === 'left-out') {
    if (Array.isArray(of)) of.splice(Number(key), 1);
    else if (of !== root) delete of[key];
  } else if (how === 'doubled') {
    if (Array.isArray(of)) of.push(structuredClone(of[Number(key)] as Json));
  } else if ('key' in how) {
    if (!Array.isArray(of) && of !== root) Object.defineProperty(of, how.key, { value: 1, enumerable: true, configurable: true, writable: true });
  } else if (Array.isArray(of)) of[Number(key)] = structuredClone(how.value);
  else of[key] = structuredClone(how.value);
}

/** Every place in it where a value stands. */
function holdersIn(root: { json: Json }): { of: Json[] | { [key: string]: Json }; key: string }[] {
  const found: { of: Json[] | { [key: string]: Json }; key: string }[] = [];
  const look = (of: Json[] | { [key: string]: Json }): void => {
    for (const [key, value] of Object.entries(of)) {
      found.push({ of, key });
      if (typeof value === 'object' && value !== null) look(value);
    }
  };
  look(root);
  return found;
}
