import { sign, type KeyObject } from 'node:crypto';
import type { Fact } from '../../flows/facts.ts';
import { chainOf, type Chain } from '../../flows/fiscal/catalogue.ts';
import { canonicalJson } from './canonical.ts';
import type { RawRecord } from './evidence.ts';
import { chainedHash, chainGenesis, genesis, recordHash, saleOf } from './record.ts';

/** What is recorded, and how: by default one a second, in service, on a chain. */
export interface ToSign {
  readonly fact: Fact;
  readonly at?: number;
  readonly training?: boolean;
  /** As before there were chains. */
  readonly form1?: boolean;
  /** Another chain, or number, than the writer would give. */
  readonly chain?: Chain;
  readonly number?: number;
}

/** A journal that is genuine as far as chains and signatures go, whatever its facts say. */
export function* signedRecords(all: Iterable<ToSign>, keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject }): Iterable<RawRecord> {
  const ends = new Map<Chain, { readonly number: number; readonly hash: Uint8Array }>();
  let previous = genesis(keys.publicKey);
  let seq = 0;
  for (const { fact, at = 1_000 * seq, training = false, form1 = false, ...wrong } of all) {
    seq += 1;
    const text = Buffer.from(canonicalJson(fact));
    const chain = wrong.chain ?? chainOf(fact.type, training);
    const end = ends.get(chain) ?? { number: 0, hash: chainGenesis(keys.publicKey, chain) };
    const number = wrong.number ?? end.number + 1;
    const place = { previous, seq: BigInt(seq), at: BigInt(at), fact: text };
    const hash = form1 ? recordHash(previous, place.seq, place.at, text) : chainedHash({ ...place, previousInChain: end.hash, chain, number: BigInt(number) });
    if (!form1) ends.set(chain, { number, hash });
    yield {
      seq: place.seq,
      at: place.at,
      chain: form1 ? null : chain,
      number: form1 ? null : BigInt(number),
      type: fact.type,
      sale: saleOf(fact),
      fact: text,
      hash,
      signature: sign(null, hash, keys.privateKey),
    };
    previous = hash;
  }
}
