import type { Role } from '../../flows/assisted/acts.ts';
import type { Provision, StaffStore } from './store.ts';

/**
 * Workers of a terminal whose devices are all virtual, so that whoever tries it can help a customer: invented, with PINs that
 * stand on the workbench's page and here. They are provisioned once, where nobody else has been, and are gone as soon as
 * the terminal starts with one real device.
 */
export interface Demonstrator {
  readonly staff: string;
  readonly name: string;
  readonly role: Role;
  readonly badge: string;
  readonly number: string | null;
  readonly pin: string;
}

export const demonstrators: readonly Demonstrator[] = [
  { staff: 'DEMO-A', name: 'Nadia', role: 'agent', badge: '04D3A001A1B2C3', number: null, pin: '294617' },
  { staff: 'DEMO-M1', name: 'Karim', role: 'manager', badge: '04D3A002A1B2C3', number: '7302', pin: '50418265' },
  { staff: 'DEMO-M2', name: 'Lucie', role: 'manager', badge: '04D3A003A1B2C3', number: null, pin: '816390' },
  { staff: 'DEMO-T', name: 'Yann', role: 'technician', badge: '04D3A004A1B2C3', number: null, pin: '730519' },
];

const salt = Buffer.alloc(16, 'demonstration');

/** scrypt of the PINs above, made once: a start need not wait a third of a second for secrets that are none. A test makes them again. */
const hashes: Readonly<Record<string, string>> = {
  'DEMO-A': '0a44bb17f5d0ee05391ff00408ea8de5e7509ceeefde11390e0082177be7958c',
  'DEMO-M1': '4c56b1ca4945c921221a4c6f5933066c60d78a5d4d43d97cae44bf36e404c224',
  'DEMO-M2': '5e27cbe2b1986b7497680ce6f39ca984bee866ad6d24f6dc99bce72dc63aa25e',
  'DEMO-T': '437e1995ccbd37c9e7e4eb870413e6abf7d36e03ad9d0e15f751d701e7a6b8eb',
};

/** Puts them in, or takes them out. @throws StoreError */
export function provisionDemonstrators(store: StaffStore, { virtual }: { readonly virtual: boolean }): void {
  store.transaction(() => {
    if (!virtual) store.removeDemonstration();
    else if (store.list().length === 0) for (const one of demonstrators) store.put(provisionOf(one));
  });
}

export function provisionOf({ staff, name, role, badge, number }: Demonstrator): Provision {
  return { staff, name, role, badge, number, pin: { salt, hash: Buffer.from(hashes[staff] ?? '', 'hex') }, demonstration: true };
}
