import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deviceKinds } from '../devices/device.ts';
import { letterNumber } from '../flows/tracking/letter.ts';
import { configSchema, isVirtual, loadConfig, type Config } from './config.ts';
import { jsonFault } from './config/json-fault.ts';
import { numberingOf, numberingSchema, rangesOf } from './config/numbering.ts';
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

const article = { article: 'box-m', name: { fr: 'Carton moyen', en: 'Medium box' }, kind: 'box', price: 250 };

describe('without a configuration', () => {
  it('the terminal is a demonstration: every device virtual, numbers of nobody', () => {
    const config = loadConfig(null);
    if (!config.ok) throw new Error('no configuration was refused');
    expect(isVirtual(config.value)).toBe(true);
    expect(Object.keys(config.value.devices)).toEqual([...deviceKinds]);
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

  it('names what the operator sells, allots and replaces', () => {
    const given = {
      numbering: { letter: { prefix: '87000', from: 1, to: 99 }, registered: { prefix: '87000', from: 100, to: 199 }, s10Parcel: { service: 'CA', from: 5, to: 5 } },
      articles: [{ ...article, text: { fr: '30 × 20 × 15 cm', en: '30 × 20 × 15 cm' } }],
      drop: 'staff',
      tracking: { link: 'https://suivi.example/?code={number}' },
      tariffs: { publicKey: '/etc/moulin/tariffs.pub' },
      destinations: { file: '/etc/moulin/destinations.json' },
      pickUpPoints: { file: '/etc/moulin/points.json' },
      preAdvice: { keepDays: 7 },
    };
    const config = loaded(given) as Config;
    expect(config).toMatchObject(given);
    expect(numberingOf(config.numbering)).toEqual({ colissimo: '9V', letter: '87000', registered: '87000', 's10-letter': 'LU', 's10-registered': 'RA', 's10-parcel': 'CA' });
    expect(rangesOf(config.numbering)).toMatchObject({ registered: { prefix: '87000', from: 100, to: 199, warnBelow: 500 }, 's10-parcel': { prefix: 'CA', from: 5, to: 5 } });
  });

  it('without them sells no articles and shows no address, keeps customs data for thirty days, and wants no signature', () => {
    expect(loaded({})).toMatchObject({ articles: [], tracking: { link: null }, preAdvice: { keepDays: 30 }, tariffs: { publicKey: null }, pickUpPoints: { file: null } });
  });

  it('may give any number form its own prefix, as long as no number is given twice', () => {
    const prefix = fc.stringMatching(/^[0-9A-C]{1,4}$/);
    const bounds = fc.tuple(fc.nat(60), fc.nat(60)).map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) }));
    fc.assert(
      fc.property(prefix, bounds, prefix, bounds, (one, first, other, second) => {
        const result = numberingSchema.safeParse({ letter: { prefix: one, ...first }, registered: { prefix: other, ...second } });
        const numbers = (start: string, { from, to }: typeof first) => Array.from({ length: to - from + 1 }, (_, at) => letterNumber(start, from + at));
        const given = new Set(numbers(one, first));
        // It may be stricter than needed, never laxer.
        expect(result.success && numbers(other, second).some((number) => given.has(number))).toBe(false);
      }),
    );
  });

  const range = (kind: object) => ({ numbering: kind });
  const articles = (change: object) => ({ articles: [{ ...article, ...change }] });

  it.each<[string, unknown, string, RegExp]>([
    ['an unknown key, with the one that was meant', { devices: { scael: null } }, 'devices.scael', /did you mean "scale"\? Known here: scale, receipt-printer/],
    ['an unknown key at the top', { colour: 'red' }, 'colour', /not a key that Moulin knows.*Known here: office, display/],
    ['a list where an object belongs', [], '', /the whole is \[\]: give an object in braces/],
    ['a text where an object belongs', { devices: { scale: 'mt-sics' } }, 'devices.scale', /give an object in braces/],
    ['an unknown driver, with the drivers there are', { devices: { scale: { driver: 'toledo' } } }, 'devices.scale.driver', /is "toledo": give one of "mt-sics"/],
    ['a driver that was left out', { devices: { 'label-printer': { at: 'virtual' } } }, 'devices.label-printer.driver', /is missing: give one of "zpl"/],
    ['a badge reader by a driver there is not', { devices: { 'badge-reader': { driver: 'wedge' } } }, 'devices.badge-reader.driver', /is "wedge": give one of "pcsc"/],
    ['a keypad with two keys for one action', { keys: { keypad: { F17: 'Help', F18: 'Help' } } }, 'keys.keypad', /one key for each action/],
    ['a keypad with a meaning that there is not', { keys: { keypad: { F17: 'Buy' } } }, 'keys.keypad.F17', /Select/],
    ['an address without port', { devices: { scale: { driver: 'mt-sics', at: 'tcp://scale' } } }, 'devices.scale.at', /"virtual", "tcp:\/\/host:port" or "serial:.*lacks a host or a port/],
    ['an address of another scheme', { devices: { scale: { driver: 'mt-sics', at: 'http://scale:80' } } }, 'devices.scale.at', /unknown scheme "http:"/],
    ['an address that is none', { devices: { scale: { driver: 'mt-sics', at: 'COM1' } } }, 'devices.scale.at', /is not an address/],
    ['a serial line with a speed there is not', { devices: { scale: { driver: 'mt-sics', at: 'serial:///dev/ttyS0?baudRate=9601' } } }, 'devices.scale.at', /baudRate=9601 is not one of 1200/],
    ['an address that is a number', { devices: { scale: { driver: 'mt-sics', at: 9100 } } }, 'devices.scale.at', /is 9100: give "virtual"/],
    ['a setting that the driver does not know', { devices: { scale: { driver: 'mt-sics', settings: { colour: 'red' } } } }, 'devices.scale.settings', /what the driver mt-sics takes \(settings of scale.*colour/],
    ['a setting out of its range', { devices: { 'receipt-printer': { driver: 'esc-pos', settings: { columns: 80 } } } }, 'devices.receipt-printer.settings', /settings of receipt-printer, "columns"/],
    ['a card terminal of nexo that is not reached over TLS (PAY-5)', { devices: { 'payment-terminal': { driver: 'nexo-retailer', at: 'tcp://192.168.1.30:8443' } } }, 'devices.payment-terminal.at', /"tls:\/\/…" because the driver nexo-retailer/],
    ['a TLS address that does not say whom to believe', { devices: { 'payment-terminal': { driver: 'nexo-retailer', at: 'tls://192.168.1.30:8443' } } }, 'devices.payment-terminal.at', /does not say whom to believe/],
    ['settings that are a list', { devices: { scale: { driver: 'mt-sics', settings: [] } } }, 'devices.scale.settings', /give an object in braces/],
    ['an office without a name', { office: { ...office, name: undefined } }, 'office.name', /is missing: give a text of 1 to 60/],
    ['an office with an empty name', { office: { ...office, name: '  ' } }, 'office.name', /give a text of 1 to 60/],
    ['a terminal name that no label could carry', { office: { ...office, terminal: 'Été 7' } }, 'office.terminal', /letters A–Z, digits and hyphens/],
    ['an address line longer than the norm', { office: { ...office, address: ['x'.repeat(39)] } }, 'office.address[0]', /1 to 38 characters/],
    ['no address line', { office: { ...office, address: [] } }, 'office.address', /at least one address line/],
    ['a provider without phone', { office: { ...office, provider: { ...office.provider, phone: undefined } } }, 'office.provider.phone', /is missing/],
    ['a near-end sensor that stands for more labels than a roll holds', { labelRoll: { capacity: 100, nearEnd: 100 } }, 'labelRoll.nearEnd', /is 100: give fewer labels than labelRoll\.capacity, or null/],
    ['a small roll, with the sensor of a large one', { labelRoll: { capacity: 12 } }, 'labelRoll.nearEnd', /is missing: give fewer labels than labelRoll\.capacity, or null/],
    ['a port that is none', { health: { port: 0 } }, 'health.port', /is 0: give a port from 1 to 65535/],
    ['a lamp without a path', { lamp: { file: '' } }, 'lamp.file', /a text of 1 to 4096/],
    ['sticks looked for beside wherever it was started', { export: { mountRoot: 'media' } }, 'export.mountRoot', /is "media": give a path from the root, such as "\/media"/],
    ['sticks looked for one level up', { export: { mountRoot: '/media/..' } }, 'export.mountRoot', /a path from the root/],
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
    ['an S10 service that S10 keeps for other uses', range({ s10Parcel: { service: 'TA', from: 1, to: 9 } }), 'numbering.s10Parcel.service', /first is not J, K, S, T or W/],
    ['an S10 service of one letter', range({ s10Letter: { service: 'L', from: 1, to: 9 } }), 'numbering.s10Letter.service', /two letters such as "RA"/],
    ['an S10 range beyond eight digits', range({ s10Registered: { service: 'RA', from: 1, to: 100_000_000 } }), 'numbering.s10Registered.to', /at most 8 digits/],
    ['registered letters numbered as the others', range({ letter: { prefix: '87', from: 1, to: 50 }, registered: { prefix: '87', from: 50, to: 99 } }), 'numbering.registered', /numbers that numbering\.letter does not give too/],
    ['a prefix that is the beginning of another’s numbers', range({ letter: { prefix: '87', from: 1, to: 999_999_999_999 }, registered: { prefix: '8700', from: 1, to: 9 } }), 'numbering.registered', /does not give too/],
    ['one S10 service for two ranges that overlap', range({ s10Letter: { service: 'RA', from: 1, to: 9 }, s10Registered: { service: 'RA', from: 9, to: 20 } }), 'numbering.s10Registered', /numbering\.s10Letter does not give too/],
    ['an article without a price', articles({ price: undefined }), 'articles[0].price', /is missing: give a whole number of cents from 1/],
    ['an article that costs nothing', articles({ price: 0 }), 'articles[0].price', /from 1 to 50000/],
    ['a price in euros', articles({ price: 2.5 }), 'articles[0].price', /whole number of cents/],
    ['an article in one language', articles({ name: { fr: 'Carton' } }), 'articles[0].name.en', /is missing: give a text of 1 to 60/],
    ['an article of a kind there is not', articles({ kind: 'tube' }), 'articles[0].kind', /one of "envelope", "box", "padded", "other"/],
    ['an article with a key too many', articles({ vat: 20 }), 'articles[0].vat', /not a key that Moulin knows.*Known here: article, name, text, kind, price/],
    ['an article’s name that no ledger could carry', articles({ article: 'Boîte M' }), 'articles[0].article', /letters, digits and hyphens/],
    ['one article twice', { articles: [article, article] }, 'articles[1].article', /another name than articles\[0\]\.article/],
    ['too many articles', { articles: Array.from({ length: 41 }, (_, at) => ({ ...article, article: `a${at}` })) }, 'articles', /at most 40 articles/],
    ['articles that are no list', { articles: article }, 'articles', /a list in brackets/],
    ['a drop there is not', { drop: 'bag' }, 'drop', /"box" when the terminal has a slot of its own, else "staff"/],
    ['a tracking page without the number', { tracking: { link: 'https://suivi.example/' } }, 'tracking.link', /with \{number\} where the item number stands/],
    ['a tracking page that anybody could change on the way', { tracking: { link: 'http://suivi.example/{number}' } }, 'tracking.link', /"https:/],
    ['a tracking page whose host is the number', { tracking: { link: 'https://{number}.example/' } }, 'tracking.link', /"https:/],
    ['a tracking page with a password', { tracking: { link: 'https://a:b@suivi.example/{number}' } }, 'tracking.link', /"https:/],
    ['a tracking page that is none', { tracking: { link: 'javascript:alert({number})' } }, 'tracking.link', /"https:/],
    ['customs data kept for ever', { preAdvice: { keepDays: 10_000 } }, 'preAdvice.keepDays', /days from 1 to 365/],
    ['a key file that is a number', { tariffs: { publicKey: 1 } }, 'tariffs.publicKey', /a text of 1 to 4096/],
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
