import { describe, expect, it } from 'vitest';
import { createWorld, broken, type World } from '../world.fixture.ts';
import type { Fact } from '../facts.ts';
import type { SignInRefusal, StaffMember } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import type { HelperView } from '../view.ts';

async function atBasket(before: (world: World) => void = () => {}): Promise<World> {
  const world = createWorld(before).start();
  await world.settle();
  await world.prepareLetter();
  return world;
}

function keypad(world: World): Extract<HelperView, { phase: 'signing-in' }> {
  const { helper } = world.view();
  if (helper?.phase !== 'signing-in') throw new Error(`there is no keypad: ${JSON.stringify(helper)}`);
  return helper;
}

const refusals = (world: World) => world.ledger.facts().filter((fact): fact is Extract<Fact, { type: 'staff.refused' }> => fact.type === 'staff.refused');
const present = (world: World, badge = 'B-A1') => world.badged({ kind: 'presented', badge });

describe('what is wrong is never said: neither which badge, nor which number, nor which PIN (SEC-21)', () => {
  const wrong: [string, (world: World) => Promise<void>, SignInRefusal['why'], string | null][] = [
    ['a wrong PIN', async (world) => (await present(world), world.typeDigits('000000')), 'wrong-pin', 'A1'],
    ['an unknown badge', async (world) => (await present(world, 'B-X'), world.typeDigits('135790')), 'unknown', null],
    [
      'a revoked badge',
      async (world) => {
        world.refusal = { why: 'revoked', staff: 'A1' };
        await present(world);
        await world.typeDigits('135790');
      },
      'revoked',
      'A1',
    ],
  ];

  it.each(wrong)('%s', async (_, tries, why, staff) => {
    const world = await atBasket();
    await tries(world);
    expect(keypad(world)).toMatchObject({ ask: 'pin', typed: 0, problem: 'wrong', lockedUntil: null });
    expect(refusals(world)).toEqual([{ type: 'staff.refused', staff, why }]);
    // The customer goes on as if nobody had been there.
    await world.send({ type: 'basket.quantity.changed', line: 'L1', quantity: 2 });
    expect(world.on('basket').total).toBe(304);
  });

  it('and the next digit takes the word away', async () => {
    const world = await atBasket();
    await present(world);
    await world.typeDigits('1');
    await world.send({ type: 'staff.key.pressed', at: 4 });
    expect(keypad(world)).toMatchObject({ typed: 1, problem: null });
    await world.send({ type: 'staff.key.erased' });
    expect(keypad(world).typed).toBe(0);
    // Nothing is no PIN: it is not even tried.
    await world.send({ type: 'staff.key.entered' });
    expect(refusals(world)).toHaveLength(1);
  });
});

describe('locked out', () => {
  it('says until when, takes no digit before, and is recorded', async () => {
    const world = await atBasket();
    world.refusal = { why: 'locked', staff: 'A1', until: world.now() + 20_000 };
    await present(world);
    await world.typeDigits('135790');
    expect(keypad(world)).toMatchObject({ problem: 'locked', lockedUntil: world.now() + 20_000 });
    expect(refusals(world)).toEqual([{ type: 'staff.refused', staff: 'A1', why: 'locked' }]);
    await world.send({ type: 'staff.key.pressed', at: 1 });
    expect(keypad(world).typed).toBe(0);
    world.refusal = null;
    await world.pass(20_000);
    expect(keypad(world)).toMatchObject({ problem: null, lockedUntil: null });
    await world.typeDigits('135790');
    expect(world.view().helper).toMatchObject({ phase: 'helping', name: 'Nadia' });
  });
});

describe('the keypad', () => {
  it('stands in another order each time, and its keys mean what they show', async () => {
    const orders = [
      [3, 1, 4, 0, 5, 9, 2, 6, 8, 7],
      [2, 7, 1, 8, 0, 3, 4, 5, 9, 6],
    ];
    const world = await atBasket(({ ports }) => Object.assign(ports, { shuffledDigits: () => orders.shift() ?? [9, 8, 7, 6, 5, 4, 3, 2, 1, 0] }));
    await present(world);
    expect(keypad(world).keys).toEqual([3, 1, 4, 0, 5, 9, 2, 6, 8, 7]);
    await world.typeDigits('1');
    expect(keypad(world).keys).toEqual([2, 7, 1, 8, 0, 3, 4, 5, 9, 6]);
    await world.typeDigits('135790');
    expect(world.view().helper).toMatchObject({ phase: 'helping' });
  });

  it('goes away with the badge, after half a minute without a key, and when it is closed', async () => {
    const world = await atBasket();
    await present(world);
    await world.badged({ kind: 'removed' });
    expect(world.on('basket').helper).toBeNull();
    await present(world);
    await world.pass(29_000);
    await world.send({ type: 'staff.key.pressed', at: 1 });
    await world.pass(29_999);
    expect(keypad(world).typed).toBe(1);
    await world.pass(1);
    expect(world.on('basket').helper).toBeNull();
    await present(world);
    await world.send({ type: 'staff.left' });
    expect(world.on('basket').helper).toBeNull();
    expect(refusals(world)).toEqual([]);
  });

  it('never gives a digit away: neither on the screen nor in the journal', async () => {
    const world = await atBasket();
    await present(world);
    await world.typeDigits('246802');
    for (const at of [1, 3, 5, 7, 9, 0]) await world.send({ type: 'staff.key.pressed', at });
    const { keys: _, ...shown } = keypad(world);
    expect(JSON.stringify([shown, world.ledger.facts()])).not.toMatch(/135790|246802/);
    await world.send({ type: 'staff.key.entered' });
    // Not even in the machines, once it was answered.
    expect(JSON.stringify(world.actor.getPersistedSnapshot())).not.toMatch(/135790|246802/);
  });

  it('takes no more than sixteen digits', async () => {
    const world = await atBasket();
    await present(world);
    for (let key = 0; key < 20; key += 1) await world.send({ type: 'staff.key.pressed', at: 1 });
    expect(keypad(world).typed).toBe(16);
  });

  it('starts over for another badge that is laid in the place of the first', async () => {
    const world = await atBasket();
    await present(world, 'B-A1');
    await world.send({ type: 'staff.key.pressed', at: 1 });
    await present(world, 'B-M1');
    expect(keypad(world).typed).toBe(0);
    await world.typeDigits('135790');
    expect(world.view().helper).toMatchObject({ phase: 'helping', name: 'Karim' });
  });
});

describe('while the PIN is being checked', () => {
  const slow = async (): Promise<{ world: World; answer: (result: Result<StaffMember, SignInRefusal>) => Promise<void> }> => {
    let tell: (result: Result<StaffMember, SignInRefusal>) => void = () => {};
    const world = await atBasket(({ ports }) => Object.assign(ports.staff, { signIn: () => new Promise((resolve) => (tell = resolve)) }));
    await present(world);
    await world.typeDigits('135790');
    return {
      world,
      answer: async (result) => {
        tell(result);
        await world.settle();
      },
    };
  };
  const nadia: StaffMember = { staff: 'A1', name: 'Nadia', role: 'agent' };

  it('the keypad waits', async () => {
    const { world, answer } = await slow();
    expect(keypad(world)).toMatchObject({ checking: true, typed: 6 });
    await world.send({ type: 'staff.key.pressed', at: 1 });
    expect(keypad(world).typed).toBe(6);
    await answer(err({ why: 'wrong-pin', staff: 'A1' }));
    expect(keypad(world)).toMatchObject({ checking: false, typed: 0, problem: 'wrong' });
  });

  it('and the badge is taken away: nobody has signed in, whatever the answer', async () => {
    const { world, answer } = await slow();
    await world.badged({ kind: 'removed' });
    await answer(ok(nadia));
    expect(world.on('basket').helper).toBeNull();
    expect(world.ledger.facts().filter(({ type }) => type === 'staff.signed-in')).toEqual([]);
  });

  it('and the port breaks its word: wrong, and no more', async () => {
    const world = await atBasket(({ ports }) => Object.assign(ports.staff, { signIn: () => Promise.reject(new Error('database')) }));
    await present(world);
    await world.typeDigits('135790');
    expect(keypad(world)).toMatchObject({ problem: 'wrong', checking: false });
  });
});

describe('number and PIN', () => {
  const unread = (world: World) => world.badge.become(broken('offline', 'unplugged'));

  it('are asked for at the marked place when no badge can be read, and nowhere else', async () => {
    const world = await atBasket(unread);
    expect(world.view().staffDoor).toBe(true);
    await world.send({ type: 'staff.asked' });
    expect([keypad(world).ask, world.view().staffDoor]).toEqual(['number', false]);
    await world.typeDigits('1');
    expect(keypad(world)).toMatchObject({ ask: 'pin', typed: 0 });
    await world.typeDigits('135790');
    expect(world.view().helper).toMatchObject({ phase: 'helping', name: 'Nadia', badge: false });
    expect(world.ledger.facts().at(-1)).toMatchObject({ type: 'staff.signed-in', with: 'number' });
  });

  it('are both asked for again when one of them is wrong: which one is not said', async () => {
    const world = await atBasket(unread);
    for (const [number, pin] of [
      ['1', '000000'],
      ['99', '135790'],
    ] as const) {
      await world.send({ type: 'staff.asked' });
      await world.typeDigits(number);
      await world.typeDigits(pin);
      expect(keypad(world)).toMatchObject({ ask: 'number', typed: 0, problem: 'wrong' });
      await world.send({ type: 'staff.left' });
    }
  });

  it('are not asked for where badges are read, or where nobody has been provisioned', async () => {
    const read = await atBasket();
    await read.send({ type: 'staff.asked' });
    expect([read.view().helper, read.view().staffDoor]).toEqual([null, false]);
    const nobody = await atBasket((world) => {
      unread(world);
      world.staff = [];
    });
    await nobody.send({ type: 'staff.asked' });
    expect([nobody.view().helper, nobody.view().staffDoor]).toEqual([null, false]);
    await present(nobody);
    expect(nobody.view().helper).toBeNull();
  });
});

describe('a badge reader', () => {
  it('that dies, is unplugged or reads something else never disturbs a customer', async () => {
    const world = await atBasket();
    const { staffDoor: _, ...before } = world.view();
    await world.badged({ kind: 'rejected', why: 'a random number' });
    world.badge.become(broken('offline', 'pcscd is gone'));
    await world.settle();
    const { staffDoor, ...after } = world.view();
    expect(after).toEqual(before);
    expect(staffDoor).toBe(true);
    expect(refusals(world)).toEqual([{ type: 'staff.refused', staff: null, why: 'unknown' }]);
  });

  it('is not waited for at the start', async () => {
    const world = createWorld((one) => one.badge.become({ state: 'offline', cause: 'not started', warnings: [], since: 0 })).start();
    await world.settle();
    expect(world.view().screen).toBe('attract');
  });
});
