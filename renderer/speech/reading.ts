import type { Readable } from './tree.ts';

/**
 * The page as it is read aloud: a list of parts in reading order, each one utterance. It is made from what the page says to
 * assistive technology (roles, names, states), so that what is heard and what a screen reader would say cannot part
 * (A11Y-11, A11Y-13), and no screen can be forgotten.
 */

export interface Part {
  /** `alert` is said at once, `control` and `field` when they are reached, the rest with the screen. */
  readonly kind: 'title' | 'heading' | 'text' | 'alert' | 'timer' | 'control' | 'field';
  readonly text: string;
  /** Of the whole part, where it is not the page's: a name in its own language. */
  readonly lang: string | null;
  /** Names and addresses: for headphones, or whoever agreed (A11Y-19). */
  readonly private: boolean;
  /** A digit of a PIN: for headphones alone (A11Y-18). */
  readonly masked: boolean;
  /** `aria-pressed`; null where there is none. */
  readonly pressed: boolean | null;
  readonly disabled: boolean;
  /** Among its like: "2 of 5"; null where it stands alone. */
  readonly position: Position | null;
  /** What stands in a field. */
  readonly value: string | null;
  /** On every screen the same: the dock, the keyboard. Not counted among the answers. */
  readonly lasting: boolean;
  readonly source: unknown;
}

interface Position {
  readonly at: number;
  readonly of: number;
}

interface Surroundings {
  readonly private: boolean;
  readonly masked: boolean;
  readonly lang: string | null;
  readonly position: Position | null;
  readonly lasting: boolean;
  readonly alert: boolean;
}

const unread: ReadonlySet<string> = new Set(['script', 'style', 'template', 'title', 'head']);
/** What stands by itself; everything else is part of a sentence. */
const blocks: ReadonlySet<string> = new Set(['address', 'article', 'aside', 'button', 'dd', 'div', 'dl', 'dt', 'fieldset', 'footer', 'form', 'h1', 'h2', 'h3', 'header', 'input', 'label', 'li', 'main', 'nav', 'ol', 'output', 'p', 'section', 'ul']);

function isHidden(node: Readable): boolean {
  return unread.has(node.tag) || node.attribute('aria-hidden') === 'true' || node.attribute('hidden') !== null || node.attribute('inert') !== null || node.attribute('aria-busy') === 'true';
}

function hasBlock(node: Readable): boolean {
  return node.children.some((child) => typeof child !== 'string' && !isHidden(child) && (blocks.has(child.tag) || hasBlock(child)));
}

/** What one element says: its own name where it has one, else what stands in it. */
export function nameOf(node: Readable): string {
  return tidy(wordsOf(node));
}

function wordsOf(node: Readable): string {
  return node.attribute('aria-label') ?? joined(node);
}

/** Words that stand beside each other in boxes of their own are apart; words of one sentence are not. */
function joined(node: Readable): string {
  const isSentence = node.children.some((child) => typeof child === 'string' && child.trim() !== '');
  const phrases = node.children
    .filter((child) => typeof child === 'string' || !isHidden(child))
    .map((child) => (typeof child === 'string' ? child : isSentence ? wordsOf(child) : nameOf(child)))
    .filter((phrase) => isSentence || phrase.trim() !== '');
  if (isSentence) return phrases.join('');
  return phrases.reduce((text, phrase) => (text === '' ? phrase : /[.,:;!?…。，：；！？،؟]\s*$/u.test(text) ? `${text} ${phrase}` : `${text}, ${phrase}`), '');
}

/** Where a line may end (a soft hyphen) is nothing to hear. */
function tidy(text: string): string {
  return text.replaceAll('\u00AD', '').replaceAll(/[ \t\r\n]+/gu, ' ').trim();
}

/** The language of all that is said, when it is one. */
function langOf(node: Readable, around: string | null): string | null | undefined {
  const lang = node.attribute('lang') ?? around;
  const langs = node.children.flatMap((child) => (typeof child === 'string' ? (child.trim() === '' ? [] : [lang]) : isHidden(child) ? [] : [langOf(child, lang)]));
  const [first = lang] = langs;
  return langs.every((one) => one === first) ? first : undefined;
}

function holdsPrivate(node: Readable): boolean {
  return node.attribute('data-private') !== null || node.children.some((child) => typeof child !== 'string' && holdsPrivate(child));
}

/** Everything that is read, in the order of the page. Whoever hands over the topmost question alone is read nothing else (A11Y-74). */
export function readPage(root: Readable): readonly Part[] {
  const shown = firstLang(root);
  const parts = read(root, { private: false, masked: false, lang: null, position: null, lasting: false, alert: false }, labelsIn(root)).map((part) => (part.lang === shown ? { ...part, lang: null } : part));
  // Over a screen that is covered the heading of what covers it says what is asked.
  const title = parts.some(({ kind }) => kind === 'title') ? -1 : parts.findIndex(({ kind }) => kind === 'heading');
  return parts.map((part, at) => (at === title ? { ...part, kind: 'title' as const } : part));
}

/** The page's own language: what is in it says nothing of itself. */
function firstLang(node: Readable): string | null {
  const lang = node.attribute('lang');
  if (lang !== null) return lang;
  for (const child of node.children) {
    const found = typeof child === 'string' ? null : firstLang(child);
    if (found !== null) return found;
  }
  return null;
}

/** Which words belong to which field. */
function labelsIn(root: Readable): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  const walk = (node: Readable): void => {
    const of = node.tag === 'label' ? node.attribute('for') : null;
    if (of !== null) named.set(of, nameOf(node));
    for (const child of node.children) if (typeof child !== 'string') walk(child);
  };
  walk(root);
  return named;
}

function read(node: Readable, before: Surroundings, labels: ReadonlyMap<string, string>): Part[] {
  if (isHidden(node)) return [];
  const around = surroundingsOf(node, before);
  const part = (kind: Part['kind'], text: string, more: Partial<Part> = {}): Part[] =>
    text === ''
      ? []
      : [
          {
            kind: kind === 'text' && around.alert ? 'alert' : kind,
            text,
            lang: langOf(node, around.lang) ?? null,
            private: around.private || holdsPrivate(node),
            masked: around.masked,
            pressed: null,
            disabled: false,
            position: null,
            value: null,
            lasting: around.lasting,
            source: node.source,
            ...more,
          },
        ];
  if (node.tag === 'button') {
    const pressed = node.attribute('aria-pressed');
    return part('control', nameOf(node), { pressed: pressed === null ? null : pressed === 'true', disabled: node.attribute('aria-disabled') === 'true', position: around.position });
  }
  const field = node.tag === 'label' ? fieldIn(node) : null;
  if (field !== null) return part('field', nameOf(node), { value: valueOf(field), source: field.source });
  if (node.tag === 'input') return part('field', labels.get(node.attribute('id') ?? '') ?? nameOf(node), { value: valueOf(node) });
  if (node.tag === 'label' && labels.has(node.attribute('for') ?? '')) return [];
  if (node.tag === 'svg' || node.attribute('role') === 'img') return part('text', node.attribute('aria-label') ?? '');
  if (node.attribute('role') === 'timer') return part('timer', nameOf(node));
  if (node.tag === 'dl') return pairsIn(node).flatMap(([name, value]) => part('text', tidy(`${name}${/[:?!]\s*$/u.test(name) ? '' : ','} ${value}`)));
  if (!hasBlock(node)) return part(node.tag === 'h1' ? 'title' : node.tag === 'h2' ? 'heading' : 'text', nameOf(node));
  return childrenOf(node, around).flatMap(({ child, position }) => read(child, { ...around, position: position ?? around.position }, labels));
}

function surroundingsOf(node: Readable, before: Surroundings): Surroundings {
  return {
    private: before.private || node.attribute('data-private') !== null,
    masked: before.masked || node.attribute('data-masked') !== null,
    lang: node.attribute('lang') ?? before.lang,
    position: before.position,
    lasting: before.lasting || node.tag === 'nav' || node.attribute('data-lasting') !== null,
    alert: before.alert || node.attribute('role') === 'alert',
  };
}

/** Text beside blocks is a part of its own; in a list, each entry knows which one it is. */
function childrenOf(node: Readable, around: Surroundings): { readonly child: Readable; readonly position: Position | null }[] {
  const shown = node.children.filter((child) => (typeof child === 'string' ? child.trim() !== '' : !isHidden(child)));
  const counted = node.tag === 'ul' || node.tag === 'ol' || node.tag === 'nav' ? shown.filter((child) => typeof child !== 'string' && (node.tag !== 'nav' || child.tag === 'button')) : [];
  return shown.map((child) => {
    const at = typeof child === 'string' ? -1 : counted.indexOf(child);
    return {
      child: typeof child === 'string' ? wordsAlone(child, node, around.lang) : child,
      position: at === -1 || counted.length < 2 ? null : { at: at + 1, of: counted.length },
    };
  });
}

function wordsAlone(text: string, within: Readable, lang: string | null): Readable {
  return { tag: 'span', attribute: (name) => (name === 'lang' ? lang : null), children: [text], value: null, source: within.source };
}

/** A field that stands inside its own words. */
function fieldIn(label: Readable): Readable | null {
  for (const child of label.children) {
    if (typeof child === 'string' || isHidden(child)) continue;
    const found = child.tag === 'input' ? child : fieldIn(child);
    if (found !== null) return found;
  }
  return null;
}

function valueOf(field: Readable): string {
  return field.value ?? field.attribute('value') ?? '';
}

/** Names and values of a list of facts, whether or not each pair has a box around it. */
function pairsIn(list: Readable): readonly (readonly [name: string, value: string])[] {
  const entries = list.children.flatMap((child) => (typeof child === 'string' || isHidden(child) ? [] : child.tag === 'div' ? child.children : [child]));
  const pairs: [string, string][] = [];
  for (const entry of entries) {
    if (typeof entry === 'string') continue;
    const last = pairs.at(-1);
    if (entry.tag === 'dt') pairs.push([nameOf(entry), '']);
    else if (entry.tag === 'dd' && last !== undefined) last[1] = tidy(`${last[1]} ${nameOf(entry)}`);
  }
  return pairs;
}
