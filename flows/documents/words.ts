import papers from '../../assets/locales/fr/papers.json' with { type: 'json' };

/** The sentences of printed papers. They are in French whatever the screen's language: the law's readers are (`postal.md` 3.5). What stands beside them is in `customer-words.ts`. */

type Paths<Tree> = { [Key in keyof Tree & string]: Tree[Key] extends string ? Key : `${Key}.${Paths<Tree[Key]>}` }[keyof Tree & string];
export type WordKey = Paths<typeof papers>;

export type Words = (key: WordKey, parameters?: Readonly<Record<string, string | number>>) => string;

export type Tree = { readonly [key: string]: string | Tree };

/** `{{name}}` stands for a parameter, as in the locale files of the screens. */
export const frenchWords: Words = (key, parameters = {}) => {
  const found = sentenceAt(papers, key);
  if (found === null) throw new Error(`papers.json has no sentence ${key}`);
  return filled(found, key, parameters);
};

/** @throws Error when a parameter is missing: never a blank on a paper. */
export function filled(sentence: string, key: WordKey, parameters: Readonly<Record<string, string | number>>): string {
  return sentence.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = parameters[name];
    if (value === undefined) throw new Error(`the sentence ${key} needs ${name}`);
    return String(value);
  });
}

/** Null when the tree has none. */
export function sentenceAt(tree: Tree, key: WordKey): string | null {
  let found: string | Tree | undefined = tree;
  for (const step of key.split('.')) found = typeof found === 'object' ? found[step] : undefined;
  return typeof found === 'string' ? found : null;
}
