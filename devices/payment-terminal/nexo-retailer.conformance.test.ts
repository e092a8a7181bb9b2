import { describePaymentTerminal } from './conformance.ts';
import { createNexoRetailer } from './nexo-retailer.ts';
import { commonBehaviours, quietBench, type Protocol } from './quiet-bench.fixture.ts';
import { createVirtualNexo, virtualNexoSettings } from './virtual-nexo.ts';

const nexo: Protocol = {
  driver: (context) => createNexoRetailer({ ...context, settings: virtualNexoSettings }),
  twin: createVirtualNexo,
  behaviours: commonBehaviours,
  cancels: 'any',
};

describePaymentTerminal('nexo Retailer on loopback TLS', quietBench('tls', nexo));
describePaymentTerminal('nexo Retailer in memory', quietBench('memory', nexo));
