/** A WAV of so many samples of silence, 22,050 a second, as espeak-ng makes them. */
export function wav(samples: number, { channels = 1, bits = 16, format = 1 }: { readonly channels?: number; readonly bits?: number; readonly format?: number } = {}): Buffer {
  const bytes = samples * channels * (bits / 8);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + bytes, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(format, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(22_050, 24);
  head.writeUInt32LE(22_050 * channels * (bits / 8), 28);
  head.writeUInt16LE(channels * (bits / 8), 32);
  head.writeUInt16LE(bits, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(bytes, 40);
  return Buffer.concat([head, Buffer.alloc(bytes)]);
}
