import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ledgerFiles } from '../../electron/ledger/ledger.ts';
import { alone, compared, count, percentile, type Bench } from './figure.ts';
import { workDirectory } from './place.ts';
import { Rig } from './rig.ts';

const sessions = 1_000;
/** Before the first counted session: the code is compiled, the log's file has its size. */
const warmUp = 100;
const hundred = 100;

/** Pages in use, those still in the log included. */
function databaseBytes(directory: string): number {
  const database = new DatabaseSync(join(directory, ledgerFiles.database), { readOnly: true });
  const pages = database.prepare('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size').get();
  database.close();
  return Number(pages?.['bytes']);
}

const sender = { postcode: '91130', street: '3 place du Moulin à Vent', name: 'Dominique Petit' };
const addressee = { postcode: '69007', street: '12 rue de la République', name: 'Camille Martin' };

function writeAddress(rig: Rig, { postcode, street, name }: typeof sender): void {
  rig.send(
    { type: 'address.postcode.entered', postcode },
    { type: 'address.street.entered', street, building: '', apartment: '', place: '' },
    { type: 'address.name.entered', name, company: '', phone: '' },
    { type: 'address.confirmed' },
  );
}

/** The demonstration's first story: a parcel to Lyon and a tracked letter, one payment, proof and receipt. */
async function session(rig: Rig): Promise<void> {
  rig.place(1_240);
  await rig.reaches('destination');
  rig.send({ type: 'destination.chosen', destination: 'france' }, { type: 'format.chosen', format: 'parcel' }, { type: 'offer.confirmed' });
  await rig.reaches('address');
  writeAddress(rig, addressee);
  writeAddress(rig, sender);
  await rig.reaches('basket');
  rig.place(0);
  rig.send({ type: 'basket.item.added' });
  await rig.reaches('weigh');
  rig.place(84);
  await rig.reaches('destination');
  rig.send({ type: 'destination.chosen', destination: 'france' }, { type: 'format.chosen', format: 'letter' });
  rig.send({ type: 'offer.selected', product: 'lettre_verte_suivie' }, { type: 'offer.confirmed' });
  await rig.reaches('basket');
  rig.send({ type: 'basket.paid' });
  await rig.reaches('deposit');
  rig.place(0);
  rig.send({ type: 'papers.chosen', proof: true, receipt: true });
  await rig.reaches('farewell');
  rig.send({ type: 'session.finished' });
  await rig.reaches('attract');
}

/** Bytes in use after everything that nobody holds any more is thrown away. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

async function measure(directory: string): Promise<{ times: number[]; heapGrowth: number; bytes: number }> {
  const rig = new Rig(directory);
  const times: number[] = [];
  for (let at = 0; at < warmUp; at += 1) await session(rig);
  const before = { heap: heap(), bytes: databaseBytes(directory) };
  for (let at = 0; at < sessions; at += 1) {
    const begun = performance.now();
    await session(rig);
    times.push(performance.now() - begun);
  }
  const [heapGrowth, bytes] = [(heap() - before.heap) / sessions, (databaseBytes(directory) - before.bytes) / sessions];
  rig.close();
  return { times, heapGrowth, bytes };
}

export const sessionsBench: Bench = {
  name: 'sessions',
  method: `${count(sessions)} sessions on end in one process (a parcel and a letter each: two labels, proof, receipt), after ${warmUp} uncounted: the real flows, ledger, tariff, authority and encoders; devices in memory that answer at once, and a clock moved by hand`,
  async run() {
    mkdirSync(workDirectory, { recursive: true });
    const directory = mkdtempSync(join(workDirectory, 'sessions-'));
    try {
      const { times, heapGrowth, bytes } = await measure(directory);
      const [first, last] = [times.slice(0, hundred), times.slice(-hundred)];
      return [
        compared('a whole session, p95 of the last hundred of 1,000', percentile(last, 95), 'of the first hundred', percentile(first, 95), 1.1),
        alone('heap kept per session', `${count(heapGrowth)} bytes`),
        alone('database per session', `${count(bytes)} bytes`),
      ];
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};
