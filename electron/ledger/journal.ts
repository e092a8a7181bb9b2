import { sign } from 'node:crypto';
import { factSchema, type Fact } from '../../flows/facts.ts';
import { chainOf, type Chain } from '../../flows/fiscal/catalogue.ts';
import type { EpochMs, Recorded } from '../../flows/ports.ts';
import { canonicalJson } from './canonical.ts';
import type { SigningKey } from './keys.ts';
import { openLatest, type Latest } from './latest.ts';
import { openLookup, type Lookup, type Side } from './lookup.ts';
import { chainedHash, chainGenesis, extractOf, genesis, saleOf } from './record.ts';
import { openRoll, type Roll } from './roll.ts';
import { openRunning, type Running } from './running.ts';
import type { Store } from './store.ts';

/**
 * The journal: one record a fact, each bound to the one before it in the journal and to the one before it on its chain
 * (record.ts). Changing, moving or removing any record but the last ones breaks the chains at that record; a lost tail is
 * found by comparing with an export's manifest (`verify --since`).
 */

/** The last record, or where the journal starts. */
export interface Head {
  readonly seq: number;
  /** What the clock said then; null before the first record. */
  readonly at: EpochMs | null;
  readonly hash: Uint8Array;
}

/** The last record of one chain, or where it starts. */
interface Link {
  readonly number: number;
  readonly hash: Uint8Array;
}

export interface Journal {
  head(): Head;
  /** To be called inside a transaction; the heads move at once, and must be forgotten when the transaction fails. */
  append<F extends Fact>(fact: F, at: EpochMs, side?: Side): Recorded<F>;
  /** Forgets what is in memory: after a failed commit only the database knows how far it is. */
  forget(): void;
  /** What is derived from the records, each side for itself; the others know no sides. */
  readonly of: Readonly<Record<Side, Lookup>>;
  readonly latest: Latest;
  readonly roll: Roll;
  readonly running: Running;
}

export function openJournal(store: Store, key: SigningKey): Journal {
  const selectHead = store.prepare('SELECT seq, at, hash FROM journal ORDER BY seq DESC LIMIT 1');
  const selectLink = store.prepare('SELECT number, hash FROM journal WHERE chain = ? ORDER BY number DESC LIMIT 1');
  const insert = store.prepare('INSERT INTO journal (seq, at, type, sale, fact, hash, signature, chain, number) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const start = genesis(key.publicKey);
  const latest = openLatest(store);
  const running = openRunning(store, latest);
  const roll = openRoll(store);
  const of = { service: openLookup(store, 'service'), training: openLookup(store, 'training') };
  let known: Head | null = null;
  const links = new Map<Chain, Link>();

  function head(): Head {
    if (known) return known;
    const row = selectHead.get();
    known = row ? { seq: Number(row['seq']), at: Number(row['at']), hash: row['hash'] as Uint8Array } : { seq: 0, at: null, hash: start };
    return known;
  }

  function link(chain: Chain): Link {
    const row = links.has(chain) ? undefined : selectLink.get(chain);
    const found = links.get(chain) ?? (row ? { number: Number(row['number']), hash: row['hash'] as Uint8Array } : { number: 0, hash: chainGenesis(key.publicKey, chain) });
    links.set(chain, found);
    return found;
  }

  return {
    head,
    of,
    latest,
    roll,
    running,
    forget() {
      known = null;
      links.clear();
      running.forget();
    },
    append(fact, when, side = 'service') {
      // A fact that cannot be read back must not be written: that is a mistake of the caller, and is thrown at him.
      factSchema.parse(fact);
      const text = canonicalJson(fact);
      const chain = chainOf(fact.type, side === 'training');
      const [previous, onChain] = [head(), link(chain)];
      const [seq, number, at] = [previous.seq + 1, onChain.number + 1, Math.trunc(when)];
      const digest = chainedHash({
        previous: previous.hash,
        previousInChain: onChain.hash,
        seq: BigInt(seq),
        chain,
        number: BigInt(number),
        at: BigInt(at),
        fact: Buffer.from(text, 'utf8'),
      });
      const signature = sign(null, digest, key.privateKey);
      insert.run(seq, at, fact.type, saleOf(fact), text, digest, signature, chain, number);
      of[chain === 'X' ? 'training' : 'service'].note(fact, seq);
      roll.note(fact);
      latest.note(fact, seq);
      running.note({ seq, at, chain, fact });
      known = { seq, at, hash: digest };
      links.set(chain, { number, hash: digest });
      return { seq, at, fact, extract: extractOf(signature) };
    },
  };
}
