import { describe, expect, it } from 'vitest';
import { createWorld } from '../world.fixture.ts';

describe('a letter is bought', () => {
  it('from the pan to the farewell, each act recorded before it is done', async () => {
    const world = createWorld().start();
    await world.settle();
    world.on('attract');
    await world.prepareLetter(20, 'lettre_verte_suivie');
    await world.send({ type: 'basket.paid' });
    const deposit = world.on('deposit');
    expect(deposit.money).toEqual({ state: 'paid', amount: 202 });
    expect(deposit.pieces.map((piece) => piece.state)).toEqual(['printed']);
    await world.send({ type: 'papers.chosen', proof: true, receipt: true });
    expect(world.on('farewell')).toMatchObject({ outcome: 'sent', printed: 1, papers: { proof: 'printed', receipt: 'printed' } });
    expect(world.ledger.story()).toEqual([
      'session.started',
      'sale.opened',
      'payment.requested',
      'payment.approved',
      'label.issued',
      'label.printed',
      'document.printed',
      'document.printed',
      'sale.closed',
    ]);
    await world.pass(13_000);
    world.on('attract');
  });
});
