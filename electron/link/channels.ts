/**
 * The only channels between the page and the main process (SEC-5: a fixed list, no generic "invoke"). In a file of its
 * own, without imports, because the sandboxed preload is bundled with it.
 */
export const channels = {
  /** Main → page: one view, as JSON text. */
  view: 'moulin:view',
  /** Main → page: what the host says besides views (`flows/speech.ts`), as JSON text. */
  said: 'moulin:said',
  /** Page → main: one intent, or one sentence to be spoken, as JSON text. */
  intent: 'moulin:intent',
  /** Page → main: "I have just loaded"; answered with the current view. */
  hello: 'moulin:hello',
  /** Page → main: "I have taken the last view"; the next one may come. Keeps a slow page from growing a queue. */
  taken: 'moulin:taken',
} as const;
