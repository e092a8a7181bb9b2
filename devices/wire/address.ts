import type { SerialSettings } from './serial.ts';
import { openTcp, serveTcp } from './tcp.ts';
import { WireError, type BytePort, type OpenWire, type WireServer } from './wire.ts';

export type WireAddress = { readonly scheme: 'tcp'; readonly host: string; readonly port: number } | ({ readonly scheme: 'serial' } & SerialSettings);

/**
 * Reads `tcp://host:port` or `serial:///dev/ttyUSB0?baudRate=9600&dataBits=7&parity=even&stopBits=1`.
 * @throws WireError that names what is wrong and what to write instead.
 */
export function parseAddress(text: string): WireAddress {
  if (!URL.canParse(text)) throw new WireError(`"${text}" is not an address: write tcp://host:port or serial:///dev/ttyUSB0?baudRate=9600`);
  const url = new URL(text);
  if (url.protocol === 'tcp:') {
    const port = Number(url.port);
    if (!url.hostname || !Number.isInteger(port) || url.port === '') throw new WireError(`"${text}" lacks a host or a port: write tcp://host:port`);
    return { scheme: 'tcp', host: url.hostname.replace(/^\[|\]$/g, ''), port };
  }
  if (url.protocol === 'serial:') return { scheme: 'serial', ...serialSettings(url, text) };
  throw new WireError(`"${text}" has an unknown scheme "${url.protocol}": write tcp:// or serial://`);
}

function serialSettings(url: URL, text: string): SerialSettings {
  const path = pathOf(url, text);
  const choose = <T>(name: string, fallback: T, allowed: readonly T[], read: (value: string) => unknown): T => {
    const given = url.searchParams.get(name);
    if (given === null) return fallback;
    const found = allowed.find((value) => value === read(given));
    if (found === undefined) throw new WireError(`"${text}": ${name}=${given} is not one of ${allowed.join(', ')}`);
    return found;
  };
  for (const name of url.searchParams.keys()) {
    if (!['baudRate', 'dataBits', 'parity', 'stopBits'].includes(name)) throw new WireError(`"${text}": unknown setting ${name}`);
  }
  return {
    path,
    baudRate: choose('baudRate', 9600, [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200], Number),
    dataBits: choose<7 | 8>('dataBits', 8, [7, 8], Number),
    parity: choose<'none' | 'even' | 'odd'>('parity', 'none', ['none', 'even', 'odd'], String),
    stopBits: choose<1 | 2>('stopBits', 1, [1, 2], Number),
  };
}

/** @throws WireError on a path that is missing, or whose first part was taken for a host because a slash is missing. */
function pathOf(url: URL, text: string): string {
  if (url.hostname) throw new WireError(`"${text}" names a host: write serial:///dev/ttyUSB0, with three slashes`);
  if (!url.pathname.startsWith('/') || url.pathname === '/') throw new WireError(`"${text}" lacks the device: write serial:///dev/ttyUSB0`);
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

/** How to open a fresh port at that address, each time it is called. @throws WireError on a malformed address. */
export function wireAt(text: string): OpenWire {
  const address = parseAddress(text);
  return (signal) => (address.scheme === 'tcp' ? openTcp(address.host, address.port, signal) : openSerialLine(address));
}

/** Listens for TCP connections, or holds one end of a serial line (a pty, a null-modem cable). */
export async function serveAt(text: string, onConnection: (port: BytePort) => void): Promise<WireServer> {
  const address = parseAddress(text);
  if (address.scheme === 'tcp') return serveTcp(address.host, address.port, onConnection);
  const port = await openSerialLine(address);
  onConnection(port);
  return { url: text, close: () => port.close() };
}
