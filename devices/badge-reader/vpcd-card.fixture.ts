import { openTcp } from '../wire/tcp.ts';
import type { BytePort } from '../wire/wire.ts';
import { atr, cardAnswer } from './virtual-card.ts';

/**
 * The virtual badge on a reader of a real pcscd: Debian's `vsmartcard-vpcd` is a reader driver that takes a card over TCP.
 * Two bytes of length, then an APDU or, alone, what happens to the card: 0 power off, 1 power on, 2 reset, 4 asks for its ATR.
 */
export async function layOnVpcd(port: number, badge: string, answer: Parameters<typeof cardAnswer>[1]['answer'] = 'uid'): Promise<{ takeAway(): Promise<void> }> {
  const wire = await openTcp('127.0.0.1', port);
  let rest = Buffer.alloc(0);
  wire.onBytes((bytes) => {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length >= 2 && rest.length >= 2 + rest.readUInt16BE(0)) {
      const message = rest.subarray(2, 2 + rest.readUInt16BE(0));
      rest = rest.subarray(2 + message.length);
      if (message.length > 1) say(wire, cardAnswer(message, { badge, answer }));
      else if (message[0] === 4) say(wire, atr);
    }
  });
  return { takeAway: () => wire.close() };
}

function say(wire: BytePort, bytes: Uint8Array): void {
  void wire.write(Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 0xff), bytes])).catch(() => undefined);
}
