import { loopbackTcp, serialLine } from '../laid-wire.fixture.ts';
import { describeCodeScanner } from './conformance.ts';

describeCodeScanner('loopback TCP', loopbackTcp);
describeCodeScanner('a serial line (a pty pair made by socat)', serialLine(9_600));
