import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import fc from 'fast-check';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { beforeAll, describe, expect, test } from 'vitest';
import { ManualClock } from '../clock.ts';
import { settled } from '../settled.fixture.ts';
import { memoryWire } from '../wire/memory.ts';
import type { BytePort } from '../wire/wire.ts';
import { encodeReceipt } from './encode.ts';
import { characterOf } from './virtual-code-page.ts';
import { RealTimeFilter } from './virtual-real-time.ts';
import { longestPaper } from './virtual-roll.ts';
import { createVirtualReceiptPrinter } from './virtual.ts';


function connected(knobs: object = {}, columns: 42 | 48 = 48) {
  const clock = new ManualClock();
  const twin = createVirtualReceiptPrinter({ clock, columns, knobs });
  let heard: number[] = [];
  const plugIn = (): BytePort => {
    const [near, far] = memoryWire();
    near.onBytes((bytes) => heard.push(...bytes));
    twin.attach(far);
    return near;
  };
  let port = plugIn();
  return {
    clock,
    twin,
    plugIn: () => {
      port = plugIn();
    },
    isClosed: () => port.closed !== null,
    /** Sends text and hexadecimal between angle brackets; returns what is answered. */
    send: async (text: string): Promise<string> => {
      heard = [];
      const parts = text.split(/<([0-9a-f ]*)>/);
      await port.write(Buffer.concat(parts.map((part, index) => (index % 2 === 0 ? Buffer.from(part, 'latin1') : Buffer.from(part.replaceAll(' ', ''), 'hex')))));
      await settled();
      return Buffer.from(heard).toString('hex');
    },
  };
}

/** Full cut after a line feed. */
const cut = '<0a 1d5600>';

async function dots(png: Uint8Array) {
  const image = await loadImage(Buffer.from(png));
  const canvas = createCanvas(image.width, image.height);
  canvas.getContext('2d').drawImage(image, 0, 0);
  const { data } = canvas.getContext('2d').getImageData(0, 0, image.width, image.height);
  const dark: [x: number, y: number][] = [];
  for (let at = 0; at < data.length; at += 4) if ((data[at + 3] ?? 0) > 0 && (data[at] ?? 255) < 128) dark.push([(at / 4) % image.width, Math.floor(at / 4 / image.width)]);
  return {
    width: image.width,
    height: image.height,
    dark: dark.length,
    left: Math.min(...dark.map(([x]) => x)),
    right: Math.max(...dark.map(([x]) => x)),
    transparent: Array.from({ length: image.width }, (_, x) => data[x * 4 + 3]).filter((alpha) => alpha === 0).length,
  };
}

describe('the twin reads what printers read', () => {
  test('Windows-1252, byte for byte as the platform decodes it', () => {
    const decoder = new TextDecoder('windows-1252');
    for (let byte = 0x20; byte < 0x100; byte += 1) {
      const character = characterOf(byte, 16);
      const decoded = decoder.decode(Uint8Array.of(byte));
      // The five bytes that 1252 leaves open; the platform passes them through as control characters.
      expect(character).toBe(/[\u0081\u008d\u008f\u0090\u009d]/.test(decoded) ? null : decoded);
    }
  });

  test('another code page has no accents here, and a driver that forgets to set it is found out', async () => {
    const { twin, send } = connected();
    await send(`<1b40>caf<e9>${cut}`);
    expect(twin.papers()[0]?.lines).toEqual(['caf?']);
    expect(twin.errors()).toEqual(['byte 0xe9 is no character of code page 0']);
  });

  test.each([
    ['an unknown ESC command', '<1b ff>', 'unknown command 1bff'],
    ['an unknown GS command', '<1d ff>', 'unknown command 1dff'],
    ['a control character', '<07>', 'unknown command 07'],
    ['another country’s characters', '<1b5205>', 'unknown command 1b5205'],
    ['an unknown cut', '<1d5607>', 'unknown command 1d5607'],
    ['another symbology', '<1d6b44 02 3132>', 'unknown command 1d6b44023132'],
    ['another matrix code', '<1d286b0300304131>', 'unknown command 1d286b0300304131'],
    ['another function of the QR', '<1d286b0300315a31>', 'unknown command 1d286b0300315a31'],
    ['another function of GS (', '<1d28410200 0002>', 'unknown command 1d284102000002'],
    ['GS ( H of another length', '<1d284802003030>', 'unknown command 1d284802003030'],
    ['another raster', '<1d763100 0100 0100 ff>', 'unknown command 1d76310001000100'],
    ['a QR without data', '<1d286b0300315130>', 'QR printed without data'],
    ['a QR of accents', '<1d286b0400315030 e9 1d286b0300315130>', 'QR of 1 bytes cannot be drawn'],
    ['a QR of nothing', '<1d286b0300315030 1d286b0300315130>', 'QR of 0 bytes cannot be drawn'],
    ['a QR of more than fits', `<1d286b040c315030 ${'61'.repeat(3073)} 1d286b0300315130>`, 'QR of 3073 bytes cannot be drawn'],
    ['a QR too wide', `<1d286b0300314308 1d286b6700315030 ${'61'.repeat(100)} 1d286b0300315130 1d286b0300314310 1d286b0300315130>`, 'QR is wider than the head'],
    ['a QR of model 1', '<1d286b040031413100>', 'QR model 1 is not drawn'],
    ['Code 128 in another set', '<1d6b49 04 7b433132>', 'Code 128 data "{C12" is not in code set B'],
    ['Code 128 with a function', '<1d6b49 05 7b42 7b3141>', 'Code 128 data "{B{1A" is not in code set B'],
    ['Code 128 too wide', '<1d7706 1d6b49 0a 7b423132333435363738>', 'Code 128 "12345678" is wider than the head'],
    ['an image too wide', `<1d763000 4900 0100 ${'ff'.repeat(73)}>`, 'image is wider than the head'],
  ])('%s is found out', async (_, bytes, error) => {
    const { twin, send } = connected();
    await send(bytes);
    expect(twin.errors()).toEqual([error]);
  });

  test('a paper is the same however its bytes are cut', async () => {
    const { bytes } = encodeReceipt({ title: 'Reçu', blocks: [{ kind: 'qr', text: 'https://moulin.example/1' }, { kind: 'code128', text: '8A1' }] }, { columns: 48 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: bytes.length })), async (cuts) => {
        const { twin, send } = connected();
        const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        for (const [index, place] of places.slice(1).entries()) await send(`<${Buffer.from(bytes.slice(places[index], place)).toString('hex')}>`);
        expect(twin.papers()).toMatchObject([{ lines: ['Reçu', '', '', '8A1'], codes: ['https://moulin.example/1', '8A1'] }]);
        expect(twin.errors()).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test('any bytes at all are survived, also those that begin like commands', async () => {
    const beginning = fc.constantFrom([0x1d, 0x28, 0x6b], [0x1d, 0x28, 0x6b, 0x0a, 0x00, 0x31, 0x50, 0x30], [0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30], [0x1d, 0x6b, 0x49], [0x1d, 0x76, 0x30], [0x1b], [0x1d], [0x10, 0x14], [0x1d, 0x56, 0]);
    const bytes = fc.array(fc.oneof(beginning, fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 12 })), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(bytes, async (parts) => {
        const { twin, send } = connected();
        await send(`<${Buffer.from(parts.flat()).toString('hex')}>`);
        await send(`<${'00'.repeat(70_000)}>`);
        twin.turn({ silent: true });
        twin.turn({ silent: false });
        const before = twin.papers().length;
        await send(`<1b40>un${cut}`);
        expect(twin.papers().length).toBe(Math.min(100, before + 1));
        expect(twin.papers().at(-1)?.lines.at(-1)).toBe('un');
        expect(twin.papers().every(({ png }) => png.length > 0)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('real-time commands are taken out wherever they stand and however they are cut, all else passes unchanged', () => {
    const requests = [[0x10, 4, 1], [0x10, 4, 4], [0x10, 5, 1], [0x10, 5, 2], [0x10, 0x14, 8, 1, 3, 0x14, 1, 6, 2, 8]];
    const piece: fc.Arbitrary<number[]> = fc.oneof(fc.constantFrom(...requests), fc.array(fc.integer({ min: 0x11, max: 255 })), fc.constantFrom<number[]>([0x10, 4, 9], [0x10, 0x10, 0x41], [0x10, 0x14, 8, 1, 4]));
    fc.assert(
      fc.property(fc.array(piece), fc.integer({ min: 1, max: 9 }), (pieces, size) => {
        const bytes = Uint8Array.from([...pieces.flat(), 0x41]);
        const filter = new RealTimeFilter();
        const found = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => filter.push(bytes.slice(index * size, (index + 1) * size))).flat();
        expect(found.filter(({ kind }) => kind === 'request')).toHaveLength(pieces.filter((part) => requests.includes(part)).length);
        expect(found.flatMap((part) => (part.kind === 'data' ? Array.from(part.bytes) : []))).toEqual([...pieces.filter((part) => !requests.includes(part)).flat(), 0x41]);
      }),
    );
  });
});

describe('the paper', () => {
  beforeAll(async () => {
    const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
    await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true });
  });

  test.each([42, 48] as const)('codes printed at %i columns read back as the same text, by a decoder that knows nothing of us', async (columns) => {
    const { twin, send } = connected({}, columns);
    const qr = 'https://moulin.example/preuve/6A12345678901?m=Zm9vYmFyYmF6cXV4';
    const { bytes, reports } = encodeReceipt({ title: 'Preuve de dépôt', blocks: [{ kind: 'qr', text: qr }, { kind: 'code128', text: '6A{12}3~456 8901' }] }, { columns });
    expect(reports).toEqual([]);
    await send(`<${Buffer.from(bytes).toString('hex')}>`);
    const read = await readBarcodes(new Uint8Array(twin.papers()[0]?.png ?? []), { formats: ['QRCode', 'Code128'], tryHarder: true });
    expect(read.map(({ text }) => text).toSorted()).toEqual(['6A{12}3~456 8901', qr].toSorted());
  });

  test('is 80 mm wide, its text where it was aligned, its edges cut and no more', async () => {
    const { twin, send } = connected();
    await send(`<1b7410>HH${cut}<1b6101>HH${cut}<1b6102>HH${cut}`);
    const [left, centre, right] = await Promise.all(twin.papers().map(({ png }) => dots(png)));
    expect(left?.width).toBe(640);
    expect(left?.left).toBeGreaterThanOrEqual(32);
    expect(left?.right).toBeLessThan(32 + 24);
    expect([centre?.left, centre?.right].map((x) => Math.abs((x ?? 0) - 320) <= 12)).toEqual([true, true]);
    expect(right?.right).toBeLessThanOrEqual(32 + 576);
    expect(right?.left).toBeGreaterThan(32 + 576 - 25);
    expect(left?.transparent).toBeGreaterThan(0);
    expect(left?.transparent).toBeLessThan(640);
  });

  test('double size is twice as wide, font B narrower, bold and inverted darker, underlined has a line', async () => {
    const { twin, send } = connected();
    await send(`HHHH${cut}<1d2111>HHHH${cut}<1d2100 1b4d01>HHHH${cut}<1b4d00 1b4501>HHHH${cut}<1b4500 1d4201>HHHH${cut}<1d4200 1b2d01>HHHH${cut}<1b2d00 1b21b9>HHHH${cut}`);
    expect(twin.errors()).toEqual([]);
    const [plain, double, small, bold, inverted, underlined, all] = await Promise.all(twin.papers().map(({ png }) => dots(png)));
    const width = (found: { left: number; right: number } | undefined): number => (found?.right ?? 0) - (found?.left ?? 0);
    expect(Math.round(width(double) / width(plain))).toBe(2);
    expect(width(small)).toBeLessThan(width(plain));
    expect(bold?.dark).toBeGreaterThan(plain?.dark ?? 0);
    expect(inverted?.dark).toBeGreaterThan(bold?.dark ?? 0);
    expect(underlined?.dark).toBeGreaterThan(plain?.dark ?? 0);
    expect(width(all)).toBeGreaterThan(width(small) * 1.5);
  });

  test('an image is printed dot for dot', async () => {
    const { twin, send } = connected();
    await send(`<1d763000 0100 0200 81 3c>${cut}`);
    expect(await dots(twin.papers()[0]?.png ?? new Uint8Array())).toMatchObject({ dark: 6, left: 32, right: 39 });
  });

  test('a line longer than the paper goes on below; tabs stop at every eighth column; feeds and carriage returns are no text', async () => {
    const { twin, send } = connected();
    await send(`${'x'.repeat(50)}<0d 0a>a<09>b<0a 1b332a 1b4a10>fin<1b4a08 1b32 1c26 00 1b5200 1b6402>.<0a 1d564203>suite<0a 1b69>encore<0a 1b6d>`);
    expect(twin.papers().map(({ lines }) => lines)).toEqual([['x'.repeat(48), 'xx', 'a       b', 'fin', '', '', '.'], ['suite'], ['encore']]);
    expect(twin.errors()).toEqual([]);
  });

  test('a strip without ink is no paper; the last hundred are kept; two metres are the end of one', async () => {
    const { twin, send } = connected();
    await send('<1b6404 1d5600>');
    expect(twin.papers()).toEqual([]);
    for (let paper = 0; paper < 103; paper += 1) await send(`${paper}${cut}`);
    expect(twin.papers().map(({ number }) => number)).toEqual(Array.from({ length: 100 }, (_, index) => index + 4));
    await send(`x<0a>${'<1b64ff>'.repeat(3)}${cut}`);
    expect(twin.errors()).toEqual(['paper longer than two metres']);
    expect((await dots(twin.papers().at(-1)?.png ?? new Uint8Array())).height).toBeLessThanOrEqual(longestPaper + 24);
  });
});

describe('the knobs', () => {
  test.each([
    [{ papier: 'out' }, /no knob "papier".*paper, linesLeft/],
    [{ paper: 'gone' }, /knob "paper"/],
    [{ linesLeft: 0 }, /knob "linesLeft"/],
    [[], /JSON object/],
  ])('%j is refused, by name, and nothing is turned', (patch, message) => {
    const { twin } = connected();
    const before = twin.knobs();
    expect(() => twin.turn(patch)).toThrow(message);
    expect(twin.knobs()).toEqual(before);
  });

  test.each([
    [{}, '12121212', '10000000', '00'],
    [{ paper: 'near-end' }, '1212121e', '10000300', '03'],
    [{ paper: 'out' }, '1a32127e', '18000f00', ''],
    [{ cover: 'open' }, '1a161212', '38000000', ''],
    [{ offline: true }, '1a121212', '18000000', ''],
  ])('%j is told as the manuals say: DLE EOT, automatic status, GS r', async (patch, realTime, automatic, sensor) => {
    const { twin, send } = connected();
    expect(await send('<1d610e>')).toBe('10000000');
    expect(await send('<1d7201>')).toBe('00');
    twin.turn(patch);
    const told = await send('');
    expect(told).toBe(automatic === '10000000' ? '' : automatic);
    expect(await send('<100401 100402 100403 100404>')).toBe(realTime);
    // GS r waits in the buffer while the printer is off line (Better BT-532C, page 49).
    expect(await send('<1d7201>')).toBe(sensor);
  });

  test('without GS a nothing is told unasked, and ESC @ ends it', async () => {
    const { twin, send } = connected();
    twin.turn({ cover: 'open' });
    expect(await send('')).toBe('');
    twin.turn({ cover: 'closed' });
    await send('<1d610e>');
    await send('<1b40>');
    twin.turn({ cover: 'open' });
    expect(await send('')).toBe('');
  });

  test('a jammed cutter keeps the job; DLE ENQ 1 finishes it when the knife is free, DLE ENQ 2 forgets it', async () => {
    const { twin, send } = connected({ cutterJam: true });
    expect(await send(`un${cut}deux${cut}<1d284806003030 41424344>`)).toBe('');
    expect(await send('<100402 100403>')).toBe('521a');
    await send('<100501>');
    expect(twin.papers()).toEqual([]);
    expect(await send('<100502 100403>')).toBe('1a');
    twin.turn({ cutterJam: false });
    expect(await send('<100501 100403>')).toBe('12');
    await send(`trois${cut}`);
    // What stood before the knife is on the next paper: nobody has cut it off.
    expect(twin.papers().map(({ lines }) => lines)).toEqual([['un', 'trois']]);
  });

  test('a paper end is no error: DLE ENQ 2 leaves what was received, which prints when paper is loaded; DLE DC4 8 takes it', async () => {
    for (const [command, papers] of [['<100502>', [['un'], ['deux', 'trois']]], ['<10 14 08 01 03 14 01 06 02 08>', [['un']]]] as const) {
      const { twin, send } = connected({ linesLeft: 1 });
      await send(`un<0a>deux<0a>trois${cut}`);
      expect(twin.knobs()).toMatchObject({ paper: 'out', linesLeft: null });
      expect(await send(command)).toBe(command === '<100502>' ? '' : '372500');
      twin.turn({ paper: 'ok' });
      await settled();
      expect(twin.papers().map(({ lines }) => lines)).toEqual(papers);
    }
  });

  test('the end of printing is confirmed when the lines before it are printed, and by an old model never', async () => {
    const { twin, send, clock } = connected({ slow: 100 });
    expect(await send(`un<0a>deux<0a 1d284806003030 41424344>`)).toBe('');
    clock.advance(100);
    expect(await send('')).toBe('');
    clock.advance(100);
    await settled();
    twin.turn({ slow: 0 });
    expect(await send('<1d284806003030 41424345>')).toBe('37224142434500');
    twin.turn({ noEndOfPrint: true });
    expect(await send('<1d284806003030 41424346>')).toBe('');
    expect(twin.errors()).toEqual([]);
  });

  test('a printer that hangs answers nothing, and has forgotten everything when it was switched off and on', async () => {
    const { twin, send } = connected({ slow: 1_000 });
    await send('<1d610e>un<0a>deux<0a>');
    twin.turn({ silent: true });
    expect(await send('<100401>trois<0a>')).toBe('');
    twin.turn({ silent: false, slow: 0 });
    expect(await send(`quatre${cut}`)).toBe('');
    expect(twin.papers().map(({ lines }) => lines)).toEqual([['un', 'quatre']]);
  });

  test('a pulled cable ends the connection and every new one until it is put back', async () => {
    const { twin, send, plugIn, isClosed } = connected();
    twin.turn({ unplugged: true });
    expect(isClosed()).toBe(true);
    plugIn();
    expect(isClosed()).toBe(true);
    twin.turn({ unplugged: false });
    plugIn();
    expect(await send('<100401>')).toBe('12');
    twin.close();
    expect(isClosed()).toBe(true);
  });

  test('a connection is lost once, after a line; the rest is printed all the same', async () => {
    const { twin, send, isClosed } = connected({ dropConnection: true });
    await send(`un<0a>deux${cut}`);
    expect(isClosed()).toBe(true);
    expect(twin.knobs().dropConnection).toBe(false);
    expect(twin.papers().map(({ lines }) => lines)).toEqual([['un', 'deux']]);
  });

  test('whoever watches hears of knobs and papers until they stop', async () => {
    const { twin, send } = connected();
    let heard = 0;
    const stop = twin.onChange(() => {
      heard += 1;
    });
    twin.turn({ slow: 0 });
    await send(`un${cut}`);
    expect(heard).toBe(2);
    stop();
    twin.turn({ slow: 0 });
    expect(heard).toBe(2);
  });

  test('a buffer that nobody empties overflows, and it is noticed', async () => {
    const { twin, send } = connected({ cover: 'open' });
    await send('x'.repeat(1_048_576));
    expect(twin.errors()).toEqual([]);
    await send('x');
    expect(twin.errors()).toEqual(['receive buffer overrun']);
  });
});
