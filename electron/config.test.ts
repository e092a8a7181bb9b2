import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deviceKinds } from '../devices/device.ts';
import { configSchema, isVirtual, loadConfig, type Config } from './config.ts';
import { jsonFault } from './config/json-fault.ts';
import { temporaryDirectory } from './ledger/sample.fixture.ts';

const directory = temporaryDirectory();
afterAll(() => directory.remove());
const file = join(directory.path, 'terminal.json');

function loaded(content: unknown): Config | readonly string[] {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  const result = loadConfig(file);
  return result.ok ? result.value : result.error.map(({ message }) => message);
}

const office = {
  terminal: 'LYON-07-2',
  name: 'Lyon Guillotière',
  address: ['12 COURS GAMBETTA', '69007 LYON'],
  provider: { name: 'Opérateur', address: ['75015 PARIS'], registration: 'RCS 1', phone: '3631' },
};

describe('without a configuration', () => {
  it('the terminal is a demonstration: every device virtual, numbers of nobody', () => {
    const config = loadConfig(null);
    if (!config.ok) throw new Error('no configuration was refused');
    expect(isVirtual(config.value)).toBe(true);
    expect(Object.keys(config.value.devices)).toEqual([...deviceKinds]);
    expect(config.value.devices['badge-reader']).toBeNull();
    expect(config.value.office.terminal).toContain('DEMO');
    expect(config.value).toEqual(loaded({}));
  });
});

describe('a configuration', () => {
  it('changes what it names and leaves the rest', () => {
    const config = loaded({
      office,
      devices: { scale: { driver: 'mt-sics', at: 'serial:///dev/ttyUSB0?baudRate=9600&parity=even&dataBits=7', settings: { minimumGrams: 20 } }, 'label-printer': { driver: 'zpl', at: 'tcp://[::1]:9100' }, 'code-scanner': null },
      idle: { warnAfterSeconds: 90 },
    });
    expect(config).toMatchObject({
      office,
      devices: { scale: { at: 'serial:///dev/ttyUSB0?baudRate=9600&parity=even&dataBits=7', settings: { minimumGrams: 20 } }, 'receipt-printer': { driver: 'esc-pos', at: 'virtual' }, 'code-scanner': null },
      idle: { warnAfterSeconds: 90, graceSeconds: 30 },
    });
    expect(isVirtual(config as Config)).toBe(false);
  });

  it('may begin with a byte order mark, as some editors write it', () => {
    expect(loaded('\uFEFF{"workbench": false}')).toMatchObject({ workbench: false });
  });

  const range = (kind: object) => ({ numbering: kind });

  it.each<[string, unknown, string, RegExp]>([
    ['an unknown key, with the one that was meant', { devices: { scael: null } }, 'devices.scael', /did you mean "scale"\? Known here: scale, receipt-printer/],
    ['an unknown key at the top', { colour: 'red' }, 'colour', /not a key that Moulin knows.*Known here: office, display/],
    ['a list where an object belongs', [], '', /the whole is \[\]: give an object in braces/],
    ['a text where an object belongs', { devices: { scale: 'mt-sics' } }, 'devices.scale', /give an object in braces/],
    ['an unknown driver, with the drivers there are', { devices: { scale: { driver: 'toledo' } } }, 'devices.scale.driver', /is "toledo": give one of "mt-sics"/],
    ['a driver that was left out', { devices: { 'label-printer': { at: 'virtual' } } }, 'devices.label-printer.driver', /is missing: give one of "zpl"/],
    ['a device without driver in this version', { devices: { 'badge-reader': { driver: 'pcsc' } } }, 'devices.badge-reader.driver', /no driver.*write null/],
    ['an address without port', { devices: { scale: { driver: 'mt-sics', at: 'tcp://scale' } } }, 'devices.scale.at', /"virtual", "tcp:\/\/host:port" or "serial:.*lacks a host or a port/],
    ['an address of another scheme', { devices: { scale: { driver: 'mt-sics', at: 'http://scale:80' } } }, 'devices.scale.at', /unknown scheme "http:"/],
    ['an address that is none', { devices: { scale: { driver: 'mt-sics', at: 'COM1' } } }, 'devices.scale.at', /is not an address/],
    ['a serial line with a speed there is not', { devices: { scale: { driver: 'mt-sics', at: 'serial:///dev/ttyS0?baudRate=9601' } } }, 'devices.scale.at', /baudRate=9601 is not one of 1200/],
    ['an address that is a number', { devices: { scale: { driver: 'mt-sics', at: 9100 } } }, 'devices.scale.at', /is 9100: give "virtual"/],
    ['a setting that the driver does not know', { devices: { scale: { driver: 'mt-sics', settings: { colour: 'red' } } } }, 'devices.scale.settings', /what the driver mt-sics takes \(settings of scale.*colour/],
    ['a setting out of its range', { devices: { 'receipt-printer': { driver: 'esc-pos', settings: { columns: 80 } } } }, 'devices.receipt-printer.settings', /settings of receipt-printer, "columns"/],
    ['settings that are a list', { devices: { scale: { driver: 'mt-sics', settings: [] } } }, 'devices.scale.settings', /give an object in braces/],
    ['an office without a name', { office: { ...office, name: undefined } }, 'office.name', /is missing: give a text of 1 to 60/],
    ['an office with an empty name', { office: { ...office, name: '  ' } }, 'office.name', /give a text of 1 to 60/],
    ['a terminal name that no label could carry', { office: { ...office, terminal: 'Été 7' } }, 'office.terminal', /letters A–Z, digits and hyphens/],
    ['an address line longer than the norm', { office: { ...office, address: ['x'.repeat(39)] } }, 'office.address[0]', /1 to 38 characters/],
    ['no address line', { office: { ...office, address: [] } }, 'office.address', /at least one address line/],
    ['a provider without phone', { office: { ...office, provider: { ...office.provider, phone: undefined } } }, 'office.provider.phone', /is missing/],
    ['seconds as a text', { idle: { warnAfterSeconds: '60' } }, 'idle.warnAfterSeconds', /is "60": give a whole number of seconds from 20 to 600/],
    ['too little time to answer (WCAG 2.2.1)', { idle: { graceSeconds: 5 } }, 'idle.graceSeconds', /from 20 to 300/],
    ['half a second', { idle: { graceSeconds: 20.5 } }, 'idle.graceSeconds', /a whole number/],
    ['a screen without size', { display: { millimetresPerPixel: 0 } }, 'display.millimetresPerPixel', /from 0\.05 to 2/],
    ['a receipt policy there is not', { receipts: { policy: 'always' } }, 'receipts.policy', /"on-demand", or "auto"/],
    ['a workbench that is a word', { workbench: 'yes' }, 'workbench', /give true or false/],
    ['a range that ends before it begins', range({ colissimo: { product: '9V', from: 10, to: 9 } }), 'numbering.colissimo.to', /not below "from"/],
    ['a Colissimo range beyond ten digits', range({ colissimo: { product: '9V', from: 1, to: 10_000_000_000 } }), 'numbering.colissimo.to', /at most 10 digits/],
    ['a product code that is none', range({ colissimo: { product: 'V9', from: 1, to: 9 } }), 'numbering.colissimo.product', /two characters such as "9V"/],
    ['a letter range too long for its prefix', range({ letter: { prefix: '8700072061', from: 1, to: 10_000 } }), 'numbering.letter.to', /no more than 14 characters/],
    ['a range without its end', range({ letter: { prefix: '87', from: 1 } }), 'numbering.letter.to', /is missing: give a whole number/],
    ['a negative serial', range({ letter: { prefix: '87', from: -1, to: 5 } }), 'numbering.letter.from', /from 0 to/],
  ])('with %s is refused at its key, with the remedy', (_what, content, key, remedy) => {
    writeFileSync(file, JSON.stringify(content));
    const result = loadConfig(file);
    if (result.ok) throw new Error('it was accepted');
    const told = result.error.find((problem) => problem.key === key);
    expect(told?.message).toMatch(remedy);
    expect(told?.message).toContain(file);
  });

  it('tells all its problems at once', () => {
    expect(loaded({ workbench: 1, idle: { graceSeconds: 1 }, colour: 'red' })).toHaveLength(3);
  });

  it('that is not there names the path and the option', () => {
    const result = loadConfig(join(directory.path, 'nowhere.json'));
    expect(result).toMatchObject({ ok: false, error: [{ key: '', message: expect.stringMatching(/nowhere\.json cannot be read.*--config/) as string }] });
  });

  it('never ends in an exception, whatever the file holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.json().map((text) => `{"devices":${text},"numbering":${text},"office":${text}}`)), (content) => {
        writeFileSync(file, content);
        const result = loadConfig(file);
        expect(result.ok ? configSchema.safeParse(result.value).success : result.error.every(({ message }) => message.startsWith(file))).toBe(true);
      }),
    );
  });
});

describe('a file that is not JSON is told where', () => {
  it.each<[string, string, number, number, RegExp]>([
    ['a comma too many', '{\n  "workbench": true,\n}', 3, 1, /unexpected "}"/],
    ['a comma too few', '{\n  "a": [1, 2]\n  "b": 3\n}', 3, 3, /unexpected/],
    ['a word without quotes', '{"a": yes}', 1, 7, /unexpected "y"/],
    ['a key without quotes', '{a: 1}', 1, 2, /unexpected "a"/],
    ['a comment', '// terminal\n{}', 1, 1, /unexpected "\/"/],
    ['single quotes', "{'a': 1}", 1, 2, /unexpected "'"/],
    ['text behind the end', '{} x', 1, 4, /unexpected "x"/],
    ['a line break inside a text', '{"a": "b\n"}', 1, 9, /unexpected/],
    ['an escape there is not', '{"a": "\\x"}', 1, 9, /unexpected "x"/],
    ['a number with a leading zero', '{"a": 01}', 1, 8, /unexpected "1"/],
    ['a number that ends in its point', '{"a": 1.}', 1, 9, /unexpected "}"/],
    ['a literal cut short', '{"a": tru}', 1, 10, /unexpected "}"/],
    ['a brace that is not closed', '{"a": 1', 1, 8, /ends too early/],
    ['nothing', '', 1, 1, /ends too early/],
  ])('%s', (_what, content, line, column, what) => {
    expect(loaded(content)).toEqual([expect.stringContaining(`${file}:${line}:${column} is not JSON`)]);
    expect(jsonFault(content)).toMatchObject({ line, column, what: expect.stringMatching(what) as string });
  });

  it('any character that cannot stand there is found at its own place', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), (value, at) => {
        const text = JSON.stringify({ value }, null, 1);
        const place = at % text.length;
        // U+0001 may stand nowhere in JSON, neither between tokens nor in a text.
        expect(jsonFault(`${text.slice(0, place)}\u0001${text.slice(place)}`)).toMatchObject({
          line: text.slice(0, place).split('\n').length,
          column: place - text.lastIndexOf('\n', place - 1),
        });
      }),
    );
  });

  it('what is JSON has no fault', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(jsonFault(text)).toBeNull();
      }),
    );
  });
});
