import type { Readable } from './tree.ts';

/** What `renderToStaticMarkup` wrote, as a tree: every element closed, every attribute in double quotes. */
const empty: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'input', 'link', 'meta']);

class Written implements Readable {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (Readable | string)[] = [];
  readonly value = null;
  readonly source: unknown = this;

  constructor(tag: string, attributes: ReadonlyMap<string, string>) {
    this.tag = tag;
    this.attributes = attributes;
  }

  attribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }
}

export function writtenPage(markup: string): Readable {
  const root = new Written('body', new Map());
  const open: Written[] = [root];
  for (const [whole, closed, tag, attributes = '', text] of markup.matchAll(/<\/([\w-]+)>|<([\w-]+)((?:\s[^\s=>]+(?:="[^"]*")?)*)\s*\/?>|([^<]+)/gu)) {
    const within = open.at(-1) ?? root;
    if (closed !== undefined) open.pop();
    else if (text !== undefined) within.children.push(unescaped(text));
    else if (tag !== undefined) {
      const element = new Written(tag.toLowerCase(), new Map([...attributes.matchAll(/\s([^\s=]+)(?:="([^"]*)")?/gu)].map(([, name = '', value = '']) => [name, unescaped(value)])));
      within.children.push(element);
      if (!empty.has(element.tag) && !whole.endsWith('/>')) open.push(element);
    }
  }
  return root;
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&');
}
