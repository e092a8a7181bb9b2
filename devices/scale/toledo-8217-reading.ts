import { faultIn, settledReading } from './indication.ts';
import type { ScaleReading, TypePlate } from './scale.ts';
import type { ToledoReply } from './toledo-8217-frame.ts';

/**
 * What a reply to `W` means for the post: pure, one table.
 *
 * A weight is sent only while the scale is stable and in range, so a weight frame is a stable weight. A status without a
 * bit (0x40, with parity 0xC0) says nothing about the pan: some scales send a weight once and then only this, until it
 * changes (`devices.md` 1.2, trap). It is neither the last weight nor 0 g; only the bit for the centre of zero is a zero.
 */
export function readingOf(reply: ToledoReply, plate: TypePlate): ScaleReading {
  if (reply.kind === 'weight' && reply.indication.kind === 'grams') return settledReading(reply.indication.grams, plate);
  if (reply.kind !== 'status') return { kind: 'moving', grams: null };
  if (reply.overCapacity) return { kind: 'overload' };
  if (reply.underZero) return { kind: 'underload' };
  return reply.centreOfZero && !reply.motion ? { kind: 'stable', grams: 0 } : { kind: 'moving', grams: null };
}

/** A reply that shows the scale to be set up otherwise than this terminal may use it; null when it is as it must be. */
export function faultOf(reply: ToledoReply, plate: TypePlate): string | null {
  return reply.kind === 'weight' ? faultIn(reply.indication, plate) : null;
}

/** The weight is net: somebody has set a tare. */
export function isNet(reply: ToledoReply): boolean {
  return (reply.kind === 'weight' || reply.kind === 'status') && reply.net;
}
