import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { KeyObject } from 'node:crypto';
import type { Tariffs } from '../../flows/ports.ts';
import { parisDay } from '../../flows/postage/paris.ts';
import type { Tariff } from '../../flows/postage/tariff.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { dayAfter, dayBefore, isDay } from './day.ts';
import { readTariff } from './read.ts';
import { readPublicKey } from './signature.ts';
import { said, trouble, type TariffTrouble } from './trouble.ts';

export interface DatedTariffs extends Tariffs {
  /** Every sound list, oldest first. */
  readonly list: readonly Tariff[];
}

/**
 * Every price list of a folder. A day sells from the one sound list that claims it. A day claimed by none, by two, or by
 * a doubtful file sells nothing: yesterday's price because today's file has a fault would be a wrong price, silently.
 * Other days are not concerned, so a fault in next year's list does not close the shop today; a file whose name tells no
 * day, or another one than its content, could be for any, and concerns them all. Whatever is found, the terminal runs:
 * what needs no price goes on.
 *
 * @param publicKey the PEM file of the key that every list must be signed with; null when none is configured.
 */
export function loadTariffs(folder: string, publicKey: string | null): { readonly tariffs: DatedTariffs; readonly troubles: readonly TariffTrouble[] } {
  const names = listed(folder);
  const key = publicKey === null ? ok(null) : readPublicKey(publicKey);
  if (!names.ok || !key.ok) return { tariffs: { list: [], at: () => null }, troubles: [names, key].flatMap((one) => (one.ok ? [] : [one.error])) };
  const read = names.value.map((name) => claimOf(join(folder, name), key.value));
  const claims = read.map((one) => one.claim).sort((one, other) => compare(one.from ?? '', other.from ?? ''));
  const dated = claims.filter((claim) => claim.from !== null);
  const troubles = [...read.flatMap((one) => one.troubles), ...dated.flatMap((later, at) => seam(dated[at - 1], later))];
  return {
    tariffs: { list: claims.flatMap((claim) => (claim.tariff === null ? [] : [claim.tariff])), at: (instant) => inForce(claims, parisDay(instant)) },
    troubles,
  };
}

/** The days a file is for. */
interface Claim {
  readonly file: string;
  /** Null: nobody can tell. */
  readonly from: string | null;
  /** Null: until the next one begins. */
  readonly to: string | null;
  /** Null: doubtful. */
  readonly tariff: Tariff | null;
}

function claimOf(file: string, key: KeyObject | null): { readonly claim: Claim; readonly troubles: readonly TariffTrouble[] } {
  const read = readTariff(file, key);
  const name = basename(file, '.json');
  if (!read.ok) return { claim: { file, from: isDay(name) ? name : null, to: null, tariff: null }, troubles: read.error };
  const { id, validFrom: from, validTo: to } = read.value;
  if (id === name) return { claim: { file, from, to, tariff: read.value }, troubles: [] };
  return { claim: { file, from: null, to: null, tariff: null }, troubles: [trouble(file, 'id', `it says ${id}`, `name the file ${id}.json`)] };
}

function inForce(claims: readonly Claim[], today: string): Tariff | null {
  const newest = claims.findLast((claim) => claim.from !== null && claim.from <= today)?.from;
  const [one, another] = claims.filter(({ from, to }) => from === null || (from <= today && (to === null ? from === newest : today <= to)));
  return another === undefined ? (one?.tariff ?? null) : null;
}

/** Two lists in a row must meet: the later begins the day after the earlier ends. */
function seam(earlier: Claim | undefined, later: Claim): TariffTrouble[] {
  if (earlier === undefined || earlier.from === null || later.from === null) return [];
  const { file, from: begins } = later;
  const { to: ends } = earlier;
  if (begins === earlier.from || (ends !== null && begins <= ends)) {
    return [trouble(file, 'validFrom', `it overlaps ${basename(earlier.file)}: both hold on ${begins}`, `end the earlier list on ${dayBefore(begins)}`)];
  }
  if (ends !== null && dayAfter(ends) !== begins) {
    const remedy = `add the missing list, or correct validTo of ${basename(earlier.file)}`;
    return [trouble(file, 'validFrom', `no list holds from ${dayAfter(ends)} until it begins on ${begins}`, remedy)];
  }
  return [];
}

function listed(folder: string): Result<string[], TariffTrouble> {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
    if (names.length > 0) return ok(names);
    return err(trouble(folder, '(folder)', 'it holds no price list', 'run: npm run tariffs -- generate FILE.json --out DIR'));
  } catch (error) {
    return err(trouble(folder, '(folder)', `it cannot be read (${said(error)})`, 'restore assets/tariffs, or correct the path'));
  }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
