import { describe } from 'vitest';
import { loopbackTcp, serialLine } from '../laid-wire.fixture.ts';
import { describeScale, scaleProtocols } from './conformance.ts';

describe.each(Object.entries(scaleProtocols))('%s', (_, protocol) => {
  describeScale('loopback TCP', protocol, loopbackTcp);
});

// USB hands reports over by a file of its own; that wire has its own test (hidraw.test.ts).
describe.each(['MT-SICS', 'Toledo 8217'] as const)('%s', (name) => {
  const protocol = scaleProtocols[name];
  if (!protocol) throw new Error(`no protocol ${name}`);
  describeScale('a serial line (a pty pair made by socat)', protocol, serialLine(9_600));
});
