import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionOf, type PrinterStatus } from './condition.ts';
import { StatusFrames } from './frames.ts';
import { parseErrorStatus, parseHostStatusOne, parseHostStatusTwo, parseIdentity, type HostStatus } from './status.ts';

const framed = (...texts: string[]) => new TextEncoder().encode(texts.map((text) => `\u0002${text}\u0003\r\n`).join(''));

describe('frames between STX and ETX', () => {
  it('come out the same however the network cuts the bytes', () => {
    const texts = ['030,0,0,1225,000,0,0,0,000,0,0,0', '000,0,0,0,0,2,4,0,00000000,1,000', '1234,0', '\r\nPRINTER STATUS\r\n'];
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 140 }), { maxLength: 12 }), (cuts) => {
        const bytes = framed(...texts);
        const frames = new StatusFrames();
        const places = [0, ...cuts.map((cut) => cut % bytes.length).toSorted((a, b) => a - b), bytes.length];
        const found = places.slice(1).flatMap((end, index) => frames.push(bytes.slice(places[index], end)));
        expect(found).toEqual(texts);
      }),
    );
  });

  it('lose what has no beginning, no end, or no bound', () => {
    const frames = new StatusFrames();
    expect(frames.push(new TextEncoder().encode('noise\u0003\u0002lost\u0002kept\u0003'))).toEqual(['kept']);
    expect(frames.push(new TextEncoder().encode(`\u0002${'x'.repeat(600)}\u0003\u0002next\u0003`))).toEqual(['next']);
  });
});

describe('~HS', () => {
  it('tells paper, pause, queue and heat on its first line', () => {
    expect(parseHostStatusOne('030,1,0,1225,002,1,0,1,000,1,0,1')).toEqual({
      paperOut: true, paused: false, labelLength: 1225, queued: 2, bufferFull: true, partial: true, memoryLost: true, tooCold: false, tooHot: true,
    });
  });

  it('tells head, ribbon and what remains on its second line', () => {
    expect(parseHostStatusTwo('000,0,1,1,1,2,4,1,00000007,1,000')).toEqual({ headOpen: true, ribbonOut: true, thermalTransfer: true, waitingToBeTaken: true, remaining: 7 });
  });

  it('is read with spaces, and with fields that newer firmware adds to the first line', () => {
    expect(parseHostStatusOne(' 030, 0,1,1225,000,0,0,0,000,0,0,0,9,x')).toMatchObject({ paused: true, paperOut: false });
  });

  it.each(['', '1234,0', '030,0,0,1225,000,0,0,0,000,0,0', 'a,b,c,d,e,f,g,h,i,j,k,l', '030,,0,1225,000,0,0,0,000,0,0,0', '030,-1,0,1225,000,0,0,0,000,0,0,0'])('is not read from "%s"', (frame) => {
    expect(parseHostStatusOne(frame)).toBeNull();
  });

  it.each(['', '1234,0', '030,0,0,1225,000,0,0,0,000,0,0,0', '000,0,0,0,0,2,4,0,0000000x,1,000'])('has no second line in "%s"', (frame) => {
    expect(parseHostStatusTwo(frame)).toBeNull();
  });
});

describe('~HQES', () => {
  const status = (errors: string, warnings = '0 00000000 00000000') => `\r\nPRINTER STATUS\r\nERRORS: ${errors}\r\nWARNINGS: ${warnings}\r\n`;

  it.each([
    ['0 00000000 00000000', []],
    ['1 00000000 00000001', ['media-out']],
    ['1 00000000 00000005', ['media-out', 'head-open']],
    ['1 00000000 0000000A', ['ribbon-out', 'cutter']],
    ['1 00000000 000000f0', ['head-too-hot', 'motor-too-hot', 'bad-head-element', 'head-not-detected']],
    ['1 00000000 00000300', ['firmware-configuration', 'thermistor']],
    ['1 00000000 00004000', ['paper-feed']],
    ['1 00000000 0000B000', ['jam-during-retract', 'presenter-not-running', 'clear-path-failed']],
    ['1 00000000 000C0000', ['black-mark-calibration', 'black-mark-not-found']],
    ['1 00000000 00000000', ['unnamed']],
    ['1 00000001 00000000', ['unnamed']],
    // Contradiction: bits without the flag. The bits are believed.
    ['0 00000000 00000001', ['media-out']],
  ])('ERRORS: %s', (errors, expected) => {
    expect([...(parseErrorStatus(status(errors))?.errors ?? [])]).toEqual(expected);
  });

  it('names warnings, when their flag is set', () => {
    expect([...(parseErrorStatus(status('0 00000000 00000000', '1 00000000 0000000F'))?.warnings ?? [])]).toEqual(['calibrate', 'clean-head', 'replace-head', 'paper-near-end']);
    expect(parseErrorStatus(status('0 00000000 00000000', '0 00000000 00000008'))?.warnings.size).toBe(0);
  });

  it.each(['', 'PRINTER STATUS', 'PRINTER STATUS ERRORS: 2 00000000 00000000 WARNINGS: 0 00000000 00000000', 'PRINTER STATUS ERRORS: 0 0000000 00000000 WARNINGS: 0 00000000 00000000'])('is not read from "%s"', (frame) => {
    expect(parseErrorStatus(frame)).toBeNull();
  });
});

describe('~HI', () => {
  it('names model, firmware and resolution', () => {
    expect(parseIdentity('ZTC ZD421-300dpi,V93.21.15Z,12,8192KB')).toEqual({ model: 'ZTC ZD421-300dpi', firmware: 'V93.21.15Z', dotsPerMillimetre: 12 });
    expect(parseIdentity('030,0,0,1225,000,0,0,0,000,0,0,0')).toBeNull();
  });
});

describe('garbage', () => {
  it('never crashes a parser and never yields a value', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const frame of new StatusFrames().push(bytes)) {
          expect([parseHostStatusOne(frame), parseHostStatusTwo(frame), parseErrorStatus(frame), parseIdentity(frame)]).toEqual([null, null, null, null]);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

const well: HostStatus = {
  paperOut: false, paused: false, labelLength: 1200, queued: 0, bufferFull: false, partial: false, memoryLost: false, tooCold: false, tooHot: false,
  headOpen: false, ribbonOut: false, thermalTransfer: false, waitingToBeTaken: false, remaining: 0,
};
const clean = { errors: new Set<never>(), warnings: new Set<never>() };

describe('what the answers mean', () => {
  it.each<[string, PrinterStatus, string, string, string | null]>([
    ['all is well', { host: well, errors: clean }, 'online', 'none', null],
    ['an older printer that knows no ~HQES is well', { host: well, errors: null }, 'online', 'none', null],
    ['its buffer is full', { host: { ...well, bufferFull: true }, errors: clean }, 'busy', 'none', null],
    ['paper is out', { host: { ...well, paperOut: true }, errors: null }, 'consumable-out', 'load-paper', 'paper-out'],
    ['the head is open', { host: { ...well, headOpen: true }, errors: null }, 'user-error', 'close-cover', 'head-open'],
    ['an open head is seen to before an empty roll', { host: { ...well, headOpen: true, paperOut: true }, errors: null }, 'user-error', 'close-cover', 'head-open'],
    ['it is paused', { host: { ...well, paused: true }, errors: clean }, 'user-error', 'restart', 'offline'],
    ['pause that came with an empty roll is the roll’s', { host: { ...well, paused: true, paperOut: true }, errors: clean }, 'consumable-out', 'load-paper', 'paper-out'],
    ['no ribbon is needed in direct thermal', { host: { ...well, ribbonOut: true }, errors: clean }, 'online', 'none', null],
    ['the ribbon is used up in thermal transfer', { host: { ...well, ribbonOut: true, thermalTransfer: true }, errors: clean }, 'consumable-out', 'call-technician', 'hardware'],
    ['it is too hot', { host: { ...well, tooHot: true }, errors: clean }, 'hardware-error', 'none', 'hardware'],
    ['it lost its memory', { host: { ...well, memoryLost: true }, errors: clean }, 'hardware-error', 'call-technician', 'hardware'],
    ['~HS is silent, ~HQES names the roll', { host: null, errors: { ...clean, errors: new Set(['media-out' as const]) } }, 'consumable-out', 'load-paper', 'paper-out'],
    ['~HS is silent, ~HQES names nothing', { host: null, errors: clean }, 'hardware-error', 'restart', 'silent'],
    ['they contradict each other: the worse is believed', { host: well, errors: { ...clean, errors: new Set(['paper-feed' as const]) } }, 'hardware-error', 'clear-jam', 'jam'],
    ['the presenter does not run', { host: well, errors: { ...clean, errors: new Set(['presenter-not-running' as const]) } }, 'hardware-error', 'clear-jam', 'jam'],
    ['the black mark is not found', { host: well, errors: { ...clean, errors: new Set(['black-mark-not-found' as const]) } }, 'hardware-error', 'load-paper', 'hardware'],
    ['an error without a name', { host: well, errors: { ...clean, errors: new Set(['unnamed' as const]) } }, 'hardware-error', 'call-technician', 'hardware'],
  ])('%s', (_, status, state, action, fault) => {
    const condition = conditionOf(status);
    expect(condition).toMatchObject({ state, action, fault });
    expect(condition.cause === null).toBe(fault === null);
  });

  it('warns without refusing to print', () => {
    const condition = conditionOf({ host: { ...well, tooCold: true, waitingToBeTaken: true }, errors: { ...clean, warnings: new Set(['paper-near-end' as const]) } });
    expect(condition).toMatchObject({ state: 'online', fault: null, warnings: ['paper-near-end', 'head-too-cold', 'label-not-taken'] });
  });
});
