import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { factSchema, type FactType } from '../facts.ts';
import { catalogue, chainOf, chains } from './catalogue.ts';
import { eventsDocument, fieldsOf } from './events.ts';
import { triggers } from './triggers.ts';

const types = factSchema.options.map((option) => option.shape.type.value);
const tens: Readonly<Record<number, string>> = { 1: 'T', 2: 'P', 3: 'G', 4: 'L', 5: 'C', 6: 'A' };

describe('the catalogue of events (FIS-9)', () => {
  it('knows every fact there is, and no other', () => {
    expect(Object.keys(catalogue).toSorted()).toEqual(types.toSorted());
  });

  it('gives each event a code of its own, of the hundred of its chain', () => {
    const entries = Object.values(catalogue);
    expect(new Set(entries.map(({ code }) => code)).size).toBe(entries.length);
    for (const { code, chain } of entries) expect([code, tens[Math.trunc(code / 100)]]).toEqual([code, chain]);
  });

  it.each(Object.keys(chains))('has something to record on chain %s, the training chain by way of the others', (chain) => {
    const recorded = types.flatMap((type) => [chainOf(type, false), chainOf(type, true)]);
    expect(recorded).toContain(chain);
  });

  it('sends what is sold, paid and copied in training to the training chain, and nothing else (FIS-14)', () => {
    const moved = types.filter((type) => chainOf(type, true) === 'X');
    expect(new Set(moved.map((type) => catalogue[type].chain))).toEqual(new Set(['T', 'P', 'C']));
    expect(types.filter((type) => chainOf(type, false) === 'X')).toEqual([]);
    expect(types.every((type) => moved.includes(type) || chainOf(type, true) === chainOf(type, false))).toBe(true);
  });

  it('sends all that belongs to a sale where the sale goes: a lesson and a sale may bear the same number', () => {
    const ofSales = factSchema.options.filter((option) => 'sale' in option.shape).map((option) => option.shape.type.value);
    expect(ofSales.filter((type) => chainOf(type, true) !== 'X')).toEqual([]);
  });

  it('answers every trigger of the list with an event, or with why there is none', () => {
    expect(triggers.length).toBeGreaterThanOrEqual(17);
    for (const { what, events, why } of triggers) expect([what, events.length > 0 || why !== undefined]).toEqual([what, true]);
  });
});

describe('the documentation of events', () => {
  it('is the one that catalogue and schemas make: if not, npm run ledger -- catalogue --write', () => {
    expect(readFileSync(join(import.meta.dirname, 'EVENTS.md'), 'utf8')).toBe(eventsDocument());
  });

  it.each<[FactType, string, string]>([
    ['payment.approved', 'amount', 'euro cents'],
    ['payment.approved', 'cardLast4', 'text of the form `^\\d{4}$`, or null'],
    ['session.started', 'session', 'text, 1 to 64 characters'],
    ['session.started', 'service', 'one of `send`, `stamps`, `supplement`, `articles`, `deposit`, `copy`, `tracking`; may be absent'],
    ['roll.counted', 'roll', 'always `labels`'],
    ['roll.counted', 'left', 'whole number, 0 to 100000'],
    ['period.closed', 'first', 'whole number, from 1'],
    ['clock.changed', 'to', 'whole number'],
    ['sale.opened', 'lines', 'list, 1 to 40'],
  ])('says of %s that %s is %s', (type, name, said) => {
    expect(fieldsOf(type).find((field) => field.name === name)?.type).toBe(said);
  });

  it('goes into what a record holds of each line', () => {
    const lines = fieldsOf('sale.opened').find(({ name }) => name === 'lines');
    expect(lines?.fields.map(({ name, type }) => [name, type])).toContainEqual(['grams', 'grams']);
    expect(lines?.fields.find(({ name }) => name === 'unweighed')?.type).toBe('always `true`; may be absent');
  });
});
