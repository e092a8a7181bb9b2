import { loopbackTcp, serialLine } from '../laid-wire.fixture.ts';
import { describeReceiptPrinter } from './conformance.ts';

describeReceiptPrinter('loopback TCP', loopbackTcp);
describeReceiptPrinter('a serial line (a pty pair made by socat)', serialLine(115_200));
