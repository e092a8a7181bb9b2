import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Inbox } from './inbox.ts';
import { WireError, type BytePort } from './wire.ts';

/**
 * The reports of a USB HID device as Linux hands them out: `/dev/hidraw0`, one report a read. Plain file reads, without
 * waiting in them: a read that waits cannot be called off, and holds one of the four threads that all files share.
 */

/** How often reports are looked for; a scale sends some ten a second. */
const lookEvery = 25;
/** Longer than any report (USB full speed: 64 bytes and the report's number). */
const longestReport = 65;

export async function openHidraw(path: string): Promise<BytePort> {
  let file: FileHandle;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw new WireError(`hidraw://${path} cannot be opened (${(error as Error).message}): ${hidrawRemedy(codeOf(error))}`);
  }
  return new HidrawPort(file);
}

/** What to do about a file that cannot be opened, by the system's code. */
export function hidrawRemedy(code: string): string {
  return code === 'EACCES'
    ? 'let this user read it with a udev rule, such as KERNEL=="hidraw*", ATTRS{idVendor}=="…", MODE="0640", GROUP="…", and plug it in again'
    : 'check that it is plugged in and that the path is right';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Nothing to read at this moment. */
const notYet = new Set(['EAGAIN', 'EWOULDBLOCK', 'EINTR']);

class HidrawPort implements BytePort {
  readonly #file: FileHandle;
  readonly #inbox = new Inbox();
  readonly #buffer = Buffer.alloc(longestReport);
  #timer: NodeJS.Timeout | null = null;
  #reading: Promise<void> = Promise.resolve();

  constructor(file: FileHandle) {
    this.#file = file;
    this.#look();
  }

  get closed(): string | null {
    return this.#inbox.closed;
  }

  write(): Promise<void> {
    return Promise.reject(new WireError(`cannot write: ${this.closed ?? 'this wire is only listened to'}`));
  }

  onBytes(listener: (bytes: Uint8Array) => void): void {
    this.#inbox.listen(listener);
  }

  onClose(listener: (why: string) => void): void {
    this.#inbox.onEnd(listener);
  }

  close(): Promise<void> {
    return this.#end('port closed');
  }

  #look(): void {
    this.#timer = setTimeout(() => {
      this.#reading = this.#readAndGoOn();
    }, lookEvery);
  }

  async #readAndGoOn(): Promise<void> {
    try {
      await this.#read();
    } catch (error) {
      void this.#end(`the device is gone (${error instanceof Error ? error.message : String(error)})`);
    }
    if (this.closed === null) this.#look();
  }

  /** Everything that has come since the last look. */
  async #read(): Promise<void> {
    while (this.closed === null) {
      const length = await this.#readOnce();
      if (length === null) return;
      // Only a pipe whose writer has gone ends; a device that is pulled out is an error.
      if (length === 0) throw new Error('end of file');
      if (this.closed === null) this.#inbox.receive(Uint8Array.from(this.#buffer.subarray(0, length)));
    }
  }

  async #readOnce(): Promise<number | null> {
    try {
      return (await this.#file.read(this.#buffer, 0, longestReport, null)).bytesRead;
    } catch (error) {
      if (notYet.has(codeOf(error))) return null;
      throw error;
    }
  }

  async #end(why: string): Promise<void> {
    if (this.closed !== null) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#inbox.end(why);
    // Not under a read: its number could be another file's by then.
    await this.#reading;
    await this.#file.close();
  }
}
