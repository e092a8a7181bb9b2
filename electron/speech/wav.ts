/** RIFF WAVE as `mmreg.h` has it: the header is 12 bytes, then chunks of a name, a length and their content. */
const riffBytes = 12;
const chunkHeadBytes = 8;
const formatBytes = 16;
const pcm = 1;

interface Chunk {
  readonly name: string;
  readonly from: number;
  readonly length: number;
}

/** A program that writes to a pipe cannot go back to say how long it was (espeak-ng 1.51 writes 7FFFF000h): what is there counts. */
function* chunksOf(wav: Buffer): Generator<Chunk> {
  for (let at = riffBytes; at + chunkHeadBytes <= wav.length; ) {
    const from = at + chunkHeadBytes;
    const length = Math.min(wav.readUInt32LE(at + 4), wav.length - from);
    yield { name: wav.toString('latin1', at, at + 4), from, length };
    at = from + length + (length % 2);
  }
}

/**
 * A WAV with true lengths; null for what is none, is compressed, has not 16 bits, or has two channels: what only one ear
 * hears is lost to whoever hears with the other (A11Y-7).
 */
export function soundWav(given: Buffer): Buffer | null {
  if (given.length < riffBytes || given.toString('latin1', 0, 4) !== 'RIFF' || given.toString('latin1', 8, 12) !== 'WAVE') return null;
  const chunks = [...chunksOf(given)];
  const format = chunks.find(({ name }) => name === 'fmt ');
  const data = chunks.find(({ name }) => name === 'data');
  if (format === undefined || data === undefined || format.length < formatBytes) return null;
  const isPlain = given.readUInt16LE(format.from) === pcm && given.readUInt16LE(format.from + 2) === 1 && given.readUInt16LE(format.from + 14) === 16;
  const samples = given.subarray(data.from, data.from + data.length - (data.length % 2));
  return isPlain && samples.length > 0 ? wavOf(given.subarray(format.from, format.from + formatBytes), samples) : null;
}

function wavOf(format: Buffer, samples: Buffer): Buffer {
  const head = Buffer.alloc(riffBytes + chunkHeadBytes + formatBytes + chunkHeadBytes);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(head.length - chunkHeadBytes + samples.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(formatBytes, 16);
  format.copy(head, 20);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}
