import { createCaisseAp } from './caisse-ap.ts';
import { describePaymentTerminal } from './conformance.ts';
import { commonBehaviours, quietBench, type Protocol } from './quiet-bench.fixture.ts';
import { createVirtualPaymentTerminal, virtualTerminalSettings } from './virtual-caisse-ap.ts';

const caisseAp: Protocol = {
  driver: (context) => createCaisseAp({ ...context, settings: virtualTerminalSettings }),
  twin: createVirtualPaymentTerminal,
  behaviours: commonBehaviours,
  cancels: 'last',
};

describePaymentTerminal('Caisse-AP on loopback TCP', quietBench('tcp', caisseAp));
describePaymentTerminal('Caisse-AP in memory', quietBench('memory', caisseAp));
