import type { View } from '../../flows/view.ts';
import type { Simulation } from '../simulation/world.ts';
import { Violation } from '../simulation/violation.ts';
import { kindOf, type Fault, type Subject } from './faults.ts';
import { itemGrams } from './stories.ts';

/**
 * What a screen claims, against what the devices know: the money is compared by the simulation's own books after every event;
 * here are the labels, the papers and the weight.
 */
export class Claims {
  readonly #labels: number;
  readonly #papers: number;

  /** From here on a new customer is served. */
  constructor(world: Simulation) {
    this.#labels = labelsOut(world);
    this.#papers = papersOut(world);
  }

  /** @throws Violation */
  check(world: Simulation): void {
    const view = world.view();
    if (view === null) return;
    const said = saysPrinted(view);
    const labels = labelsOut(world) - this.#labels;
    must(said <= labels, `the screen ${view.screen} says that ${said} labels were printed, and ${labels} came out`);
    const papers = papersOut(world) - this.#papers;
    const saidPapers = papersSaid(view);
    must(saidPapers <= papers, `the screen ${view.screen} says that ${saidPapers} papers were printed, and ${papers} came out`);
    if (view.screen === 'offers') must(view.grams === itemGrams, `prices are shown for ${view.grams} g, and ${itemGrams} g lie there`);
  }
}

function labelsOut(world: Simulation): number {
  return world.cables.twins['label-printer'].papers().filter(({ complete, codes }) => complete && codes.some((code) => code.startsWith('MOULIN-VOID:'))).length;
}

function papersOut(world: Simulation): number {
  return world.cables.twins['receipt-printer'].papers().length;
}

function saysPrinted(view: View): number {
  // A prepaid item that was left is counted, too, and bears no label of ours.
  if (view.screen === 'farewell') return view.outcome === 'deposited' ? 0 : view.printed;
  return 'pieces' in view ? view.pieces.filter(({ state }) => state === 'printed').length : 0;
}

function papersSaid(view: View): number {
  switch (view.screen) {
    case 'farewell': {
      const slip = view.incident?.slip === 'printed' ? 1 : 0;
      return slip + [view.papers.proof, view.papers.receipt].filter((paper) => paper === 'printed').length;
    }
    case 'deposit':
      return view.incident?.slip === 'printed' ? 1 : 0;
    case 'drop-off':
      return view.papers === 'printed' ? 1 : 0;
    case 'copy':
      return view.phase === 'printed' ? 1 : 0;
    default:
      return 0;
  }
}

/** What a device that is plainly gone takes with it. */
const services = {
  scale: ['send'],
  'label-printer': ['send', 'stamps', 'supplement'],
  'receipt-printer': ['copy'],
  'payment-terminal': ['send', 'stamps', 'supplement'],
  'code-scanner': ['deposit', 'tracking', 'copy'],
  /** No customer needs it. */
  'badge-reader': [],
} as const;

/** Faults that show without anybody asking anything of the device, within its heartbeat. */
const plain: ReadonlySet<Fault> = new Set<Fault>(['disconnect', 'power', 'out', 'cover']);

/** While the fault lasts, the first screen says so before anybody has touched it. @throws Violation */
export function checkFirstScreen(world: Simulation, subject: Subject, fault: Fault): void {
  const view = world.view();
  if (view?.screen !== 'attract' || !plain.has(fault)) return;
  for (const service of services[kindOf(subject)]) {
    must(view.services.find(({ id }) => id === service)?.reason !== null, `the first screen offers "${service}" although ${subject}: ${fault}`);
  }
}

function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Violation(otherwise);
}
