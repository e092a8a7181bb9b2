import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { CodeLines } from '../../devices/code-scanner/code-lines.ts';
import { qrTextLimit } from '../../devices/code-scanner/aim-lines.ts';
import { StatusFrames } from '../../devices/label-printer/frames.ts';
import { TlvDecoder } from '../../devices/payment-terminal/tlv.ts';
import { Demultiplexer } from '../../devices/receipt-printer/demultiplex.ts';
import { HidDecoder } from '../../devices/scale/hid-pos-report.ts';
import { SicsDecoder } from '../../devices/scale/mt-sics-frame.ts';
import { ToledoDecoder } from '../../devices/scale/toledo-8217-frame.ts';

/** A line that never ends what it began fills no memory. */

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const chunk = 64 * 1024;
const chunks = 8;
/** Of the half million bytes that were heard: what a test and its runner keep anyway. */
const mostKept = 200_000;

/** Beginnings without an end, in each protocol's own words. */
const endless: Readonly<Record<string, string>> = {
  letters: 'A',
  digits: '0',
  'beginnings of frames': '\x02',
  'a weight': 'S S 1',
  'a contact card': ']Q1BEGIN:VCARD\r\nNOTE:x\r\n',
  'a line of a contact card': 'NOTE:x\r\n',
  'a block of a printer': '7"1',
  'text of a printer': '_x',
  'records of a card terminal': 'CZ004abcd',
  'a record of a card terminal': 'CZ999a',
  'a label': '^XA^FDx',
  'a bar code of a receipt': '\x1d(k\xff\xff1P0',
};

type Feed = (bytes: Uint8Array) => void;

const decoders: Readonly<Record<string, () => Feed>> = {
  'MT-SICS': () => feeding(new SicsDecoder()),
  'Toledo 8217': () => feeding(new ToledoDecoder()),
  'USB HID POS': () => feeding(new HidDecoder()),
  'ESC/POS answers': () => feeding(new Demultiplexer(() => {})),
  'ZPL answers': () => feeding(new StatusFrames()),
  'Caisse-AP': () => feeding(new TlvDecoder()),
  'scanner lines': () => feeding(new CodeLines(qrTextLimit + 4)),
};

function feeding(decoder: { push(bytes: Uint8Array): unknown }): Feed {
  return (bytes) => void decoder.push(bytes);
}

function heap(): number {
  collect();
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
}

describe.each(Object.entries(decoders))('%s', (_, make) => {
  test.each(Object.entries(endless))('forgets %s that never end', (_, text) => {
    const bytes = Uint8Array.from(Buffer.from(text.repeat(Math.ceil(chunk / text.length)), 'latin1'));
    const feed = make();
    feed(bytes);
    const before = heap();
    for (let pushed = 0; pushed < chunks; pushed += 1) feed(bytes);
    expect(heap() - before).toBeLessThan(mostKept);
    // Used afterwards, so that it was not what the collection took.
    feed(new Uint8Array());
  });
});
