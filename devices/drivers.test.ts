import { describe, expect, test } from 'vitest';
import { ManualClock } from './clock.ts';
import { deviceKinds } from './device.ts';
import { createDevice, createTwin, drivenKind, drivenKinds, driversOf, factsOfTwin, type DrivenKind } from './drivers.ts';

const clock = new ManualClock();
const open = () => Promise.reject(new Error('no wire'));

describe('the list of drivers', () => {
  test('every kind has one', () => {
    expect(deviceKinds.filter((kind) => driversOf(kind).length === 0)).toEqual([]);
  });

  test.each<[DrivenKind, string]>([
    ['scale', 'mt-sics'],
    ['scale', 'toledo-8217'],
    ['scale', 'hid-pos'],
    ['receipt-printer', 'esc-pos'],
    ['label-printer', 'zpl'],
    ['payment-terminal', 'caisse-ap'],
    ['payment-terminal', 'nexo-retailer'],
    ['badge-reader', 'pcsc'],
    ['code-scanner', 'aim-lines'],
  ])('%s by %s: the device and its twin say so themselves, and the device rests until started', (kind, driver) => {
    const device = createDevice(kind, driver, { open, clock });
    const twin = createTwin(kind, { clock }, driver);
    expect([device.kind, device.driver, twin.kind, twin.protocol]).toEqual([kind, driver, kind, driver]);
    expect(device.health()).toMatchObject({ state: 'offline', cause: 'not started' });
    twin.close();
  });

  test('an unknown name is refused with the list of those known', () => {
    expect(() => createDevice('scale', 'toledo', { open, clock })).toThrow('there is no driver "toledo" for scale: it is one of mt-sics');
    expect(() => createDevice('scale', 'constructor', { open, clock })).toThrow('it is one of mt-sics');
    expect(() => createTwin('label-printer', { clock }, 'epl')).toThrow('there is no virtual label-printer that speaks "epl": it is one of zpl');
    expect(() => drivenKind('toaster')).toThrow(`there is no driver for "toaster": devices are ${drivenKinds.join(', ')}`);
  });

  test.each<[DrivenKind, unknown, string]>([
    ['scale', { minimumGrams: 0 }, 'settings of scale, "minimumGrams"'],
    ['scale', { minimumGrams: 50, maximumGrams: 20 }, 'must be less than maximumGrams'],
    ['scale', { colour: 'red' }, 'settings of scale: '],
    ['receipt-printer', { columns: 40 }, 'settings of receipt-printer, "columns"'],
    ['receipt-printer', { graphics: 'yes' }, 'settings of receipt-printer, "graphics"'],
    ['label-printer', { dotsPerMillimetre: 10 }, 'settings of label-printer, "dotsPerMillimetre"'],
    ['payment-terminal', { till: 'A' }, 'settings of payment-terminal, "till"'],
    ['code-scanner', { aim: true }, 'settings of code-scanner: '],
  ])('a wrong setting of %s is refused by name: %j', (kind, settings, message) => {
    expect(() => createDevice(kind, driversOf(kind)[0] ?? '', { open, clock, settings })).toThrow(message);
  });

  test('settings reach the driver', () => {
    const plate = { minimumGrams: 25, maximumGrams: 15_000, divisionGrams: 5 };
    expect(createDevice('scale', 'mt-sics', { open, clock, settings: { ...plate, serial: 'B41' } }).capabilities).toEqual({ ...plate, verified: true, zeroes: true });
    expect(createDevice('scale', 'toledo-8217', { open, clock, settings: plate }).capabilities).toEqual({ ...plate, verified: true, zeroes: true });
    expect(createDevice('receipt-printer', 'esc-pos', { open, clock, settings: { columns: 42 }, report: () => {} }).columns).toBe(42);
  });

  test('a USB scale is for the bench until somebody says that it carries the M mark; its twin is said to', () => {
    expect(createDevice('scale', 'hid-pos', { open, clock }).capabilities.verified).toBe(false);
    expect(createDevice('scale', 'hid-pos', { open, clock, settings: factsOfTwin('hid-pos') }).capabilities.verified).toBe(true);
  });

  test('knobs are set from the start, and a wrong one is refused', () => {
    expect(createTwin('scale', { clock, knobs: { grams: 20 } }).knobs().grams).toBe(20);
    expect(() => createTwin('scale', { clock, knobs: { grammes: 20 } })).toThrow('scale has no knob "grammes"');
    expect(() => createTwin('code-scanner', { clock, settings: { wide: true } })).toThrow('settings of code-scanner');
  });
});
