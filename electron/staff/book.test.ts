import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { servedEvery, untilReset } from './book.ts';
import { nobodysPin } from './pin.ts';
import { Office, karim, nadia } from './staff.fixture.ts';

const minute = 60_000;
const hers = { badge: nadia.badge ?? '' };
const stranger = { badge: '04FFFFFF' };

let office: Office;
const opened = (staff?: ConstructorParameters<typeof Office>[0]): Office => (office = new Office(staff));
afterEach(() => office.remove());

/** Somebody else signs in: what was counted for the terminal is forgotten. */
const karimSignsIn = async (): Promise<void> => void (await office.book.signIn({ number: '7302' }, '50418265'));

/** So many wrong PINs, one after the other. */
async function wrong(count: number, who: { badge: string } | { number: string } = hers): Promise<string[]> {
  const answers: string[] = [];
  for (let time = 0; time < count; time += 1) answers.push(await office.tryOf(who, '999990'));
  return answers;
}

describe('signing in', () => {
  test.each([
    [hers, '294617', 'A1'],
    [{ badge: '04000002' }, '50418265', 'M1'],
    [{ number: '7302' }, '50418265', 'M1'],
    [hers, '294618', 'wrong-pin'],
    [hers, '', 'wrong-pin'],
    [stranger, '294617', 'unknown'],
    [{ number: '04A1B2C3D4E5F6' }, '294617', 'unknown'],
    [{ number: "' OR 1=1 --" }, '294617', 'unknown'],
  ])('with %j and %j: %s', async (who, pin, answer) => {
    expect(await opened().tryOf(who, pin)).toBe(answer);
  });

  test('takes as much work for an unknown badge as for a wrong PIN, a revoked worker and a right one: one hash (SEC-21)', async () => {
    opened().beside((store) => store.transaction(() => store.revoke('M1')));
    const costs: number[] = [];
    for (const [who, pin] of [[hers, '294617'], [hers, '1'], [stranger, '1'], [{ badge: '04000002' }, '50418265'], [{ number: '7302' }, '1']] as const) {
      const before = office.counter.made();
      await office.book.signIn(who, pin);
      costs.push(office.counter.made() - before);
    }
    expect(costs).toEqual([1, 1, 1, 1, 1]);
  });

  test('with the PIN that nobody has opens nothing', async () => {
    opened([]);
    expect(await office.tryOf(stranger, Buffer.from(nobodysPin.hash).toString('latin1'))).toBe('unknown');
    expect(office.book.empty()).toBe(true);
  });

  test('a revoked worker is out at the next act, and in no more, whatever the PIN', async () => {
    expect(await opened().tryOf(hers, '294617')).toBe('A1');
    expect(office.book.current('A1')).toEqual({ staff: 'A1', name: 'Nadia', role: 'agent' });
    office.beside((store) => store.transaction(() => store.revoke('A1')));
    expect(office.book.current('A1')).toBeNull();
    expect(await office.tryOf(hers, '294617')).toBe('revoked');
    expect(await office.tryOf(hers, '294618')).toBe('revoked');
  });

  test('a role that is changed meanwhile holds at the next act', () => {
    opened().beside((store) => store.transaction(() => store.put({ ...nadia, role: 'technician' })));
    expect(office.book.current('A1')?.role).toBe('technician');
    expect(office.book.current('Z9')).toBeNull();
    expect(office.book.empty()).toBe(false);
  });
});

describe('wrong PINs', () => {
  test('lock until a whole millisecond, whatever fraction of one has run: the screen takes no other hour', async () => {
    opened();
    office.pass(0.25);
    await wrong(3);
    const answer = await office.book.signIn(hers, '294617');
    expect(answer).toMatchObject({ ok: false, error: { why: 'locked' } });
    expect(!answer.ok && answer.error.why === 'locked' && Number.isInteger(answer.error.until)).toBe(true);
  });

  test('lock a badge after three for a minute, then for longer each time, and at last until it is reset (SEC-21)', async () => {
    opened();
    for (const minutes of [1, 5, 15, 60]) {
      await wrong(3);
      await karimSignsIn();
      expect(await office.tryOf(hers, '294617')).toBe('locked');
      office.pass(minutes * minute - 1);
      expect(await office.tryOf(hers, '294617')).toBe('locked');
      office.pass(1);
    }
    await wrong(3);
    office.pass(365 * 24 * 60 * minute);
    expect(await office.book.signIn(hers, '294617')).toEqual({ ok: false, error: { why: 'locked', staff: 'A1', until: untilReset } });
    office.beside((store) => store.transaction(() => store.setPin('A1', nadia.pin)));
    expect(await office.tryOf(hers, '294617')).toBe('A1');
  });

  test('lock an unknown badge as they lock a known one: nothing is to be learned from it', async () => {
    opened();
    const known = await wrong(4);
    await karimSignsIn();
    const unknown = await wrong(4, stranger);
    expect(known).toEqual(['wrong-pin', 'wrong-pin', 'locked', 'locked']);
    expect(unknown).toEqual(['unknown', 'unknown', 'locked', 'locked']);
  });

  test('of badge and number of one worker are the same three', async () => {
    opened();
    await wrong(2, { badge: karim.badge ?? '' });
    expect(await wrong(1, { number: '7302' })).toEqual(['locked']);
  });

  test('lock the terminal after five, whoever tried, and a right PIN cannot be tried then either', async () => {
    opened();
    await wrong(2);
    await wrong(2, stranger);
    expect(await wrong(1, { badge: '04EEEEEE' })).toEqual(['locked']);
    expect(await office.tryOf({ badge: '04000002' }, '50418265')).toBe('locked');
    office.pass(minute);
    expect(await office.tryOf({ badge: '04000002' }, '50418265')).toBe('M1');
  });

  test('are forgotten with a right one', async () => {
    opened();
    await wrong(2);
    await office.tryOf(hers, '294617');
    expect(await wrong(2)).toEqual(['wrong-pin', 'wrong-pin']);
  });

  test('sent all at once are counted one by one', async () => {
    opened();
    const answers = await Promise.all(Array.from({ length: 20 }, () => office.tryOf(hers, '999990')));
    expect(answers.filter((answer) => answer === 'wrong-pin')).toHaveLength(2);
    expect(office.counter.made()).toBe(3);
  });

  test('count as soon as they are tried: pulling the plug before the answer wins nothing', async () => {
    opened();
    for (let time = 0; time < 3; time += 1) {
      void office.book.signIn(hers, '999990');
      // The count is on the disk before the hash is made.
      await Promise.resolve();
      await Promise.resolve();
      office.restart();
    }
    expect(await office.tryOf(hers, '294617')).toBe('locked');
  });

  test('restarts and set clocks between tries reset nothing: in an hour of running nobody has more than nine tries (SEC-21)', async () => {
    const event = fc.oneof(
      { weight: 4, arbitrary: fc.constant({ do: 'try' } as const) },
      { weight: 1, arbitrary: fc.constant({ do: 'restart' } as const) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('clock' as const), by: fc.integer({ min: -400 * 24 * 60 * minute, max: 400 * 24 * 60 * minute }) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('pass' as const), by: fc.integer({ min: 0, max: 5 * minute }) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 60 }), async (events) => {
        const place = new Office();
        try {
          let [ran, looked] = [0, 0];
          for (const one of events) {
            if (one.do === 'try') await place.tryOf(hers, '999990');
            else if (one.do === 'restart') place.restart();
            else if (one.do === 'clock') place.setClock(one.by);
            else if (ran + one.by <= 60 * minute) {
              ran += one.by;
              place.pass(one.by);
            }
          }
          looked = place.counter.made();
          expect(looked).toBeLessThanOrEqual(ran < minute ? 3 : ran < 6 * minute ? 6 : ran < 21 * minute ? 9 : 12);
        } finally {
          place.remove();
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a wait that was served half is served half after a restart, give or take what is written down', async () => {
    opened();
    await wrong(3);
    office.pass(servedEvery);
    office.restart();
    office.pass(minute - servedEvery - 1);
    expect(await office.tryOf(hers, '294617')).toBe('locked');
    office.pass(1);
    expect(await office.tryOf(hers, '294617')).toBe('A1');
  });

  test('a clock set forward by a year, or back, shortens no wait', async () => {
    opened();
    await wrong(3);
    for (const by of [400 * 24 * 60 * minute, -800 * 24 * 60 * minute]) {
      office.setClock(by);
      expect(await office.tryOf(hers, '294617')).toBe('locked');
    }
  });
});

describe('a list of staff that can no longer be written', () => {
  test('lets nobody in, for nobody could be counted', async () => {
    opened();
    const store = office.open();
    const full = { ...store, transaction: () => office.full() };
    expect(await office.over(full).signIn(hers, '294617')).toMatchObject({ ok: false, error: { why: 'locked' } });
    store.close();
  });

  test('that is closed knows nobody', async () => {
    opened();
    const { book } = office;
    book.close();
    book.close();
    expect(await book.signIn(hers, '294617')).toEqual({ ok: false, error: { why: 'unknown', staff: null } });
    expect([book.current('A1'), book.empty()]).toEqual([null, true]);
  });
});
