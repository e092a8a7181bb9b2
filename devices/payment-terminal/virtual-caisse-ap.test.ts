import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock.ts';
import { memoryWire } from '../wire/memory.ts';
import { createVirtualPaymentTerminal } from './virtual-caisse-ap.ts';
import { caisseApKnobs } from './virtual-knobs.ts';

/** A till made of nothing but bytes: the terminal is judged without the driver. */
function till(knobs: object = {}) {
  const clock = new ManualClock(Date.UTC(2026, 10, 23, 9, 30, 15));
  const terminal = createVirtualPaymentTerminal({ clock, knobs: { delayMs: 0, paddedEcho: false, ...knobs } });
  const [port, other] = memoryWire();
  terminal.attach(other);
  let heard = '';
  port.onBytes((bytes) => (heard += Buffer.from(bytes).toString('latin1')));
  const send = async (...segments: string[]): Promise<string> => {
    heard = '';
    for (const segment of segments) await port.write(Buffer.from(segment, 'latin1'));
    clock.advance(0);
    await Promise.resolve();
    await Promise.resolve();
    return heard;
  };
  return { clock, terminal, port, send, heard: () => heard };
}
const head = 'CZ0040320CJ012012345678901CA00201CE003978';
const pay = `${head}BA0010CD0010CB0041234CH004S-17`;

describe('the virtual payment terminal', () => {
  it('answers the payment of devices.md 4.2 with its fields and a masked card', async () => {
    const { send, terminal } = till();
    const answer = await send(pay);
    expect(answer.startsWith('CZ0040320')).toBe(true);
    for (const record of ['CJ012012345678901', 'CA00201', 'CE003978', 'CD0010', 'CB0041234', 'CH004S-17', 'AE00210', 'AF00201', 'AA016497010######1234', 'AL0011', 'AC006107919', 'CI0012']) expect(answer).toContain(record);
    expect(terminal.state()).toMatchObject({ phase: 'approved', amount: 1234, totals: { approved: 1234, cancelled: 0, refunded: 0 } });
    expect(terminal.state().transactions).toEqual([{ number: 1, reference: 'S-17', amount: 1234, fate: 'approved', at: Date.UTC(2026, 10, 23, 9, 30, 15), cardLast4: '1234', authorisation: '107919' }]);
  });

  it('takes each segment for a whole request, as the public simulator does', async () => {
    const { send, terminal } = till();
    expect(await send(pay.slice(0, 20), pay.slice(20))).toContain('AE00201AF00209');
    expect(terminal.state().transactions).toEqual([]);
  });

  it.each([
    ['CZ', pay.slice(9)], ['CJ', pay.replace('CJ012012345678901', '')], ['CA', pay.replace('CA00201', '')], ['CD', pay.replace('CD0010', '')],
    ['CB', pay.replace('CB0041234', '')], ['CE', pay.replace('CE003978', '')], ['a whole record', `${pay}AF`],
  ])('finds a format error without %s', async (_what, request) => {
    const { send, terminal } = till();
    expect(await send(request)).toContain('AE00201AF00209');
    expect(terminal.state().transactions).toEqual([]);
  });

  it.each([
    ['another currency', pay.replace('CE003978', 'CE003840'), 'AE00201AF00213'],
    ['an action that does not exist', pay.replace('CD0010', 'CD0019'), 'AE00201AF00212'],
    ['a sale it has never seen', pay.replace('CD0010', 'CD001T'), 'AE00201AF00210'],
    ['a duplicate when there was no sale', `${head}CD0013CK003100`, 'AE00201AF00207'],
  ])('refuses %s', async (_what, request, status) => {
    expect(await till().send(request)).toContain(status);
  });

  it('in manual use waits for a card, and debits it once it is held', async () => {
    const { send, terminal, heard } = till({ answer: 'manual' });
    const phases: string[] = [];
    terminal.onChange(() => phases.push(terminal.state().phase));
    expect(await send(pay)).toBe('');
    expect(terminal.state()).toMatchObject({ phase: 'card-expected', amount: 1234 });
    expect(terminal.turn({ present: 'chip' }).present).toBe('nothing');
    await Promise.resolve();
    expect(heard()).toContain('AE00210AF00201');
    expect(heard()).toContain('CC003001CI0011');
    expect(phases).toEqual(['card-expected', 'card-expected', 'approved', 'approved']);
  });

  it('in manual use says what the bank says, obeys the red key, and gives up by itself', async () => {
    const { clock, send, terminal, heard } = till({ answer: 'manual', bank: 'decline', cardTimeoutMs: 30_000 });
    await send(pay);
    terminal.turn({ present: 'contactless' });
    await Promise.resolve();
    expect(heard()).toContain('AE00201AF00204');
    await send(pay);
    terminal.turn({ press: 'red' });
    await Promise.resolve();
    expect(heard()).toContain('AE00201AF00206');
    await send(pay);
    clock.advance(30_000);
    await Promise.resolve();
    expect(heard()).toContain('AE00201AF00208');
    expect(terminal.state().transactions.map(({ fate }) => fate)).toEqual(['declined', 'abandoned', 'timed-out']);
  });

  it('forgets a card that is held or a key that is pressed when none is expected', async () => {
    const { send, terminal } = till({ answer: 'manual' });
    terminal.turn({ present: 'chip' });
    terminal.turn({ press: 'red' });
    expect(await send(pay)).toBe('');
    expect(terminal.state().phase).toBe('card-expected');
  });

  it('is busy with one sale at a time, and goes on with it when the till hangs up', async () => {
    const { clock, send, terminal, port } = till({ delayMs: 5_000 });
    await send(pay);
    expect(await send(pay)).toMatch(/AE00201$/);
    expect(await send(pay.replace('CD0010', 'CD001T'))).toContain('AE00201AF00207');
    await port.close();
    clock.advance(5_000);
    expect(terminal.state().totals.approved).toBe(1234);
  });

  it('cancels the last sale only, and refunds', async () => {
    const { send, terminal } = till({ delayMs: 0 });
    const cancel = pay.replace('CD0010', 'CD0012');
    expect(await send(cancel)).toContain('AE00201AF00210');
    await send(pay);
    expect(await send(cancel)).toContain('AE00210AF00201');
    expect(await send(cancel)).toContain('AE00201AF00210');
    expect(await send(pay.replace('CD0010', 'CD0011').replace('S-17', 'R-17'))).toContain('AE00210AF00201');
    expect(terminal.state().totals).toEqual({ approved: 1234, cancelled: 1234, refunded: 1234 });
    expect(await send(pay.replace('CD0010', 'CD001T'))).toContain('AE00201AF00211');
  });

  it('prints the duplicate of the last ticket into ZT', async () => {
    const { send } = till();
    await send(pay);
    const answer = await send(`${head}CD0013CK003100`);
    const ticket = Buffer.from(/AK\d{3}([A-Za-z0-9+/=]+)$/.exec(answer)?.[1] ?? '', 'base64').toString('latin1');
    expect(ticket.split('\n')).toEqual([
      'CARTE BANCAIRE', 'SANS CONTACT', 'A0000000421010', 'LE 23/11/2026 A 10:30:15', 'MOULIN', '424242', 'XXXXXXXXXXXX1234', 'NO AUTO : 107919', 'REF. : S-17', 'MONTANT REEL', '12,34 EUR', 'DEBIT',
      'TICKET CLIENT', 'A CONSERVER', 'DUPLICATA',
    ]);
  });

  it('turns only the knobs that are named, and names the one that is wrong', () => {
    const { terminal } = till({ cardLast4: '4321' });
    expect(terminal.turn({ busy: true })).toMatchObject({ busy: true, cardLast4: '4321', delayMs: 0 });
    for (const [patch, name] of [[{ answer: 'perhaps' }, 'answer'], [{ cardLast4: '12' }, 'cardLast4'], [{ colour: 'red' }, 'colour'], ['approve', 'JSON object']] as const) {
      expect(() => terminal.turn(patch)).toThrow(name);
    }
    expect(() => createVirtualPaymentTerminal({ clock: new ManualClock(), knobs: { delayMs: -1 } })).toThrow('delayMs');
    expect(caisseApKnobs.parse({})).toMatchObject({ answer: 'approve', delayMs: 1500 });
  });

  it('stops telling a listener that has left, and lets go of its connections when it is closed', async () => {
    const { clock, send, terminal, port } = till({ delayMs: 1_000 });
    let changes = 0;
    const leave = terminal.onChange(() => (changes += 1));
    await send(pay);
    leave();
    terminal.turn({ busy: true });
    expect(changes).toBe(1);
    terminal.close();
    expect(port.closed).not.toBeNull();
    clock.advance(10_000);
    expect(terminal.state().transactions).toMatchObject([{ fate: 'waiting' }]);
  });
});
