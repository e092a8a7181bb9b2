/**
 * Frame layer of Caisse-AP over IP (Concert V3): a message is records `TAG(2) LEN(3 decimal digits) VALUE` end to end,
 * ASCII, with no total length, no terminator and no checksum (`devices.md` 4.2).
 */
export interface TlvRecord {
  readonly tag: string;
  readonly value: string;
}

const headerLength = 5;
const longestValue = 999;
/** Tags seen in the field are two capitals (`devices.md` 4.2). A digit in second place is tolerated, for vendors' own tags. */
const tagPattern = /^[A-Z][A-Z0-9]$/;
/** Far above the longest answer with a ticket (some 1,300 bytes in a dozen records): beyond it, it is not an answer. */
const mostRecords = 128;

/** @throws RangeError when a tag or a value cannot be written: a mistake of the caller, who checks what comes from outside. */
export function encode(records: readonly TlvRecord[]): Uint8Array {
  let text = '';
  for (const { tag, value } of records) {
    if (!tagPattern.test(tag)) throw new RangeError(`"${tag}" is not a tag of two characters`);
    if (value.length === 0 || value.length > longestValue || !/^[\x20-\x7e]+$/.test(value)) {
      throw new RangeError(`the value of ${tag} must be 1 to ${longestValue} printable ASCII characters`);
    }
    text += `${tag}${String(value.length).padStart(3, '0')}${value}`;
  }
  return new TextEncoder().encode(text);
}

/**
 * Takes the bytes of one connection in any cut. Once a byte does not fit, nothing after it can be trusted (there is no
 * mark to find the next record by), so `malformed` stays and no further record is given.
 */
export class TlvDecoder {
  #pending = '';
  #records: TlvRecord[] = [];
  #malformed = false;

  get records(): readonly TlvRecord[] {
    return this.#records;
  }

  get malformed(): boolean {
    return this.#malformed;
  }

  /** Whether the bytes so far end exactly where a record ends: the answer *may* be over. */
  get onBoundary(): boolean {
    return !this.#malformed && this.#pending === '';
  }

  push(bytes: Uint8Array): void {
    if (this.#malformed) return;
    this.#pending += Buffer.from(bytes).toString('latin1');
    while (!this.#malformed && this.#takeRecord());
  }

  #takeRecord(): boolean {
    const header = this.#pending.slice(0, headerLength);
    if (!headerMayBegin(header)) return this.#fail();
    if (header.length < headerLength) return false;
    const end = headerLength + Number(header.slice(2));
    const value = this.#pending.slice(headerLength, end);
    if (/[^\x20-\x7e\xa0-\xff]/.test(value) || this.#records.length === mostRecords) return this.#fail();
    if (this.#pending.length < end) return false;
    this.#records.push({ tag: header.slice(0, 2), value });
    this.#pending = this.#pending.slice(end);
    return this.#pending !== '';
  }

  #fail(): false {
    this.#malformed = true;
    this.#pending = '';
    return false;
  }
}

function headerMayBegin(header: string): boolean {
  const tag = header.slice(0, 2);
  const tagFits = tag.length === 2 ? tagPattern.test(tag) : /^[A-Z]?$/.test(tag);
  return tagFits && /^\d{0,3}$/.test(header.slice(2));
}
