import { leaveAfter } from './ending.ts';
import { run } from './serve.ts';

/** The whole terminal in a process of its own, over the pages of the given directory. */
const [pages = '', ...words] = process.argv.slice(2);
leaveAfter(await run(words, pages));
