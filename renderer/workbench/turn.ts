import type { Kind } from './devices.ts';

/** Turns knobs through the API; what goes wrong stands on the page by the time it settles. */
export type Turn = (kind: Kind, patch: object) => Promise<void>;
