import { describe, expect, it } from 'vitest';
import { actSchema, maintenanceActs, roleSchema, sessionActs, type Role, type SessionAct } from './acts.ts';
import { actsOffered, isOffered, isSessionAct } from './offered.ts';
import { limits, mayDo, permissions, reasonsOf } from './permissions.ts';
import { moments, type Moment } from './situation.fixture.ts';

/** Said apart from the code: what makes sense at each moment, whoever asks. */
const sensible: { readonly [M in Moment]: readonly SessionAct[] } = {
  'nobody is there': [],
  'something is being weighed': ['weight.entered', 'session.ended'],
  'an item is too large': ['step.opened', 'weight.entered', 'size.overridden', 'session.ended'],
  'a country is suspended': ['step.opened', 'weight.entered', 'destination.overridden', 'session.ended'],
  'an address is typed': ['step.opened', 'weight.entered', 'session.ended'],
  'a basket of two': ['address.corrected', 'line.removed', 'line.repriced', 'session.ended'],
  'a card is awaited': [],
  'nobody knows whether it was paid': ['payment.asked', 'payment.debited', 'payment.not-debited', 'document.copied'],
  'a label is stuck': ['label.reprinted', 'sale.cancelled', 'item.refunded'],
  'a label is in doubt': ['label.reprinted', 'label.found', 'label.missing', 'sale.cancelled', 'item.refunded', 'amount.refunded'],
  'all is printed': ['label.reprinted', 'sale.cancelled', 'item.refunded', 'amount.refunded', 'document.copied', 'session.ended'],
  'the farewell': ['document.copied', 'session.ended'],
};

/** What each role may not do in a session; the rest it may. */
const forbidden: { readonly [R in Role]: readonly SessionAct[] } = {
  agent: ['destination.overridden', 'payment.debited', 'payment.not-debited'],
  manager: [],
  technician: sessionActs.filter((act) => act !== 'language.changed' && act !== 'preferences.changed'),
};

const roles = roleSchema.options;
const inEverySession: readonly SessionAct[] = ['language.changed', 'preferences.changed'];
const names = Object.keys(moments) as Moment[];
const everything = roles.flatMap((role) => sessionActs.flatMap((act) => names.map((moment) => ({ role, act, moment }))));

describe('role × act × situation', () => {
  it.each(names)('is exhausted: %s', (moment) => {
    for (const { role, act } of everything.filter((one) => one.moment === moment)) {
      const makesSense = sensible[moment].includes(act) || (inEverySession.includes(act) && moment !== 'nobody is there');
      expect({ role, act, offered: isOffered(role, act, moments[moment]) }).toEqual({ role, act, offered: makesSense && !forbidden[role].includes(act) });
    }
  });

  it.each(everything)('the panel lists what $role may do of it, and no more', ({ role, moment }) => {
    const expected = sensible[moment].filter((act) => !forbidden[role].includes(act));
    expect(actsOffered(role, moments[moment]).toSorted()).toEqual(expected.toSorted());
  });

  it('begins with what has gone wrong, and ends with the end', () => {
    expect(actsOffered('manager', moments['a label is stuck'])[0]).toBe('label.reprinted');
    expect(actsOffered('manager', moments['a label is in doubt']).slice(0, 3)).toEqual(['label.reprinted', 'label.found', 'label.missing']);
    expect(actsOffered('manager', moments['all is printed']).at(-1)).toBe('session.ended');
  });
});

describe('the table of permissions', () => {
  it('names every act there is, once, for a customer or behind the counter', () => {
    expect(Object.keys(permissions).toSorted()).toEqual(actSchema.options.toSorted());
    expect(new Set([...sessionActs, ...maintenanceActs]).size).toBe(actSchema.options.length);
    for (const act of actSchema.options) expect(isSessionAct(act)).toBe(sessionActs.some((one) => one === act));
  });

  it('leaves no act to nobody, and gives who mends the machine no hand in the money', () => {
    for (const act of actSchema.options) expect(permissions[act].length).toBeGreaterThan(0);
    expect(limits.technician).toEqual({ reprice: 0, refundAlone: 0 });
    expect(sessionActs.filter((act) => mayDo('technician', act))).toEqual(inEverySession);
  });

  it('gives a manager no less than an agent: each act, and each amount', () => {
    expect(actSchema.options.filter((act) => mayDo('agent', act) && !mayDo('manager', act))).toEqual([]);
    expect(limits.manager.reprice).toBeGreaterThan(limits.agent.reprice);
    expect(limits.manager.refundAlone).toBeGreaterThan(limits.agent.refundAlone);
  });

  it('asks why of everything but the language and the type size, and lets it be typed', () => {
    for (const act of sessionActs) expect({ act, asks: reasonsOf[act] !== undefined }).toEqual({ act, asks: !inEverySession.includes(act) });
    for (const reasons of Object.values(reasonsOf)) expect(reasons?.at(-1)).toBe('other');
  });
});
