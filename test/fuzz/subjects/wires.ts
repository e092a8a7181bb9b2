import { codeOf, qrTextLimit } from '../../../devices/code-scanner/aim-lines.ts';
import { CodeLines } from '../../../devices/code-scanner/code-lines.ts';
import { StatusFrames } from '../../../devices/label-printer/frames.ts';
import { parseErrorStatus, parseHostStatusOne, parseHostStatusTwo, parseIdentity } from '../../../devices/label-printer/status.ts';
import { messagesOf, verdictOf, type Heard } from '../../../devices/payment-terminal/caisse-ap-answer.ts';
import { ticketOf } from '../../../devices/payment-terminal/caisse-ap-ticket.ts';
import { centsOf, decimalOf } from '../../../devices/payment-terminal/nexo-amount.ts';
import { readAnswer } from '../../../devices/payment-terminal/nexo-message.ts';
import { verdictOfPayment } from '../../../devices/payment-terminal/nexo-verdict.ts';
import { encode, TlvDecoder, type TlvRecord } from '../../../devices/payment-terminal/tlv.ts';
import { Demultiplexer, type Reply } from '../../../devices/receipt-printer/demultiplex.ts';
import { HidDecoder } from '../../../devices/scale/hid-pos-report.ts';
import type { Indication } from '../../../devices/scale/indication.ts';
import { SicsDecoder } from '../../../devices/scale/mt-sics-frame.ts';
import { ToledoDecoder } from '../../../devices/scale/toledo-8217-frame.ts';
import { parseAddress } from '../../../devices/wire/address.ts';
import { WireError } from '../../../devices/wire/wire.ts';
import { latin1, must, refusedBy, sameInPieces, utf8, type Subject } from '../subject.ts';

/** What devices say to us. Each weight, each approval is looked for in the bytes by other means than the parser's. */

export const wires: readonly Subject[] = [
  { name: 'mt-sics', room: 'devices', check: mtSics },
  { name: 'toledo-8217', room: 'devices', check: toledo },
  { name: 'hid-pos', room: 'devices', check: hidPos },
  { name: 'esc-pos-answers', room: 'devices', check: escPos },
  { name: 'zpl-answers', room: 'devices', check: zpl },
  { name: 'caisse-ap', room: 'devices', check: caisseAp },
  { name: 'nexo', room: 'devices', json: true, check: nexo },
  { name: 'nexo-amount', room: 'devices', check: nexoAmount },
  { name: 'scanner-lines', room: 'devices', check: scannerLines },
  { name: 'wire-address', room: 'devices', check: (input) => void refusedBy(WireError, () => parseAddress(utf8(input))) },
];

/** Thousandths of a gram of a decimal text, by whole numbers alone. */
function milligrams(digits: string, perUnit: bigint): bigint {
  const [whole = '', fraction = ''] = digits.replace(/^[+-]/, '').split('.');
  const scaled = (BigInt(whole + fraction) * perUnit * 1_000n) / 10n ** BigInt(fraction.length);
  return digits.startsWith('-') ? -scaled : scaled;
}

function says(indication: Indication, digits: string, unit: string): boolean {
  if (indication.kind !== 'grams') return true;
  return (unit === 'g' || unit === 'kg') && milligrams(digits, unit === 'kg' ? 1_000n : 1n) === BigInt(indication.grams) * 1_000n;
}

function mtSics(input: Uint8Array): void {
  const replies = sameInPieces(input, (pieces) => {
    const decoder = new SicsDecoder();
    return pieces.flatMap((piece) => decoder.push(piece));
  });
  const said = [...latin1(input).matchAll(/(?<=^|\n)S +([SD]) +([+-]?\d+(?:\.\d+)?) +([A-Za-z]+)[ A-Za-z]*(?=\r\n)/g)];
  for (const reply of replies) {
    if (reply.kind !== 'weight') continue;
    // Lines that the parser takes for none, such as one of thirteen digits, are passed over; none is taken twice.
    const line = said.findIndex(([, stability, digits = '', unit = '']) => (stability === 'S') === reply.stable && says(reply.indication, digits, unit));
    must(line >= 0, 'a weight that no line of the input is');
    said.splice(0, line + 1);
  }
}

function toledo(input: Uint8Array): void {
  const frames = sameInPieces(input, (pieces) => {
    const decoder = new ToledoDecoder();
    return pieces.flatMap((piece) => decoder.push(piece));
  });
  const said = framesIn(input);
  for (const { reply, parity } of frames) {
    if (reply.kind !== 'weight') continue;
    const found = said.find((frame) => frame.every((byte) => (parity ? onesOf(byte) % 2 === 0 : byte < 0x80)) && /^\d\d\.\d\d\d?N?$/.test(String.fromCharCode(...frame.slice(1, -1).map((byte) => byte % 0x80))));
    must(found !== undefined, 'a weight that no whole frame of the input is');
    const digits = String.fromCharCode(...found.slice(1, 7).map((byte) => byte % 0x80));
    if (reply.indication.kind === 'grams') must(said.length > 1 || milligrams(digits, 1_000n) === BigInt(reply.indication.grams) * 1_000n, `${digits} kg is not ${reply.indication.grams} g`);
  }
}

function onesOf(byte: number): number {
  return byte.toString(2).replaceAll('0', '').length;
}

/** From each STX to the next CR without another STX between, with either width of line. */
function framesIn(input: Uint8Array): number[][] {
  const frames: number[][] = [];
  let open: number[] | null = null;
  for (const byte of input) {
    if (byte % 0x80 === 0x02) open = [];
    open?.push(byte);
    if (byte % 0x80 !== 0x0d || open === null) continue;
    frames.push(open);
    open = null;
  }
  return frames;
}

function hidPos(input: Uint8Array): void {
  const reports = sameInPieces(input, (pieces) => {
    const decoder = new HidDecoder();
    return pieces.flatMap((piece) => decoder.push(piece)).filter((report) => report !== null);
  });
  for (const [index, { indication, status }] of reports.entries()) {
    // Reports stand end to end from the first byte: after noise there is none before the line was quiet.
    const bytes = Buffer.from(input.subarray(index * 6, index * 6 + 6));
    must(bytes[0] === 3 && (status === 'stable') === (bytes[1] === 4), 'a report that the input does not hold');
    if (indication.kind !== 'grams') continue;
    const power = bytes.readInt8(3) + (bytes[2] === 3 ? 3 : 0);
    const weight = BigInt(bytes.readUInt16LE(4));
    const grams = BigInt(indication.grams);
    must(power < 0 ? weight === grams * 10n ** BigInt(-power) : weight * 10n ** BigInt(power) === grams, `${indication.grams} g is not what the report says`);
  }
}

function escPos(input: Uint8Array): void {
  const replies = sameInPieces(input, (pieces) => {
    const heard: Reply[] = [];
    const answers = new Demultiplexer((reply) => heard.push(reply));
    for (const piece of pieces) answers.push(piece);
    return heard;
  });
  const clean = latin1(input.filter((byte) => byte !== 0x11 && byte !== 0x13));
  for (const reply of replies) {
    if (reply.kind === 'real-time') must((reply.status & 0x93) === 0x12, 'a real-time status without its fixed bits');
    if (reply.kind === 'automatic') must(clean.includes(String.fromCharCode(...reply.status)), 'an automatic status that the input does not hold');
    if (reply.kind === 'printed') must(clean.includes(`7"${reply.job}\0`), 'a job printed that the input does not say');
  }
}

function zpl(input: Uint8Array): void {
  const frames = sameInPieces(input, (pieces) => {
    const decoder = new StatusFrames();
    return pieces.flatMap((piece) => decoder.push(piece));
  });
  for (const frame of frames) {
    must(latin1(input).includes(`\x02${frame}\x03`), 'a frame that the input does not hold');
    const [one, two] = [parseHostStatusOne(frame), parseHostStatusTwo(frame)];
    must(one === null || two === null, 'one frame is both lines of the host status');
    if (one !== null) must(/^\s*\d+\s*(,\s*\d+\s*){11}/.test(frame), 'a host status that has not twelve numbers');
    parseErrorStatus(frame);
    parseIdentity(frame);
  }
}

/** A debit of 11.29 € asked for, and what would have to come back for it to be believed. */
const request: readonly TlvRecord[] = [['CZ', '0320'], ['CJ', '012345678901'], ['CA', '01'], ['CB', '1129'], ['CD', '0'], ['CE', '978'], ['CH', 'P-0001']].map(([tag = '', value = '']) => ({ tag, value }));

function caisseAp(input: Uint8Array): void {
  const decode = (pieces: readonly Uint8Array[]) => {
    const decoder = new TlvDecoder();
    for (const piece of pieces) decoder.push(piece);
    return [{ records: decoder.records, malformed: decoder.malformed, cut: !decoder.onBoundary }];
  };
  const [decoded] = sameInPieces(input, decode);
  if (!decoded) return;
  const { records, malformed, cut } = decoded;
  const written = records.map(({ tag, value }) => `${tag}${String(value.length).padStart(3, '0')}${value}`).join('');
  must(latin1(input).startsWith(written), 'records that the input does not begin with');
  if (!malformed && !cut && records.every(({ value }) => /^[\x20-\x7e]+$/.test(value))) must(latin1(encode(records)) === written, 'does not read what it writes');
  const fields = new Map(records.map(({ tag, value }) => [tag, value]));
  ticketOf(fields.get('TR'));
  const heard: Heard = { messages: messagesOf(records), malformed, cut, end: 'quiet' };
  const verdict = verdictOf(request, heard);
  if (verdict.kind !== 'done') return;
  must(!malformed && !cut, 'believes an answer that was torn');
  must(written.includes('AE00210') && !written.includes('AE00201'), 'believes a debit that the answer does not say');
  must(records.some(({ tag, value }) => tag === 'CB' && Number(value) === 1_129), 'believes a debit of another amount');
}

/** The same debit asked for of a terminal that speaks nexo. */
function nexo(input: Uint8Array): void {
  const text = utf8(input);
  const answer = readAnswer(text);
  if (answer?.PaymentResponse === undefined) return;
  const verdict = verdictOfPayment(answer.PaymentResponse, { amount: 1_129, reference: 'P-0001', paymentType: 'Normal' });
  if (verdict.kind !== 'done') return;
  const said = (...path: readonly string[]): unknown => path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], JSON.parse(text));
  const payment = ['SaleToPOIResponse', 'PaymentResponse'];
  must(said(...payment, 'Response', 'Result') === 'Success' && said(...payment, 'Response', 'ErrorCondition') === undefined, 'believes a debit that failed');
  must(said(...payment, 'PaymentResult', 'AmountsResp', 'AuthorizedAmount') === 11.29, 'believes a debit of another amount');
  must(said(...payment, 'SaleData', 'SaleTransactionID', 'TransactionID') === 'P-0001', 'believes a debit of another sale');
  must(/^\d{4}$/.test(verdict.approval.cardLast4 ?? '0000'), 'keeps more of a card than four digits');
}

function nexoAmount(input: Uint8Array): void {
  const decimal = Number(latin1(input).slice(0, 40));
  const cents = centsOf(decimal);
  if (cents === null) return;
  must(Number.isSafeInteger(cents) && cents >= 0, 'cents that are no whole number');
  must(decimalOf(cents) === decimal, `${decimal} is not ${cents} cents`);
}

function scannerLines(input: Uint8Array): void {
  const lines = sameInPieces(input, (pieces) => {
    const decoder = new CodeLines(qrTextLimit + 4);
    return pieces.flatMap((piece) => decoder.push(piece));
  });
  for (const line of lines) {
    const code = codeOf(line);
    if ('rejected' in code) must(!/\d{4}/.test(code.rejected) || code.rejected.includes(String(qrTextLimit)), 'a refusal that repeats what was scanned');
    else must(code.text.length > 0 && code.text.length <= qrTextLimit, 'a code without text, or longer than any');
  }
}
