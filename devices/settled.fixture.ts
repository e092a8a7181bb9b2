/** Lets everything that is due happen: memory wires, drivers and twins use microtasks only, so this is not a wait for time. */
export function settled(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
