import { z } from 'zod';
import type { DeviceKind } from '../../devices/device.ts';
import { systemClock } from '../../devices/clock.ts';
import { createDevice, drivenKind, driversOf, needsTls } from '../../devices/drivers.ts';
import { parseAddress } from '../../devices/wire/address.ts';
import { WireError } from '../../devices/wire/wire.ts';
import { section } from './fields.ts';

/** What is plugged in where. */

const AT_TAKES = '"virtual", "tcp://host:port" or "serial:///dev/…?baudRate=9600" (or "tls://…", "hidraw:///dev/hidraw0" or "unix:///run/pcscd/pcscd.comm")';

/** What is wrong with a device address, in the words of the wire that would have to open it; null when nothing. */
function addressFault(at: string): string | null {
  if (at === 'virtual') return null;
  try {
    parseAddress(at);
    return null;
  } catch (error) {
    if (error instanceof WireError) return error.message;
    throw error;
  }
}

const addressSchema = z.string(AT_TAKES).check((context) => {
  const fault = addressFault(context.value);
  if (fault !== null) context.issues.push({ code: 'custom', input: context.value, message: `${AT_TAKES} (${fault})` });
});

function deviceSchema(kind: DeviceKind) {
  const known = driversOf(kind);
  const takes = `one of ${known.map((driver) => `"${driver}"`).join(', ')}`;
  return section({
    driver: z.string(takes).refine((driver) => known.includes(driver), takes),
    at: addressSchema.default('virtual'),
    /** The driver's own, such as the scale's type plate; checked by the driver. */
    settings: z.record(z.string(), z.unknown(), 'an object in braces').optional(),
  })
    .check((context) => {
      const { driver, at, settings } = context.value;
      if (needsTls(driver) && at !== 'virtual' && !at.startsWith('tls:')) context.issues.push({ code: 'custom', input: at, path: ['at'], message: `"virtual", or "tls://…" because the driver ${driver} speaks to nobody it cannot recognise` });
      const fault = settings === undefined || !known.includes(driver) ? null : settingsFault(kind, driver, settings);
      if (fault !== null) context.issues.push({ code: 'custom', input: settings, path: ['settings'], message: `what the driver ${driver} takes (${fault})` });
    })
    .nullable();
}

/** What the driver says to these settings, made without a wire and never started; null when it takes them. */
function settingsFault(kind: DeviceKind, driver: string, settings: unknown): string | null {
  try {
    createDevice(drivenKind(kind), driver, { open: () => Promise.reject(new WireError('not to be opened')), clock: systemClock, settings });
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

function deviceDefault(kind: DeviceKind): { driver: string; at: string } | null {
  const [driver] = driversOf(kind);
  return driver === undefined ? null : { driver, at: 'virtual' };
}

export const devicesSchema = section({
  scale: deviceSchema('scale').default(deviceDefault('scale')),
  'receipt-printer': deviceSchema('receipt-printer').default(deviceDefault('receipt-printer')),
  'label-printer': deviceSchema('label-printer').default(deviceDefault('label-printer')),
  'payment-terminal': deviceSchema('payment-terminal').default(deviceDefault('payment-terminal')),
  'badge-reader': deviceSchema('badge-reader').default(deviceDefault('badge-reader')),
  'code-scanner': deviceSchema('code-scanner').default(deviceDefault('code-scanner')),
} satisfies Record<DeviceKind, z.ZodType>);
