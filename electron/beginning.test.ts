import { describe, expect, it } from 'vitest';
import { factsOfBeginning, factsOfEnd } from './beginning.ts';
import { configSchema } from './config.ts';
import { digestsOf } from './config/digests.ts';
import { trouble } from './tariffs/trouble.ts';

const config = configSchema.parse({});
const digests = digestsOf(config);
const beginning = { version: '1.2.0', config, digests, troubles: [] };
const types = (...given: Parameters<typeof factsOfBeginning>): string[] => factsOfBeginning(...given).map((fact) => (fact.type === 'configuration.changed' ? fact.part : fact.type));

describe('what the journal is told at a start (FIS-9, FIS-17)', () => {
  it('the first time: the program, and what every file was', () => {
    expect(types(beginning, { version: null, digests: {} })).toEqual(['terminal.started', 'terminal', 'tariffs', 'destinations', 'customs', 'pick-up-points']);
  });

  it('when nothing has changed: that it started', () => {
    expect(factsOfBeginning(beginning, { version: '1.2.0', digests })).toEqual([{ type: 'terminal.started', version: '1.2.0', configuration: 'DEMO-01' }]);
  });

  it('when another version runs: from which to which', () => {
    expect(factsOfBeginning(beginning, { version: '1.1.9', digests })).toContainEqual({ type: 'software.changed', from: '1.1.9', to: '1.2.0' });
  });

  it('when one file has changed: which, and what it is now', () => {
    const other = { ...digests, tariffs: 'f'.repeat(64) };
    expect(factsOfBeginning({ ...beginning, digests: other }, { version: '1.2.0', digests })[1]).toEqual({ type: 'configuration.changed', part: 'tariffs', digest: 'f'.repeat(64) });
  });

  it('when a price list does not bear the operator’s signature: its name, and not the path of it', () => {
    const troubles = [trouble('/srv/prices/2027-01-01.json', 'signature', 'it is not signed', 'sign it'), trouble('/srv/prices/x.json', 'id', 'odd', 'mend it')];
    expect(factsOfBeginning({ ...beginning, troubles }, { version: '1.2.0', digests }).slice(1)).toEqual([
      { type: 'integrity.failed', what: 'tariffs', detail: '2027-01-01.json is not signed by the configured key' },
    ]);
  });

  it('in school mode: that it begins, and at the end that it ends', () => {
    const training = { ...config, training: true };
    expect(types({ ...beginning, config: training }, { version: '1.2.0', digests }).at(-1)).toBe('training.begun');
    expect(factsOfEnd(training)).toEqual([{ type: 'training.ended' }, { type: 'terminal.stopped' }]);
    expect(factsOfEnd(config)).toEqual([{ type: 'terminal.stopped' }]);
  });
});

describe('the digest of what the terminal is told by files', () => {
  it('does not know in which order somebody wrote the keys of terminal.json, and knows every value', () => {
    const one = configSchema.parse({ training: true, idle: { graceSeconds: 40 } });
    const other = configSchema.parse({ idle: { graceSeconds: 40 }, training: true });
    expect(digestsOf(one).terminal).toBe(digestsOf(other).terminal);
    expect(digestsOf(configSchema.parse({ idle: { graceSeconds: 41 }, training: true })).terminal).not.toBe(digestsOf(one).terminal);
  });

  it('of a file that cannot be read is that of nothing, and changes when it can', () => {
    const missing = digestsOf(configSchema.parse({ destinations: { file: '/nowhere/book.json' }, tariffs: { directory: '/nowhere' } }));
    expect([missing.destinations, missing.tariffs]).toEqual([missing['pick-up-points'], missing['pick-up-points']]);
    expect(missing.destinations).not.toBe(digests.destinations);
    expect(Object.values(digests).every((digest) => /^[0-9a-f]{64}$/u.test(digest))).toBe(true);
  });
});
