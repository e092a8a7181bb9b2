import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../clock.ts';
import { memoryWire } from '../wire/memory.ts';
import type { BytePort } from '../wire/wire.ts';
import { parcelLabel, parcelLines } from './conformance.ts';
import { encodeLabel } from './encode.ts';
import { settled } from './scripted-printer.ts';
import { createVirtualLabelPrinter, type VirtualLabelPrinter } from './virtual.ts';

const slow = 1_000;

describe('the virtual label printer', () => {
  let clock: ManualClock;
  let twin: VirtualLabelPrinter;
  let wire: BytePort;
  let heard: string;

  const connect = () => {
    const [near, far] = memoryWire();
    near.onBytes((bytes) => (heard += new TextDecoder().decode(bytes)));
    twin.attach(far);
    return near;
  };

  beforeEach(() => {
    clock = new ManualClock();
    twin = createVirtualLabelPrinter({ clock });
    twin.turn({ slowMs: slow });
    heard = '';
    wire = connect();
  });

  const send = async (text: string) => {
    await wire.write(new TextEncoder().encode(text));
    await settled();
  };
  const ask = async (question: string) => {
    heard = '';
    await send(question);
    return heard;
  };
  const label = (text: string, more = '') => `^XA^PW400^LL200^FO20,20^A0N,30,30^FD${text}^FS${more}^XZ`;
  const lines = () => twin.papers().map((paper) => paper.lines.join('|'));
  /** Dark dots of the last paper inside a rectangle, as a part of all its dots. */
  const darkness = async (x: number, y: number, width: number, height: number) => {
    const { createCanvas, loadImage } = await import('@napi-rs/canvas');
    const image = await loadImage(Buffer.from(twin.papers().at(-1)?.png ?? new Uint8Array()));
    const canvas = createCanvas(image.width, image.height);
    canvas.getContext('2d').drawImage(image, 0, 0);
    const { data } = canvas.getContext('2d').getImageData(x, y, width, height);
    return data.filter((value, index) => index % 4 === 0 && value < 128).length / (width * height);
  };

  it('answers ~HS in three frames, ~HQES and ~HI in one', async () => {
    expect(await ask('~HS')).toBe('\u0002030,0,0,1225,000,0,0,0,000,0,0,0\u0003\r\n\u0002000,0,0,0,0,2,4,0,00000000,1,000\u0003\r\n\u00021234,0\u0003\r\n');
    expect(await ask('~HQES')).toBe('\u0002\r\nPRINTER STATUS\r\nERRORS: 0 00000000 00000000\r\nWARNINGS: 0 00000000 00000000\r\n\u0003\r\n');
    expect(await ask('~HI')).toBe('\u0002Moulin virtual-203dpi,V1.0.0,8,8176KB\u0003\r\n');
  });

  it('names what is wrong in the bits of ~HQES', async () => {
    twin.turn({ media: 'out', headOpen: true, jam: true });
    expect(await ask('~HQES')).toContain('ERRORS: 1 00000000 00004005');
    twin.turn({ media: 'near-end', headOpen: false, jam: false });
    expect(await ask('~HQES')).toContain('ERRORS: 0 00000000 00000000\r\nWARNINGS: 1 00000000 00000008');
  });

  it('keeps ~HS to itself when out of media or open, unless it is of the other sort', async () => {
    for (const fault of [{ media: 'out' }, { headOpen: true }]) {
      twin.turn({ media: 'ok', headOpen: false, silentWhenFaulty: true, ...fault });
      expect(await ask('~HS')).toBe('');
      twin.turn({ silentWhenFaulty: false });
      expect(await ask('~HS')).toContain('headOpen' in fault ? '000,0,1,' : '030,1,0,');
    }
  });

  it('answers nothing when silent, and prints all the same', async () => {
    twin.turn({ silent: true });
    expect(await ask(`~HS~HQES~HI${label('MUET')}`)).toBe('');
    clock.advance(slow);
    expect(lines()).toEqual(['MUET']);
  });

  it('counts what is queued, what remains and what is half received', async () => {
    await send(label('UN') + label('DEUX', '^PQ3'));
    await send('^XA^FO1,1');
    expect(await ask('~HS')).toMatch(/^.030,0,0,0200,001,0,0,1,.*\r\n.000,0,0,0,0,2,4,0,00000001,/);
    clock.advance(slow);
    expect(await ask('~HS')).toContain(',00000003,');
    clock.advance(3 * slow);
    expect(lines()).toEqual(['UN', 'DEUX', 'DEUX', 'DEUX']);
  });

  it('prints the same whatever the chunks', () => {
    const bytes = encodeLabel(parcelLabel);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: bytes.length }), { maxLength: 8 }), (cuts) => {
        const other = createVirtualLabelPrinter({ clock });
        const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        let deliver: (piece: Uint8Array) => void = () => {};
        other.attach({ closed: null, write: () => Promise.resolve(), onBytes: (listener) => (deliver = listener), onClose: () => {}, close: () => Promise.resolve() });
        places.slice(1).forEach((end, index) => deliver(bytes.slice(places[index], end)));
        clock.advance(slow);
        expect(other.papers().map((paper) => paper.lines)).toEqual([parcelLines]);
        expect(other.errors()).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('survives any bytes at all', () => {
    const pieces = fc.oneof(fc.uint8Array({ maxLength: 20 }), fc.constantFrom('^XA', '^XZ', '^FD', '^FS', '^BC', '^BXN,4,200', '^FO9,9', '^GB9999999,9', '^PW99999999', '^LL', '^FB10', '^FR', '~JA', '~HS', '^A0', '>').map((text) => new TextEncoder().encode(text)));
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (stream) => {
        const other = createVirtualLabelPrinter({ clock });
        let deliver: (piece: Uint8Array) => void = () => {};
        other.attach({ closed: null, write: () => Promise.resolve(), onBytes: (listener) => (deliver = listener), onClose: () => {}, close: () => Promise.resolve() });
        for (const piece of stream) deliver(piece);
        clock.advance(slow);
        expect(other.papers().length).toBeLessThanOrEqual(30);
      }),
    );
  });

  describe('when something happens in the middle of a label', () => {
    it.each([
      ['the head is opened', { headOpen: true }, { headOpen: false }],
      ['the label jams', { jam: true }, { jam: false }],
      ['the roll is torn out', { media: 'out' }, { media: 'ok' }],
    ])('%s: half a label comes out, and the whole one by itself after the repair', async (_, fault, repair) => {
      await send(`^XA^PW400^LL200^FO20,20^A0N,30,30^FDHAUT^FS^FO20,150^A0N,30,30^FDBAS^FS^XZ`);
      clock.advance(slow / 2);
      twin.turn(fault);
      clock.advance(10 * slow);
      expect(twin.papers().map(({ lines, complete }) => ({ lines, complete }))).toEqual([{ lines: ['HAUT'], complete: false }]);
      twin.turn(repair);
      clock.advance(slow);
      expect(lines()).toEqual(['HAUT', 'HAUT|BAS']);
    });

    it('but not by itself when it was cancelled meanwhile', async () => {
      await send(label('UN') + label('DEUX'));
      clock.advance(slow / 2);
      twin.turn({ headOpen: true });
      await send('~JA');
      twin.turn({ headOpen: false });
      clock.advance(10 * slow);
      expect(twin.papers().map((paper) => paper.complete)).toEqual([false]);
    });

    it('a label in motion comes out in spite of a cancellation, the rest does not', async () => {
      await send(label('UN', '^PQ5') + label('DEUX') + '^XA^FO1,1');
      clock.advance(slow / 2);
      await send('~JA');
      clock.advance(10 * slow);
      expect(lines()).toEqual(['UN']);
      expect(await ask('~HS')).toContain(',000,0,0,0,');
    });

    it('PAUSE lets it finish, and holds the next', async () => {
      await send(label('UN') + label('DEUX'));
      clock.advance(slow / 2);
      twin.turn({ paused: true });
      clock.advance(10 * slow);
      expect(lines()).toEqual(['UN']);
      expect(await ask('~HS')).toMatch(/^.030,0,1,/);
      twin.turn({ paused: false });
      clock.advance(slow);
      expect(lines()).toEqual(['UN', 'DEUX']);
    });

    it('a pulled cable does not stop it, and new connections end at once', async () => {
      await send(label('UN'));
      twin.turn({ dropConnection: true });
      await settled();
      expect(wire.closed).not.toBeNull();
      expect(connect().closed).not.toBeNull();
      clock.advance(slow);
      expect(lines()).toEqual(['UN']);
      twin.turn({ dropConnection: false });
      wire = connect();
      expect(await ask('~HI')).toContain('Moulin');
    });
  });

  it('without power a label stops half way, what waits is forgotten, and nothing comes out when it is back', async () => {
    await send(label('one') + label('two'));
    clock.advance(slow / 2);
    twin.turn({ powered: false });
    expect(wire.closed).not.toBeNull();
    expect(connect().closed).not.toBeNull();
    twin.turn({ powered: true });
    clock.advance(10 * slow);
    expect(twin.papers().map(({ complete }) => complete)).toEqual([false]);
    wire = connect();
    await send(label('three'));
    clock.advance(slow);
    expect(twin.papers().at(-1)).toMatchObject({ complete: true, lines: ['three'] });
  });

  it('finds the end of the roll when the next label is begun, and forgets it with a new roll', async () => {
    twin.turn({ labelsLeft: 1 });
    await send(label('UN') + label('DEUX'));
    clock.advance(slow);
    expect(twin.knobs()).toMatchObject({ media: 'out', labelsLeft: 0 });
    expect(lines()).toEqual(['UN']);
    twin.turn({ media: 'ok' });
    expect(twin.knobs()).toMatchObject({ media: 'ok', labelsLeft: null });
    clock.advance(slow);
    expect(lines()).toEqual(['UN', 'DEUX']);
  });

  it('ends a roll in the middle of a label', async () => {
    twin.turn({ labelsLeft: 1.25 });
    await send(label('UN') + label('DEUX'));
    clock.advance(3 * slow);
    expect(twin.papers().map((paper) => paper.complete)).toEqual([true, false]);
    expect(twin.knobs().media).toBe('out');
  });

  it.each([
    ['an unknown knob', { colour: 'red' }, /colour/],
    ['a value that a knob does not take', { media: 'wet' }, /media/],
    ['a negative time', { slowMs: -1 }, /slowMs/],
    ['no object', 'out', /object/],
  ])('refuses %s, names it, and turns nothing', (_, patch, message) => {
    const before = twin.knobs();
    expect(() => twin.turn(patch)).toThrow(message);
    expect(twin.knobs()).toEqual(before);
  });

  it('tells its listeners of knobs and papers, until they have heard enough or it is closed', async () => {
    let heardOf = 0;
    const stop = twin.onChange(() => (heardOf += 1));
    twin.turn({ jam: false });
    await send(label('UN'));
    clock.advance(slow);
    // A knob, and a paper.
    expect(heardOf).toBe(2);
    stop();
    twin.turn({ jam: true });
    expect(heardOf).toBe(2);
    await send(label('DEUX'));
    twin.turn({ jam: false });
    twin.close();
    clock.advance(slow);
    expect(lines()).toEqual(['UN']);
    expect(wire.closed).not.toBeNull();
  });

  describe('reads ZPL for itself', () => {
    it.each<[string, string, string[]]>([
      ['fields from the label’s home, with the default font', '^LH10,10^CF0,40^FO5,5^FDUn^FS', ['Un']],
      ['hexadecimal with an indicator of its own', '^FO5,50^A0N,30,30^FH\\^FD\\5EA_5E^FS', ['^A_5E']],
      ['text before UTF-8 was asked as Latin-1', '^FO5,50^A0N,30,30^FH^FD_E9^FS', ['é']],
      ['UTF-8 by hexadecimal', '^CI28^FO5,50^A0N,30,30^FH^FD_C3_A9^FS', ['é']],
      ['a block’s escapes', '^FO5,50^A0N,30,30^FB300,1,0,C^FDa\\\\b\\&c\\-d^FS', ['a\\b\ncd']],
      ['lines broken for the eye', '^FO5,50\r\n^A0N,30,30\r\n^FDun\r\n deux^FS\r\n', ['un deux']],
      ['rows from the left', '^FO200,50^A0N,30,30^FDdroite^FS^FO5,52^A0N,20,20^FDgauche^FS^FO5,10^A0N,20,20^FDhaut^FS', ['haut', 'gauche', 'droite']],
      ['a second strike as the same text', '^FT5,50^A0N,30,30^FDgras^FS^FT6,50^A0N,30,30^FDgras^FS^FT90,50^A0N,30,30^FDgras^FS', ['gras', 'gras']],
      ['text under a bar code', '^FO20,20^BY2^BCN,40,Y^FD>:AB12^FS', ['AB12']],
      ['a mode of the paper path, of which it makes nothing', '^MMT^FO5,5^A0N,20,20^FDx^FS', ['x']],
      ['lower case', '^fo5,5^a0N,20,20^fdx^fs', ['x']],
    ])('%s', async (_, zpl, expected) => {
      await send(`^XA${zpl}^XZ`);
      clock.advance(slow);
      expect(twin.papers()[0]?.lines).toEqual(expected);
      expect(twin.errors()).toEqual([]);
    });

    it.each<[string, string, RegExp]>([
      ['a command it does not know', '^XA^ZZ9^XZ', /\^ZZ9/],
      ['a control it does not know', '~XYZ^XA^XZ', /~XYZ/],
      ['a format in a format', '^XA^XA^XZ', /within/],
      ['a field outside a format', '^FO1,1', /outside/],
      ['a field left open', '^XA^FDx^XZ', /open/],
      ['bytes that are no command', 'hello', /0x68/],
      ['turned text', '^XA^A0R,20,20^FDx^FS^XZ', /upright/],
      ['several lines', '^XA^FB300,2^FDx^FS^XZ', /one line/],
      ['text wider than its block', '^XA^A0N,30,30^FB30,1,0,L^FDtrop long^FS^XZ', /passes its block/],
      ['another mode of Code 128', '^XA^BCN,40,N,N,N,U^FD1^FS^XZ', /mode N/],
      ['an obsolete Data Matrix', '^XA^BXN,4^FDx^FS^XZ', /ECC 200/],
      ['an empty Data Matrix', '^XA^BXN,4,200^FD^FS^XZ', /no data/],
      ['an escape it does not know', '^XA^BXN,4,200,0,0,6,_^FD_1^FS^XZ', /"_1"/],
      ['a Data Matrix with too much in it', `^XA^BXN,4,200^FD${'x'.repeat(3_200)}^FS^XZ`, /too (big|long)|maxima|large|data/i],
      ['an empty Code 128', '^XA^BCN,40^FD^FS^XZ', /no data/],
      ['an odd digit in subset C', '^XA^BCN,40^FD>;123^FS^XZ', /pair/],
      ['subset A', '^XA^BCN,40^FD>93334^FS^XZ', /subset A/],
      ['an invocation that is none', '^XA^BCN,40^FD>:a>x^FS^XZ', /invocation/],
      ['a shift within Code 128', '^XA^BCN,40^FD>:a>8^FS^XZ', /not modelled/],
      ['a letter beyond subset B', '^XA^CI28^BCN,40^FD>:é^FS^XZ', /subset B/],
    ])('and notes %s', async (_, zpl, message) => {
      await send(`${zpl}^XA^XZ`);
      expect(twin.errors()[0]).toMatch(message);
    });

    it('escapes of a Data Matrix: itself, decimal, control', async () => {
      await send('^XA^FO5,5^BXN,4,200,0,0,6,_^FDa__b_d065_@^FS^XZ');
      clock.advance(slow);
      expect(twin.papers()[0]?.codes).toEqual(['a_bA\u0000']);
    });
  });

  describe('draws', () => {
    it('a box as its outline, a thick one filled, a white one white', async () => {
      await send('^XA^PW400^LL200^FO10,10^GB100,50,4^FS^FO150,10^GB100,50,50^FS^FO160,20^GB20,20,20,W^FS^XZ');
      clock.advance(slow);
      expect(await darkness(10, 10, 100, 4)).toBe(1);
      expect(await darkness(14, 14, 90, 40)).toBe(0);
      expect(await darkness(190, 10, 50, 50)).toBe(1);
      expect(await darkness(160, 20, 20, 20)).toBe(0);
    });

    it('reversed fields as what turns black and white over', async () => {
      await send('^XA^PW400^LL200^FO0,0^GB200,100,100^FS^FO20,20^A0N,60,60^FR^FDNUIT^FS^FO150,0^GB100,20,20^FR^FS^FO20,120^BY2^BCN,40,N^FR^FD12^FS^FO300,20^BXN,4,200^FR^FDx^FS^XZ');
      clock.advance(slow);
      const inside = await darkness(20, 20, 110, 50);
      expect(inside).toBeGreaterThan(0.4);
      expect(inside).toBeLessThan(0.95);
      expect(await darkness(150, 0, 50, 20)).toBe(0);
      expect(await darkness(200, 0, 50, 20)).toBe(1);
      expect(await darkness(20, 120, 60, 40)).toBeGreaterThan(0.2);
      expect(await darkness(300, 20, 4, 40)).toBe(1);
    });

    it('text where the block aligns it', async () => {
      const side = async (align: string) => {
        await send(`^XA^PW400^LL100^FT0,60^FB400,1,0,${align}^A0N,40,40^FDII^FS^XZ`);
        clock.advance(slow);
        return Promise.all([darkness(0, 0, 100, 100), darkness(150, 0, 100, 100), darkness(300, 0, 100, 100)]);
      };
      expect((await side('L')).map((part) => part > 0)).toEqual([true, false, false]);
      expect((await side('C')).map((part) => part > 0)).toEqual([false, true, false]);
      expect((await side('R')).map((part) => part > 0)).toEqual([false, false, true]);
    });

    it('codes that stand on their foot, too', async () => {
      await send('^XA^PW400^LL200^FT20,100^BY2^BCN,60,N^FD12^FS^FT200,100^BXN,4,200^FDx^FS^XZ');
      clock.advance(slow);
      expect(await darkness(20, 40, 2, 60)).toBe(1);
      expect(await darkness(200, 60, 4, 40)).toBe(1);
    });

    it('half a label as half a picture', async () => {
      twin.turn({ labelsLeft: 0.5 });
      await send(label('UN'));
      clock.advance(slow);
      const { loadImage } = await import('@napi-rs/canvas');
      const image = await loadImage(Buffer.from(twin.papers()[0]?.png ?? new Uint8Array()));
      expect([image.width, image.height]).toEqual([400, 100]);
    });
  });
});
