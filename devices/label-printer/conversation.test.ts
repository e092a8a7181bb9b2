import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../clock.ts';
import { memoryWire } from '../wire/memory.ts';
import { answerTimeout, Conversation, hostStatusGrace, SilentPrinter } from './conversation.ts';
import { errorStatus, hostStatus, inTime, ScriptedPrinter, settled } from './scripted-printer.ts';

describe('asking a printer how it is', () => {
  let clock: ManualClock;
  let printer: ScriptedPrinter;
  let conversation: Conversation;

  beforeEach(async () => {
    clock = new ManualClock();
    printer = new ScriptedPrinter();
    conversation = new Conversation(await printer.open(), clock);
  });

  it('asks ~HS and ~HQES in one write, and believes both', async () => {
    printer.answer = () => hostStatus({ remaining: 3 }) + errorStatus('00000001');
    const status = await conversation.ask();
    expect(printer.sent).toEqual(['~HS~HQES']);
    expect(status.host?.remaining).toBe(3);
    expect([...(status.errors?.errors ?? [])]).toEqual(['media-out']);
  });

  it('takes the silence of ~HS for what it is as soon as ~HQES names an error, without waiting', async () => {
    printer.answer = () => errorStatus('00000004');
    expect(await conversation.ask()).toMatchObject({ host: null });
    expect(clock.now()).toBe(0);
  });

  it('waits a moment for ~HS when ~HQES names nothing', async () => {
    printer.answer = () => errorStatus();
    const asked = conversation.ask();
    await settled();
    printer.say(hostStatus({ queued: 1 }));
    expect((await asked).host?.queued).toBe(1);
  });

  it('and no longer than a moment', async () => {
    printer.answer = () => errorStatus();
    expect((await inTime(clock, conversation.ask())).host).toBeNull();
    expect(clock.now()).toBe(hostStatusGrace);
  });

  it('is content with ~HS alone from a printer that does not know ~HQES, and asks no more for it', async () => {
    printer.answer = () => hostStatus();
    expect(await inTime(clock, conversation.ask())).toMatchObject({ errors: null, host: { remaining: 0 } });
    expect(clock.now()).toBe(answerTimeout);
    await conversation.ask();
    expect(printer.sent).toEqual(['~HS~HQES', '~HS']);
    expect(clock.now()).toBe(answerTimeout);
  });

  it('asks for ~HQES again once it has been heard', async () => {
    printer.answer = () => hostStatus();
    await inTime(clock, conversation.ask());
    printer.answer = () => errorStatus() + hostStatus();
    await conversation.ask();
    await conversation.ask();
    expect(printer.sent).toEqual(['~HS~HQES', '~HS', '~HS~HQES']);
  });

  it.each([
    ['nothing', null],
    ['half of ~HS', hostStatus().slice(0, 60)],
    ['garbage', '\u0002????\u0003\u0002'],
    ['only the identity', '\u0002ZD421,V1,8,1KB\u0003'],
  ])('is silent when %s comes', async (_, answer) => {
    printer.answer = () => answer;
    await expect(inTime(clock, conversation.ask())).rejects.toThrow(SilentPrinter);
  });

  it('lets this round’s answer overtake a late one of an earlier round', async () => {
    printer.answer = () => errorStatus('00000001');
    await conversation.ask();
    // The first round was closed by ~HQES; its ~HS comes when the second has begun.
    printer.answer = () => hostStatus({ remaining: 0 });
    const asked = conversation.ask();
    await settled();
    printer.say(hostStatus({ remaining: 1 }) + errorStatus());
    expect((await asked).host?.remaining).toBe(1);
  });

  it('hears nothing from answers that nobody asked for', async () => {
    printer.say(hostStatus({ remaining: 9 }) + errorStatus('00000001'));
    await settled();
    printer.answer = () => hostStatus() + errorStatus();
    expect((await conversation.ask()).host?.remaining).toBe(0);
  });

  it('asks one round at a time', async () => {
    const both = Promise.all([conversation.ask(), conversation.ask()]);
    await settled();
    expect(printer.sent).toHaveLength(1);
    printer.answer = () => hostStatus() + errorStatus();
    printer.say(hostStatus() + errorStatus());
    await both;
    expect(printer.sent).toHaveLength(2);
  });

  it('ends the round under way, and every later one, when the connection is gone', async () => {
    const asked = conversation.ask();
    await settled();
    conversation.end('cable pulled');
    await expect(asked).rejects.toThrow('cable pulled');
    await expect(conversation.ask()).rejects.toThrow('cable pulled');
  });

  it('fails at once when the question cannot be written', async () => {
    await printer.near?.close();
    await expect(conversation.ask()).rejects.toThrow('cannot write');
    expect(clock.now()).toBe(0);
  });

  it('keeps what the printer said of itself', async () => {
    expect(conversation.identity).toBeNull();
    printer.say('\u0002ZD421-203dpi,V93,8,8192KB\u0003');
    await settled();
    expect(conversation.identity).toEqual({ model: 'ZD421-203dpi', firmware: 'V93', dotsPerMillimetre: 8 });
  });

  it('reads answers however they are cut', async () => {
    const [near, far] = memoryWire((bytes) => Array.from(bytes, (byte) => Uint8Array.of(byte)));
    const cut = new Conversation(near, clock);
    far.onBytes(() => {});
    const asked = cut.ask();
    await far.write(new TextEncoder().encode(hostStatus({ remaining: 4 }) + errorStatus()));
    expect((await asked).host?.remaining).toBe(4);
  });
});
