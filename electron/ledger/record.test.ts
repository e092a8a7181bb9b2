import { describe, expect, it } from 'vitest';
import { createPublicKey } from 'node:crypto';
import type { Fact } from '../../flows/facts.ts';
import { cents } from '../../flows/money.ts';
import { canonicalJson } from './canonical.ts';
import { chainedHash, chainGenesis, extractOf, genesis, recordHash } from './record.ts';

/**
 * Golden vectors (FIS-4): what is hashed may never change, or every journal in the field would be broken. The values were
 * made with another language's SHA-256 from the layout as it is written in record.ts. The key is that of RFC 8032, 7.1, test 1.
 */
const publicKey = createPublicKey({
  key: Buffer.from('302a300506032b6570032100d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex'),
  format: 'der',
  type: 'spki',
});
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const utf8 = (fact: Fact): Buffer => Buffer.from(canonicalJson(fact), 'utf8');

const stopped = utf8({ type: 'terminal.stopped' });
const first = { previous: genesis(publicKey), previousInChain: chainGenesis(publicKey, 'L'), seq: 1n, chain: 'L', number: 1n, at: 1_795_420_800_000n, fact: stopped } as const;

describe('what is hashed (FIS-4)', () => {
  it.each([
    ['where a journal starts', genesis(publicKey), 'f6f0f1b98915e806b67e83d3e49686c5f21b6a5bc5f7117f63a9242dfaa1432c'],
    ['where the chain of tickets starts', chainGenesis(publicKey, 'T'), '2c9947f25bdae63a0a878f6464c9eb65d8ee66443b20a4eac9aea8c6309d5176'],
    ['where the training chain starts', chainGenesis(publicKey, 'X'), '1c437e5e1e8a04bf2b6716d1db1744270bd4a130c9e7702ff238231003dae30b'],
    ['a record from before there were chains', recordHash(genesis(publicKey), 1n, 1_795_420_800_000n, stopped), '14278cedd5c13b4dd8870493ea7d49b413ac9deffebeaf4a49a72c37bca45dac'],
    ['the first record', chainedHash(first), 'cdbe4b9c6ec5a71594c1c87f2aaacc0be769245100b15c95d5a9ddd3febf1e14'],
    [
      'the next one, on another chain, before 1970, with a letter of two bytes',
      chainedHash({
        previous: chainedHash(first),
        previousInChain: chainGenesis(publicKey, 'P'),
        seq: 2n,
        chain: 'P',
        number: 1n,
        at: -1n,
        fact: utf8({ type: 'payment.requested', sale: 'V1', reference: 'P-é', amount: cents(1_129) }),
      }),
      'ba7d0725e1c6e557093a916cac80284579a2845a972f1a9d1bc2e079a7ebf093',
    ],
    [
      'positions beyond four bytes',
      chainedHash({ previous: Buffer.alloc(32), previousInChain: Buffer.alloc(32, 255), seq: 2n ** 40n + 3n, chain: 'X', number: 2n ** 33n + 1n, at: 1_795_420_800_001n, fact: Buffer.from('{}') }),
      '9b7e287aae2cd6b80a56b3dbd2b9ce5724abae4e1490583ff542c8d694207f8b',
    ],
  ])('of %s is as it was on the first day', (_what, made, golden) => {
    expect(hex(made)).toBe(golden);
  });

  it('covers every part of a record: none can change without its hash', () => {
    const others = [
      { ...first, previous: Buffer.alloc(32) },
      { ...first, previousInChain: Buffer.alloc(32) },
      { ...first, seq: 2n },
      { ...first, chain: 'T' as const },
      { ...first, number: 2n },
      { ...first, at: first.at + 1n },
      { ...first, fact: utf8({ type: 'training.begun' }) },
    ];
    expect(new Set([first, ...others].map((record) => hex(chainedHash(record)))).size).toBe(others.length + 1);
  });

  it('is told on paper by four characters of its signature (REC-8)', () => {
    expect(extractOf(Buffer.from(Array.from({ length: 64 }, (_, index) => index)))).toBe('EQC0');
  });
});
