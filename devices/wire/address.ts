import { openHidraw } from './hidraw.ts';
import type { SerialSettings } from './serial.ts';
import { openTcp, serveTcp } from './tcp.ts';
import type { Trust } from './tls.ts';
import { openUnix, serveUnix } from './unix.ts';
import { WireError, type BytePort, type OpenWire, type WireServer } from './wire.ts';

interface NetworkAddress {
  readonly host: string;
  readonly port: number;
}

export type WireAddress =
  | ({ readonly scheme: 'tcp' } & NetworkAddress)
  | ({ readonly scheme: 'tls'; readonly trust: Trust } & NetworkAddress)
  | ({ readonly scheme: 'serial' } & SerialSettings)
  | { readonly scheme: 'hidraw'; readonly path: string }
  | { readonly scheme: 'unix'; readonly path: string };

/** Characters: more than any path or fingerprint needs, and little enough to stand in a sentence that refuses it. */
const longestAddress = 500;

/**
 * Reads `tcp://host:port`, `tls://host:port?sha256=…`, `tls://host:port?ca=/path/of/authority.pem&name=terminal.example`,
 * `serial:///dev/ttyUSB0?baudRate=9600&dataBits=7&parity=even&stopBits=1`, `hidraw:///dev/hidraw0` or `unix:///run/pcscd/pcscd.comm`.
 * @throws WireError that names what is wrong and what to write instead.
 */
export function parseAddress(text: string): WireAddress {
  if (text.length > longestAddress) throw new WireError(`"${text.slice(0, 40)}…" is not an address: it has ${text.length} characters, and ${longestAddress} are the most`);
  if (!URL.canParse(text)) throw new WireError(`"${text}" is not an address: write tcp://host:port or serial:///dev/ttyUSB0?baudRate=9600`);
  const url = new URL(text);
  if (url.protocol === 'tcp:') return { scheme: 'tcp', ...networkAddress(url, text) };
  if (url.protocol === 'tls:') return { scheme: 'tls', ...networkAddress(url, text), trust: trustIn(url, text) };
  if (url.protocol === 'serial:') return { scheme: 'serial', ...serialSettings(url, text) };
  if (url.protocol === 'hidraw:') return { scheme: 'hidraw', path: barePath(url, text, 'hidraw:///dev/hidraw0') };
  if (url.protocol === 'unix:') return { scheme: 'unix', path: barePath(url, text, 'unix:///run/pcscd/pcscd.comm') };
  throw new WireError(`"${text}" has an unknown scheme "${url.protocol}": write tcp://, tls://, serial://, hidraw:// or unix://`);
}

/** An address to listen at: whoever listens shows a certificate of its own, and believes nobody. @throws WireError as above. */
export function parseListen(text: string): WireAddress | ({ readonly scheme: 'tls' } & NetworkAddress) {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'tls:') return { scheme: 'tls', ...networkAddress(url, text) };
  return parseAddress(text);
}

function networkAddress(url: URL, text: string): NetworkAddress {
  const port = Number(url.port);
  if (!url.hostname || !Number.isInteger(port) || url.port === '') throw new WireError(`"${text}" lacks a host or a port: write ${url.protocol}//host:port`);
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port };
}

/** Whom to believe at the other end. Without it there is no connection: an unknown certificate is as good as none (PAY-5). */
function trustIn(url: URL, text: string): Trust {
  refuseOthers(url, text, ['sha256', 'ca', 'name']);
  const [sha256, file, name] = ['sha256', 'ca', 'name'].map((key) => url.searchParams.get(key));
  if (sha256 && file) throw new WireError(`"${text}" names a certificate and an authority: write sha256= or ca=, not both`);
  if (sha256) {
    const digits = sha256.replaceAll(':', '').toLowerCase();
    if (!/^[0-9a-f]{64}$/.test(digits)) throw new WireError(`"${text}": sha256 is 64 hexadecimal digits, the SHA-256 fingerprint of the device's certificate`);
    return { kind: 'pinned', sha256: digits };
  }
  if (!file) throw new WireError(`"${text}" does not say whom to believe: add ?sha256= with the fingerprint of the device's certificate, or ?ca= with the file of its authority`);
  return { kind: 'authority', file, name: name ?? url.hostname };
}

function serialSettings(url: URL, text: string): SerialSettings {
  const path = pathOf(url, text, 'serial:///dev/ttyUSB0');
  const choose = <T>(name: string, fallback: T, allowed: readonly T[], read: (value: string) => unknown): T => {
    const given = url.searchParams.get(name);
    if (given === null) return fallback;
    const found = allowed.find((value) => value === read(given));
    if (found === undefined) throw new WireError(`"${text}": ${name}=${given} is not one of ${allowed.join(', ')}`);
    return found;
  };
  refuseOthers(url, text, ['baudRate', 'dataBits', 'parity', 'stopBits']);
  return {
    path,
    baudRate: choose('baudRate', 9600, [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200], Number),
    dataBits: choose<7 | 8>('dataBits', 8, [7, 8], Number),
    parity: choose<'none' | 'even' | 'odd'>('parity', 'none', ['none', 'even', 'odd'], String),
    stopBits: choose<1 | 2>('stopBits', 1, [1, 2], Number),
  };
}

function barePath(url: URL, text: string, example: string): string {
  refuseOthers(url, text, []);
  return pathOf(url, text, example);
}

function refuseOthers(url: URL, text: string, known: readonly string[]): void {
  for (const name of url.searchParams.keys()) {
    if (!known.includes(name)) throw new WireError(`"${text}": unknown setting ${name}`);
  }
}

/** @throws WireError on a path that is missing, or whose first part was taken for a host because a slash is missing. */
function pathOf(url: URL, text: string, example: string): string {
  if (url.hostname) throw new WireError(`"${text}" names a host: write ${example}, with three slashes`);
  if (!url.pathname.startsWith('/') || url.pathname === '/') throw new WireError(`"${text}" lacks the device: write ${example}`);
  try {
    return decodeURIComponent(url.pathname);
  } catch {
    throw new WireError(`"${text}" is not an address: a % in it must be written %25`);
  }
}

/** The serial library is loaded when the first line is opened: a terminal without one starts sooner. */
async function openSerialLine(settings: SerialSettings): Promise<BytePort> {
  const { openSerial } = await import('./serial.ts');
  return openSerial(settings);
}

/** TLS too: most terminals have no card terminal that speaks it. */
async function openTlsConnection(host: string, port: number, trust: Trust, signal?: AbortSignal): Promise<BytePort> {
  const { openTls } = await import('./tls.ts');
  return openTls(host, port, trust, signal);
}

/** How to open a fresh port at that address, each time it is called. @throws WireError on a malformed address. */
export function wireAt(text: string): OpenWire {
  const address = parseAddress(text);
  return (signal) => {
    switch (address.scheme) {
      case 'tcp': return openTcp(address.host, address.port, signal);
      case 'tls': return openTlsConnection(address.host, address.port, address.trust, signal);
      case 'serial': return openSerialLine(address);
      case 'hidraw': return openHidraw(address.path);
      case 'unix': return openUnix(address.path, signal);
    }
  };
}

/** Listens for TCP connections, or for TLS ones with a certificate made for it, or holds one end of a serial line (a pty, a null-modem cable). */
export async function serveAt(text: string, onConnection: (port: BytePort) => void): Promise<WireServer> {
  const address = parseListen(text);
  if (address.scheme === 'tcp') return serveTcp(address.host, address.port, onConnection);
  if (address.scheme === 'tls') return serveTlsAt(address, onConnection);
  if (address.scheme === 'unix') return serveUnix(address.path, onConnection);
  if (address.scheme === 'hidraw') throw new WireError(`${text} cannot be listened on: a USB device is not played by a file; listen on tcp:// instead`);
  const port = await openSerialLine(address);
  onConnection(port);
  return { url: text, close: () => port.close() };
}

async function serveTlsAt({ host, port }: NetworkAddress, onConnection: (port: BytePort) => void): Promise<WireServer> {
  const [{ serveTls }, { freshCertificate }] = await Promise.all([import('./tls.ts'), import('./certificate.ts')]);
  return serveTls(host, port, await freshCertificate(host), onConnection);
}
