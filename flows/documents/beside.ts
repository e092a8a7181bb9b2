import type { Locale } from '../locales.ts';
import { customerWords } from './customer-words.ts';
import type { Paper, PaperBlock } from './paper.ts';
import { frenchWords, type Words } from './words.ts';

/**
 * A paper for a customer who does not read French: the French paper, whole and unchanged, since an auditor reads it alone;
 * below what the customer needs, the same in their language. It is composed twice from the same facts, so that no figure can
 * differ, and what reads the same both times stands once.
 */
export function besideFrench(compose: (words: Words) => Paper, language: Locale): Paper {
  const french = compose(frenchWords);
  if (language === 'fr') return french;
  const theirs = compose(customerWords(language));
  return {
    title: french.title,
    ...(theirs.title === french.title ? {} : { besideTitle: theirs.title }),
    blocks: french.blocks.flatMap((block, at) => [block, ...besideOf(block, theirs.blocks[at])]),
  };
}

function besideOf(french: PaperBlock, theirs: PaperBlock | undefined): PaperBlock[] {
  if (french.kind === 'text' && theirs?.kind === 'text') {
    return theirs.text === french.text ? [] : [{ kind: 'beside', text: theirs.text, align: french.align ?? 'left' }];
  }
  if (french.kind !== 'pair' || theirs?.kind !== 'pair') return [];
  const left = theirs.left === french.left ? [] : [theirs.left];
  const right = theirs.right === french.right || !saysSomething(theirs.right) ? [] : [theirs.right];
  if (left.length + right.length === 0) return [];
  return [{ kind: 'beside', text: [...left, ...right].join(' · '), align: left.length === 0 ? 'right' : 'left' }];
}

/** A date of figures alone is read in every language: it is not said twice. */
function saysSomething(text: string): boolean {
  return /\p{Letter}/u.test(text);
}
