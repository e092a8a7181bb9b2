import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that mostly wait, for devices that fall silent and for processes that start: begun first, they wait beside the others.
 * Begun last, one of them alone is waited for. A machine that has just been installed remembers no durations by which to sort.
 */
const slowest = [
  'test/crash/disaster', 'test/crash/crash', 'test/matrix/', 'devices/scale/conformance', 'flows/checkout/recovery', 'test/simulation/life', 'test/model/', 'flows/random',
  'renderer/screens/screens', 'test/devices/', 'devices/cli', 'devices/payment-terminal/', 'electron/stopping', 'electron/terminal', 'test/simulation/rot',
];

export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => place(one) - place(other));
  }
}

function place({ moduleId }: TestSpecification): number {
  const found = slowest.findIndex((path) => moduleId.includes(`/${path}`));
  return found === -1 ? slowest.length : found;
}
