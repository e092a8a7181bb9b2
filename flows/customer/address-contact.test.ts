import { describe, expect, it } from 'vitest';
import { createWorld, type World } from '../world.fixture.ts';

/** A contact's code, from the scanner through the whole tree to the screen. */

const zoe = 'BEGIN:VCARD\nVERSION:3.0\nFN:Zoë Müller\nADR:;;Invalidenstr. 117;Berlin;;10115;Germany\nEND:VCARD';
const camille = 'MECARD:N:Martin,Camille;ADR:12 rue X, 91130 Ris-Orangis, France;;';

async function toAddressee(): Promise<World> {
  const world = createWorld().start();
  await world.settle();
  await world.weigh(1_240);
  await world.send(
    { type: 'destination.chosen', destination: 'abroad' },
    { type: 'country.searched', text: 'allem' },
    { type: 'country.chosen', code: 'DE' },
    { type: 'format.chosen', format: 'parcel' },
    { type: 'offer.confirmed' },
  );
  return world;
}

describe('contacts shown to the scanner', () => {
  it('are both addresses of a parcel to Germany: two codes and two touches', async () => {
    const world = await toAddressee();
    expect(world.on('address')).toMatchObject({ party: 'addressee', part: 'town', scanner: true, form: { fields: ['postcode', 'town'] } });
    await world.scan(zoe, 'qr');
    expect(world.on('address')).toMatchObject({ part: 'check', lines: ['Zoë Müller', 'Invalidenstr. 117', '10115 BERLIN', 'ALLEMAGNE'] });
    await world.send({ type: 'address.confirmed' });
    await world.scan(camille, 'qr');
    expect(world.on('address')).toMatchObject({ party: 'sender', part: 'check', lines: ['Camille Martin', '12 RUE X', '91130 RIS ORANGIS'] });
    await world.send({ type: 'address.confirmed' });
    expect(world.on('basket').lines).toMatchObject([{ destination: 'DE', town: 'Berlin' }]);
  });

  it('that are of another country, or none at all, are said to be so on the screen', async () => {
    const world = await toAddressee();
    await world.scan(camille, 'qr');
    expect(world.on('address')).toMatchObject({ part: 'town', problems: [{ field: 'contact', problem: 'other-country' }], draft: { street: '' } });
    await world.scan('9V00000000018');
    expect(world.on('address').problems).toMatchObject([{ field: 'contact', problem: 'not-a-contact' }]);
  });

  it('leave no name in the ledger', async () => {
    const world = await toAddressee();
    await world.scan(zoe, 'qr');
    await world.send({ type: 'address.confirmed' });
    expect(JSON.stringify(world.ledger.facts())).not.toMatch(/Müller|Invaliden|Berlin/);
  });
});
