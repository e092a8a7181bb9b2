import type { ManualClock } from '../clock.ts';
import { memoryWire } from '../wire/memory.ts';
import type { BytePort, OpenWire } from '../wire/wire.ts';

/** For tests: a printer that says exactly what it is told to, and notes what it was sent. */
export class ScriptedPrinter {
  readonly sent: string[] = [];
  /** Answer to a write; null is silence. Replaced at will by a test. */
  answer: (text: string) => string | null = () => null;
  port: BytePort | null = null;
  /** The driver's end: a test may break it. */
  near: BytePort | null = null;

  readonly open: OpenWire = () => {
    const [near, far] = memoryWire();
    this.port = far;
    this.near = near;
    far.onBytes((bytes) => {
      const text = new TextDecoder().decode(bytes);
      this.sent.push(text);
      const answer = this.answer(text);
      if (answer !== null) this.say(answer);
    });
    return Promise.resolve(near);
  };

  say(text: string): void {
    void this.port?.write(new TextEncoder().encode(text));
  }
}

export interface Said {
  readonly paperOut?: boolean;
  readonly paused?: boolean;
  readonly queued?: number;
  readonly partial?: boolean;
  readonly headOpen?: boolean;
  readonly waiting?: boolean;
  readonly remaining?: number;
}

const frame = (text: string) => `\u0002${text}\u0003\r\n`;
const bit = (value = false) => (value ? 1 : 0);

export function hostStatus(said: Said = {}): string {
  return (
    frame(`030,${bit(said.paperOut)},${bit(said.paused)},1200,${String(said.queued ?? 0).padStart(3, '0')},0,0,${bit(said.partial)},000,0,0,0`) +
    frame(`000,0,${bit(said.headOpen)},0,0,2,4,${bit(said.waiting)},${String(said.remaining ?? 0).padStart(8, '0')},1,000`) +
    frame('1234,0')
  );
}

export function errorStatus(errors = '00000000', warnings = '00000000'): string {
  const flag = (bits: string) => (/^0+$/.test(bits) ? 0 : 1);
  return frame(`\r\nPRINTER STATUS\r\nERRORS: ${flag(errors)} 00000000 ${errors}\r\nWARNINGS: ${flag(warnings)} 00000000 ${warnings}\r\n`);
}

/** Lets everything that is under way in memory come to rest: no timer is involved, so this is not a wait for time. */
export function settled(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

/** Advances the clock step by step until the promise is decided. @throws Error when that takes longer than `limit`. */
export async function inTime<T>(clock: ManualClock, promise: Promise<T>, limit = 120_000): Promise<T> {
  let decided = false;
  const watched = promise.finally(() => (decided = true));
  watched.catch(() => {});
  for (let passed = 0; passed <= limit; passed += 50) {
    await settled();
    if (decided) return watched;
    clock.advance(50);
  }
  throw new Error(`not decided within ${limit} ms`);
}
