import { describe, expect, test } from 'vitest';
import { parseAddress, serveAt, wireAt } from './address.ts';
import { ptyPair } from './pty-pair.ts';
import { WireError } from './wire.ts';

const serial = { scheme: 'serial', path: '/dev/ttyUSB0', baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 };

describe('an address', () => {
  test.each([
    ['tcp://192.168.1.20:4001', { scheme: 'tcp', host: '192.168.1.20', port: 4001 }],
    ['tcp://scale.local:9100/', { scheme: 'tcp', host: 'scale.local', port: 9100 }],
    ['tcp://[::1]:9100', { scheme: 'tcp', host: '::1', port: 9100 }],
    ['tcp://127.0.0.1:0', { scheme: 'tcp', host: '127.0.0.1', port: 0 }],
    [`tls://192.168.1.30:8443?sha256=${'0a'.repeat(32)}`, { scheme: 'tls', host: '192.168.1.30', port: 8443, trust: { kind: 'pinned', sha256: '0a'.repeat(32) } }],
    [`tls://card.local:8443?sha256=${'0A:'.repeat(31)}0A`, { scheme: 'tls', host: 'card.local', port: 8443, trust: { kind: 'pinned', sha256: '0a'.repeat(32) } }],
    ['tls://192.168.1.30:8443?ca=/etc/moulin/acquirer.pem&name=card.example', { scheme: 'tls', host: '192.168.1.30', port: 8443, trust: { kind: 'authority', file: '/etc/moulin/acquirer.pem', name: 'card.example' } }],
    ['tls://card.local:8443?ca=/etc/moulin/acquirer.pem', { scheme: 'tls', host: 'card.local', port: 8443, trust: { kind: 'authority', file: '/etc/moulin/acquirer.pem', name: 'card.local' } }],
    ['serial:///dev/ttyUSB0', serial],
    ['serial:///dev/ttyUSB0?baudRate=19200', { ...serial, baudRate: 19200 }],
    ['serial:///dev/ttyUSB0?baudRate=9600&dataBits=7&parity=even&stopBits=1', { ...serial, dataBits: 7, parity: 'even' }],
    ['hidraw:///dev/hidraw0', { scheme: 'hidraw', path: '/dev/hidraw0' }],
    ['unix:///run/pcscd/pcscd.comm', { scheme: 'unix', path: '/run/pcscd/pcscd.comm' }],
    ['serial:///dev/serial/by-id/usb-FTDI%20A', { ...serial, path: '/dev/serial/by-id/usb-FTDI A' }],
  ])('%s', (text, address) => {
    expect(parseAddress(text)).toEqual(address);
  });

  test.each([
    ['', 'write tcp://host:port or serial:///dev/ttyUSB0'],
    ['/dev/ttyUSB0', 'is not an address: write tcp://host:port or serial:///dev/ttyUSB0?baudRate=9600'],
    [`serial:///dev/ttyUSB0?${'a'.repeat(5_000)}`, 'it has 5022 characters, and 500 are the most'],
    ['tcp://host', 'lacks a host or a port: write tcp://host:port'],
    ['tcp://:9100', 'is not an address'],
    ['tcp://host:99999', 'is not an address'],
    ['http://host:80', 'unknown scheme "http:": write tcp://, tls://, serial://, hidraw:// or unix://'],
    ['tls://host', 'lacks a host or a port: write tls://host:port'],
    ['tls://host:8443', 'does not say whom to believe: add ?sha256='],
    ['tls://host:8443?sha256=12ab', 'sha256 is 64 hexadecimal digits'],
    [`tls://host:8443?sha256=${'0a'.repeat(32)}&ca=/x.pem`, 'not both'],
    ['tls://host:8443?insecure=1', 'unknown setting insecure'],
    ['serial://', 'lacks the device: write serial:///dev/ttyUSB0'],
    ['serial:///', 'lacks the device'],
    ['serial:///dev/ttyUSB0?baudRate=9601', 'baudRate=9601 is not one of 1200, 2400, 4800, 9600'],
    ['serial:///dev/ttyUSB0?parity=mark', 'parity=mark is not one of none, even, odd'],
    ['serial:///dev/ttyUSB0?dataBits=9', 'dataBits=9 is not one of 7, 8'],
    ['serial:///dev/ttyUSB0?stopBits=0', 'stopBits=0 is not one of 1, 2'],
    ['serial:///dev/ttyUSB0?baudrate=9600', 'unknown setting baudrate'],
    ['serial://ttyUSB0/dev?baudRate=9600', 'write serial:///dev/ttyUSB0'],
    ['serial:///dev/%zz', 'is not an address'],
    ['unix://run/pcscd/pcscd.comm', 'write unix:///run/pcscd/pcscd.comm, with three slashes'],
    ['hidraw://hidraw0', 'write hidraw:///dev/hidraw0, with three slashes'],
    ['hidraw:///dev/hidraw0?baudRate=9600', 'unknown setting baudRate'],
  ])('%j is refused, saying what to write', (text, remedy) => {
    expect(() => parseAddress(text)).toThrow(WireError);
    expect(() => parseAddress(text)).toThrow(remedy);
    expect(() => wireAt(text)).toThrow(WireError);
  });

  test('a serial line is served and opened by its address, with its settings', async () => {
    const pair = await ptyPair();
    const heard = Promise.withResolvers<string>();
    const server = await serveAt(pair.left, (port) => port.onBytes((bytes) => heard.resolve(Buffer.from(bytes).toString())));
    expect(server.url).toBe(pair.left);
    const port = await wireAt(`${pair.right}?baudRate=19200&parity=even&dataBits=7`)();
    await port.write(Buffer.from('hello'));
    expect(await heard.promise).toBe('hello');
    await port.close();
    await server.close();
    await pair.cut();
  });
});
