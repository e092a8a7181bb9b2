import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../clock.ts';
import { settled } from '../settled.fixture.ts';
import { memoryWire } from '../wire/memory.ts';
import type { BytePort } from '../wire/wire.ts';
import { codeOf, createAimLines, lineTimeout, qrTextLimit, textLimit } from './aim-lines.ts';
import type { ScannedCode } from './code-scanner.ts';
import { createVirtualCodeScanner } from './virtual.ts';

const said = (text: string) => codeOf({ kind: 'line', text });
const rejection = (code: ScannedCode | { rejected: string }) => ('rejected' in code ? code.rejected : null);

describe('a scanned line', () => {
  test.each([
    [']C06A12345678901', 'code128', '6A12345678901'],
    [']C1010376012345678910', 'gs1-128', '010376012345678910'],
    [']C1018\x1d21X', 'gs1-128', '018\x1d21X'],
    [']Q1https://example.org/?a=]C0', 'qr', 'https://example.org/?a=]C0'],
    [']d1%0033000LX123456789FR', 'data-matrix', '%0033000LX123456789FR'],
    [']d2011234\x1d10', 'gs1-data-matrix', '011234\x1d10'],
    [']C0 two words ', 'code128', ' two words '],
    [']Q1caf\xc3\xa9 \xf0\x9f\x8c\xb7', 'qr', 'café 🌷'],
    [`]Q1${'x'.repeat(qrTextLimit)}`, 'qr', 'x'.repeat(qrTextLimit)],
  ])('%j is a code', (line, symbology, text) => {
    expect(said(line)).toEqual({ symbology, text });
  });

  test.each([
    ['6A12345678901', 'without AIM identifier'],
    [']', 'without AIM identifier'],
    [']C', 'without AIM identifier'],
    [']E03760123456789', 'EAN/UPC (]E0)'],
    [']C4A99912345678', 'Code 128 (]C4)'],
    [']Q3x', 'QR Code (]Q3)'],
    [']x9abc', 'of a kind not used here: (]x9)'],
    [']__proto__', 'of a kind not used here: (]__)'],
    [']C0', 'an empty code (]C0)'],
    [`]C0${'9'.repeat(textLimit + 1)}`, `longer than ${textLimit}`],
    [']C0RR1\x002', 'character 0x00'],
    [']C0RR1\x1b[2J', 'character 0x1B'],
    [']C0RR\x1d12', 'character 0x1D'],
    [']d1caf\xc3\xa9', 'character 0xC3'],
    [']Q1caf\xe9', 'a QR code whose text is not UTF-8'],
    [']Q1Camille\x07', 'a QR code with the control character 0x07'],
    [']Q1Camille\xc2\x9b', 'a QR code with the control character 0x9B'],
    [`]Q1${'x'.repeat(qrTextLimit + 1)}`, `longer than ${qrTextLimit}`],
    [']C0\x7f', 'character 0x7F'],
  ])('%j is not taken, and the reason says why', (line, reason) => {
    expect(rejection(said(line))).toContain(reason);
  });

  test('the reason never repeats what was scanned: a badge or a web address has no place in a log', () => {
    fc.assert(
      fc.property(fc.constantFrom('', ']E0', ']x9', ']C0\x07', ']Q1\xc3'), fc.stringMatching(/^\d{6,60}$/), (start, text) => {
        const reason = rejection(said(start + text));
        expect(reason).toMatch(/^an? /);
        expect(reason).not.toContain(text);
      }),
    );
  });

  test('whatever is taken is printable, short and of a known kind', () => {
    fc.assert(
      fc.property(fc.constantFrom(']C0', ']C1', ']Q1', ']d1', ']d2', ']E0', ''), fc.string({ unit: 'binary', maxLength: 500 }), (identifier, text) => {
        const code = said(identifier + text);
        if ('rejected' in code) return;
        expect(code.text.replaceAll('\n', '').replaceAll('\t', '').replaceAll('\x1d', '')).toMatch(code.symbology === 'qr' ? /^\P{Cc}*$/u : /^[ -~]*$/);
        expect(code.text.length).toBeLessThanOrEqual(code.symbology === 'qr' ? qrTextLimit : textLimit);
      }),
    );
  });
});

/** A scanner on a wire in memory, with time standing still. */
async function desk(chunk?: (bytes: Uint8Array) => Uint8Array[]) {
  const clock = new ManualClock();
  const twin = createVirtualCodeScanner();
  const codes: (ScannedCode | { readonly rejected: string })[] = [];
  const peers: BytePort[] = [];
  const scanner = createAimLines({
    clock,
    open: () => {
      const [near, far] = memoryWire(chunk);
      twin.attach(far);
      peers.push(far);
      return Promise.resolve(near);
    },
  });
  scanner.onCode((code) => codes.push(code));
  scanner.start();
  await settled();
  return { clock, twin, codes, scanner, peers };
}

describe('a code scanner', () => {
  test('is online once the line is open, and says that it cannot be asked who it is', async () => {
    const { scanner } = await desk();
    expect(scanner.health()).toMatchObject({ state: 'online', cause: null });
    expect(scanner.identity()).toEqual({ protocol: 'aim-lines' });
    await scanner.stop();
    expect(scanner.health()).toMatchObject({ state: 'offline', cause: 'stopped' });
  });

  test.each(['cr', 'lf', 'crlf'])('one code is heard once, whatever ends the line (%s)', async (terminator) => {
    const { twin, codes } = await desk();
    twin.turn({ terminator });
    twin.turn({ scan: { text: 'RR123456785FR' } });
    twin.turn({ scan: { text: '6A12345678901', symbology: 'data-matrix' } });
    await settled();
    expect(codes).toEqual([
      { symbology: 'code128', text: 'RR123456785FR' },
      { symbology: 'data-matrix', text: '6A12345678901' },
    ]);
    expect(twin.knobs().scan).toBeNull();
  });

  test('however the bytes are cut on the way, the codes are the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 7 }), fc.array(fc.stringMatching(/^[A-Z0-9 ]{1,30}$/), { maxLength: 5 }), async (size, texts) => {
        const { twin, codes } = await desk((bytes) => Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.slice(index * size, index * size + size)));
        for (const text of texts) twin.turn({ scan: { text } });
        await settled();
        expect(codes).toEqual(texts.map((text) => ({ symbology: 'code128', text })));
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    [{ aim: false }, 'without AIM identifier'],
    [{ garbage: true }, 'without AIM identifier'],
  ])('with %j the code is rejected with its reason', async (knobs, reason) => {
    const { twin, codes } = await desk();
    twin.turn({ ...knobs, scan: { text: 'RR123456785FR' } });
    await settled();
    expect(codes.map(rejection)).toEqual([expect.stringContaining(reason)]);
  });

  test('a kind of code that a parcel does not bear is rejected by name', async () => {
    const { twin, codes } = await desk();
    twin.turn({ scan: { text: '3760123456789', symbology: 'ean-13' } });
    await settled();
    expect(codes.map(rejection)).toEqual([expect.stringContaining('EAN/UPC')]);
  });

  test('a code cut short is told after the silence, and is not joined to the next', async () => {
    const { clock, twin, codes } = await desk();
    twin.turn({ cut: true, scan: { text: 'RR123456785FR' } });
    await settled();
    clock.advance(lineTimeout - 1);
    expect(codes).toEqual([]);
    clock.advance(1);
    expect(codes.map(rejection)).toEqual(['a code that was cut short: scan it again']);
    twin.turn({ cut: false, scan: { text: 'RR123456785FR' } });
    await settled();
    expect(codes.at(-1)).toEqual({ symbology: 'code128', text: 'RR123456785FR' });
  });

  test('an endless line is rejected once, and the next code is read', async () => {
    const { twin, codes, peers } = await desk();
    twin.turn({ scan: { text: 'x'.repeat(3_000) } });
    for (let part = 0; part < 20; part += 1) await peers[0]?.write(Buffer.from('x'.repeat(1_000)));
    twin.turn({ scan: { text: '1' } });
    twin.turn({ scan: { text: '1' } });
    await settled();
    expect(codes).toEqual([{ rejected: `a code longer than ${textLimit} characters` }, { rejected: `a code longer than ${qrTextLimit} characters` }, { symbology: 'code128', text: '1' }]);
  });

  test.each(['cr', 'lf', 'crlf'])('a contact card on a telephone is one code, with its lines, whatever ends a code (%s)', async (terminator) => {
    const { twin, codes } = await desk();
    twin.turn({ terminator });
    for (const end of ['', '\r\n']) twin.turn({ scan: { text: `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Chloé Müller\r\nNOTE:folded\r\n  here\r\nEND:VCARD${end}`, symbology: 'qr' } });
    twin.turn({ scan: { text: 'RR123456785FR' } });
    await settled();
    const card = { symbology: 'qr', text: 'BEGIN:VCARD\nVERSION:3.0\nFN:Chloé Müller\nNOTE:folded\n  here\nEND:VCARD' };
    expect(codes).toEqual([card, card, { symbology: 'code128', text: 'RR123456785FR' }]);
  });

  test('a card without line ends of its own, and a MECARD, are codes like any other', async () => {
    const { twin, codes } = await desk();
    for (const text of ['BEGIN:VCARD END:VCARD', 'MECARD:N:Martin,Chloé;;']) twin.turn({ scan: { text, symbology: 'qr' } });
    await settled();
    expect(codes.map((code) => ('text' in code ? code.text : code.rejected))).toEqual(['BEGIN:VCARD END:VCARD', 'MECARD:N:Martin,Chloé;;']);
  });

  test('a card that stops half-way is told after the silence', async () => {
    const { clock, twin, codes } = await desk();
    twin.turn({ scan: { text: 'BEGIN:VCARD\nFN:Camille', symbology: 'qr' } });
    await settled();
    clock.advance(lineTimeout - 1);
    expect(codes).toEqual([]);
    clock.advance(1);
    expect(codes).toEqual([{ rejected: 'a code that was cut short: scan it again' }]);
  });

  test('a card that stops half-way does not swallow the code that comes at once after it', async () => {
    const { twin, codes } = await desk();
    twin.turn({ scan: { text: 'BEGIN:VCARD\nFN:Camille', symbology: 'qr' } });
    twin.turn({ scan: { text: 'RR123456785FR' } });
    await settled();
    expect(codes).toEqual([{ rejected: 'a code that was cut short: scan it again' }, { symbology: 'code128', text: 'RR123456785FR' }]);
  });

  test('a card with a portrait is rejected once, not line by line', async () => {
    const { peers, twin, codes } = await desk();
    const portrait = Array.from({ length: 90 }, () => 'QUJD'.repeat(19)).join('\n ');
    await peers[0]?.write(Buffer.from(`]Q1BEGIN:VCARD\nPHOTO;ENCODING=b:${portrait}\nNOTE:${'x'.repeat(5_000)}\nFN:Camille\nEND:VCARD\r`));
    twin.turn({ scan: { text: '1' } });
    await settled();
    expect(codes).toEqual([{ rejected: `a code longer than ${qrTextLimit} characters` }, { symbology: 'code128', text: '1' }]);
  });

  test('a control character inside a card is named, tabs are not', async () => {
    const { twin, codes } = await desk();
    twin.turn({ scan: { text: 'BEGIN:VCARD\nFN:Camille\x1b[2J\nEND:VCARD', symbology: 'qr' } });
    twin.turn({ scan: { text: 'BEGIN:VCARD\nFN:Camille\t\nEND:VCARD', symbology: 'qr' } });
    await settled();
    expect(codes.map(rejection)).toEqual(['a QR code with the control character 0x1B', null]);
  });

  test('noise never crashes and is never a code', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 60 })), async (chunks) => {
        const { peers, codes } = await desk();
        for (const chunk of chunks) await peers[0]?.write(chunk);
        await settled();
        expect(codes.filter((code) => !('rejected' in code))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('a silent scanner reads nothing; one that is unplugged comes back on a fresh line', async () => {
    const { clock, twin, codes, scanner, peers } = await desk();
    twin.turn({ silent: true, scan: { text: '1' } });
    await settled();
    expect(codes).toEqual([]);
    await peers[0]?.close();
    await settled();
    expect(scanner.health()).toMatchObject({ state: 'offline', cause: 'connection closed' });
    clock.advance(250);
    await settled();
    twin.turn({ silent: false, scan: { text: '2' } });
    await settled();
    expect(codes).toEqual([{ symbology: 'code128', text: '2' }]);
  });

  test('who stops listening hears nothing more, and a closed twin says nothing', async () => {
    const { twin, scanner } = await desk();
    const heard: unknown[] = [];
    const stop = scanner.onCode((code) => heard.push(code));
    let changes = 0;
    const leave = twin.onChange(() => (changes += 1));
    twin.turn({ scan: { text: '1' } });
    await settled();
    stop();
    leave();
    twin.close();
    twin.turn({ scan: { text: '2' } });
    await settled();
    expect(heard).toHaveLength(1);
    expect(changes).toBe(2);
    expect(() => twin.turn({ scan: { text: '' } })).toThrow('code-scanner, knob "scan.text"');
  });
});
