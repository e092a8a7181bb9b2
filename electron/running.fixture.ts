import { run } from './serve.ts';

/** The whole terminal in a process of its own, over the pages of the given directory. */
const [pages = '', ...words] = process.argv.slice(2);
await run(words, pages);
