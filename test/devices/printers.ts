import { systemClock, type Clock } from '../../devices/clock.ts';
import type { Device } from '../../devices/device.ts';
import { createDevice, createTwin } from '../../devices/drivers.ts';
import { followEvery } from '../../devices/label-printer/zpl.ts';
import type { PrintedLabel } from '../../devices/label-printer/virtual.ts';
import type { PrintedPaper } from '../../devices/twin.ts';
import { startVirtual } from '../../devices/virtual.ts';
import type { LabelDrawing } from '../../flows/documents/label-drawing.ts';
import type { Paper } from '../../flows/documents/paper.ts';

/**
 * The two printers as the terminal has them: the real driver, a loopback connection, and the twin at the other end. What
 * goes in is what the flows compose; what comes out is what came out of the printer.
 */

export interface Press<Content, Printed> {
  /** Prints one and hands over what came out. Throws when anything but success was said, or the twin did not understand. */
  print(content: Content): Promise<Printed>;
  close(): Promise<void>;
}

/**
 * Driver and twin live in this one process, which reading a code out of a picture keeps busy for a second at a time. A time-out
 * would then end before the twin's answer is looked at: each is thirty times as long here. Conformance has them as they are.
 */
const patient: Clock = { now: () => systemClock.now(), after: (ms, callback) => systemClock.after(ms < 1_000 ? ms : ms * 30, callback) };

/** This twin prints in no time, so the driver need not pause before it asks whether the label is out. */
const withoutPauses: Clock = { now: () => patient.now(), after: (ms, callback) => patient.after(ms === followEvery ? 0 : ms, callback) };

/** At 203 dpi (8 dots a millimetre) or 300 dpi (12). */
export async function labelPress(dotsPerMillimetre: 8 | 12 = 8): Promise<Press<LabelDrawing, PrintedLabel>> {
  const settings = { dotsPerMillimetre };
  const twin = createTwin('label-printer', { clock: systemClock, settings, knobs: { slowMs: 0 } });
  const running = await startVirtual(twin);
  const printer = createDevice('label-printer', 'zpl', { open: running.open, clock: withoutPauses, settings });
  await online(printer);
  return press(printer, twin, running);
}

export async function paperPress(columns: 42 | 48): Promise<Press<Paper, PrintedPaper>> {
  const twin = createTwin('receipt-printer', { clock: systemClock, settings: { columns } });
  const running = await startVirtual(twin);
  const reports: string[] = [];
  const printer = createDevice('receipt-printer', 'esc-pos', { open: running.open, clock: patient, settings: { columns }, report: (message) => reports.push(message) });
  await online(printer);
  return press(printer, { papers: () => twin.papers(), errors: () => [...twin.errors(), ...reports] }, running);
}

interface Answer {
  readonly kind: string;
}

function press<Content, Printed extends PrintedPaper>(
  printer: { print(content: Content, id: string): Promise<Answer>; stop(): Promise<void> },
  twin: { papers(): readonly Printed[]; errors(): readonly string[] },
  running: { close(): Promise<void> },
): Press<Content, Printed> {
  let jobs = 0;
  let told = 0;
  return {
    async print(content) {
      const before = twin.papers().at(-1)?.number ?? 0;
      const outcome = await printer.print(content, `job-${(jobs += 1)}`);
      const errors = twin.errors().slice(told);
      told = twin.errors().length;
      if (outcome.kind !== 'ok' || errors.length > 0) throw new Error(`${JSON.stringify(outcome)}; ${errors.join('; ')}`);
      const printed = twin.papers().filter((paper) => paper.number > before);
      const [paper] = printed;
      if (paper === undefined || printed.length > 1) throw new Error(`one paper was asked for, ${printed.length} came out`);
      return paper;
    },
    async close() {
      await printer.stop();
      await running.close();
    },
  };
}

async function online(device: Device): Promise<void> {
  device.start();
  await new Promise<void>((resolve) => {
    device.onHealth((health) => {
      if (health.state === 'online') resolve();
    });
  });
}
