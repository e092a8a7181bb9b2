import manifest from '../package.json' with { type: 'json' };

/** Printed on receipts and recorded at every start. */
export const version: string = manifest.version;
