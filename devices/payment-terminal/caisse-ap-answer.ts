import type { Refusal } from './payment-terminal.ts';
import type { TlvRecord } from './tlv.ts';

/** One message: its fields by tag. `torn` when a tag came twice with two values: nothing in it can be relied on. */
export interface Message {
  readonly fields: ReadonlyMap<string, string>;
  readonly torn: boolean;
}

/** What came back on a connection after the request was sent, and how the listening ended. */
export interface Heard {
  readonly messages: readonly Message[];
  readonly malformed: boolean;
  /** The bytes stopped within a record. */
  readonly cut: boolean;
  readonly end: 'quiet' | 'silence' | 'closed';
}

export type Verdict =
  | { readonly kind: 'done'; readonly fields: ReadonlyMap<string, string> }
  | { readonly kind: 'refused'; readonly reason: Refusal; readonly code: string | null; readonly fields: ReadonlyMap<string, string> }
  /** `detail` is made of our own words and of two-digit codes only: nothing a terminal writes, such as a card number, gets into it. */
  | { readonly kind: 'undecided'; readonly reason: Refusal; readonly detail: string };

/** CZ comes first in every message and the others in any order (`devices.md` 4.2): a second CZ begins a second message. */
export function messagesOf(records: readonly TlvRecord[]): Message[] {
  const messages: { fields: Map<string, string>; torn: boolean }[] = [];
  for (const { tag, value } of records) {
    let message = messages.at(-1);
    if (!message || tag === 'CZ') messages.push((message = { fields: new Map(), torn: false }));
    const earlier = message.fields.get(tag);
    if (earlier !== undefined && earlier !== value) message.torn = true;
    message.fields.set(tag, value);
  }
  return messages;
}

/** CB comes back left-padded to 12 from some terminals, CA with one digit from others: as numbers they are the same. */
const numericTags = new Set(['CA', 'CB', 'CE']);

function sameValue(tag: string, sent: string, echoed: string): boolean {
  if (!numericTags.has(tag)) return sent === echoed.trim();
  return /^\d{1,12}$/.test(echoed) && Number(sent) === Number(echoed);
}

/** The first field of ours that came back with another value; null when all that was echoed agrees. */
export function contradictedEcho(request: readonly TlvRecord[], message: Message): string | null {
  for (const { tag, value } of request) {
    const echoed = message.fields.get(tag);
    if (echoed !== undefined && !sameValue(tag, value, echoed)) return tag;
  }
  return null;
}

/**
 * Whether this message ends the wait: it says what became of *this* request. An acknowledgement (AE=11) does not, nor
 * does a message that echoes another amount or reference: that is the late answer to an earlier transaction, and ours
 * is still to come.
 */
export function isOurs(request: readonly TlvRecord[], message: Message): boolean {
  const status = message.fields.get('AE');
  return status !== undefined && status !== '11' && contradictedEcho(request, message) === null;
}

/** AE=01 with each AF of `devices.md` 4.2. 01 and 03 (authorised, forced) are absent: with "not done" they contradict. */
const refusals: Readonly<Record<string, Refusal>> = {
  '00': 'unavailable',
  '02': 'declined', // "phone call": an authorisation by voice, which nobody is there to give
  '04': 'declined',
  '05': 'declined',
  '06': 'abandoned',
  '07': 'timed-out',
  '08': 'timed-out',
  '09': 'not-supported',
  '10': 'not-supported',
  '11': 'abandoned',
  '12': 'not-supported',
  '13': 'not-supported',
};

/** Echoes without which "done" is not believed (`devices.md` 4.2, "fail closed"). */
const requiredEchoes = ['CA', 'CB', 'CD', 'CE'];

/**
 * Reads an answer, failing closed. "Done" needs AE=10, AF absent or 01, and the echoes. AE=10 with another AF is seen
 * in the field (the public simulator sends `AE00210AF00209`): one half says debited, the other not, so it is neither,
 * and the customer's money must be looked for. "Refused" needs AE=01 and an AF that does not contradict it.
 */
export function verdictOf(request: readonly TlvRecord[], heard: Heard): Verdict {
  if (heard.malformed) return undecided('unavailable', 'the answer cannot be read');
  const ours = heard.messages.filter((message) => isOurs(request, message));
  const last = ours.at(-1);
  if (!last) return noAnswer(request, heard);
  const status = last.fields.get('AE');
  const code = last.fields.get('AF');
  if (ours.some((other) => other.torn)) return undecided('unavailable', 'the answer gives the same field twice with two values');
  if (ours.some((other) => other.fields.get('AE') !== status || other.fields.get('AF') !== code)) {
    return undecided('unavailable', 'two answers came that contradict each other');
  }
  // The reference tells answers apart. Without it an answer counts only if it is the one answer on its connection.
  const alone = heard.messages.every((message) => message.fields.get('AE') === '11' || ours.includes(message));
  if (!last.fields.has('CH') && !alone) return undecided('unavailable', 'several answers came, and ours does not repeat the reference');
  // The 1 s of quiet is what shows that no record follows. When the connection ends first, an absent AF may be a lost one.
  if (heard.cut || (heard.end !== 'quiet' && code === undefined)) return undecided('unavailable', 'the connection ended within the answer');
  if (status === '10') return doneOr(last, code);
  if (status === '01') return refusedOr(last, code);
  return undecided('unavailable', 'the status of the answer (AE) is not one that exists');
}

function doneOr(message: Message, code: string | undefined): Verdict {
  if (code !== undefined && code !== '01') return undecided('unavailable', `the answer contradicts itself: done (AE=10), yet AF=${shownCode(code)}`);
  const missing = requiredEchoes.find((tag) => !message.fields.has(tag));
  if (missing) return undecided('unavailable', `done (AE=10), but the answer does not repeat ${missing}`);
  return { kind: 'done', fields: message.fields };
}

function refusedOr(message: Message, code: string | undefined): Verdict {
  // PayXpert: a bare AE=01 is "busy, or not in the foreground".
  if (code === undefined) return { kind: 'refused', reason: 'busy', code: null, fields: message.fields };
  const shown = shownCode(code);
  if (shown === '01' || shown === '03') return undecided('unavailable', `the answer contradicts itself: not done (AE=01), yet AF=${shown}`);
  return { kind: 'refused', reason: refusals[shown] ?? 'unavailable', code: shown, fields: message.fields };
}

function noAnswer(request: readonly TlvRecord[], heard: Heard): Verdict {
  const stranger = heard.messages.map((message) => contradictedEcho(request, message)).find((tag) => tag !== null);
  if (stranger) return undecided('unavailable', `the answer repeats another ${stranger} than was sent`);
  if (heard.end === 'closed') return undecided('unavailable', 'the connection was lost before the answer');
  return undecided('timed-out', 'no complete answer came');
}

function undecided(reason: Refusal, detail: string): Verdict {
  return { kind: 'undecided', reason, detail };
}

/** AF is 2 to 50 characters of a terminal's choice: only its two digits may be shown. */
function shownCode(code: string): string {
  return /^\d\d/.exec(code)?.[0] ?? '??';
}
