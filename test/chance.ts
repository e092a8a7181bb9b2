import { configureGlobal } from 'fast-check';

// One seed for a whole run: what a property has found is drawn again when the test is run again.
const seed = process.env['MOULIN_SEED'];
if (seed !== undefined) configureGlobal({ seed: Number(seed) });
