import type { ReadStream } from 'node:tty';
import type { Writable } from 'node:stream';

/** A line that somebody types without seeing it; null when the input is no keyboard. */
export function askUnseen(question: string, input: Pick<ReadStream, 'isTTY' | 'setRawMode' | 'on' | 'off' | 'resume' | 'pause'>, output: Pick<Writable, 'write'>): Promise<string | null> {
  if (!input.isTTY) return Promise.resolve(null);
  return new Promise((resolve) => {
    let typed = '';
    const end = (answer: string | null): void => {
      input.off('data', take);
      input.setRawMode(false);
      input.pause();
      output.write('\n');
      resolve(answer);
    };
    const take = (bytes: Buffer): void => {
      for (const key of bytes.toString('utf8')) {
        if (key === '\r' || key === '\n') {
          end(typed);
          return;
        }
        // Control-C and Control-D: without echo the terminal no longer makes signals of them.
        if (key === '\u0003' || key === '\u0004') {
          end(null);
          return;
        }
        typed = key === '\u007f' || key === '\b' ? typed.slice(0, -1) : typed + key;
      }
    };
    output.write(question);
    input.setRawMode(true);
    input.on('data', take);
    input.resume();
  });
}
