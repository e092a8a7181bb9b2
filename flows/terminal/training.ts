import type { LabelDrawing } from '../documents/label-drawing.ts';
import type { Paper } from '../documents/paper.ts';
import { markedLabel, markedPaper } from '../documents/training-marks.ts';
import { frenchWords } from '../documents/words.ts';
import type { CardPort, FrankingAuthority, Health, Ledger, Ports } from '../ports.ts';

/**
 * School mode (FIS-14): everything can be tried, and nothing is sold. The same flows run over other ports: a card terminal
 * that debits nobody, a ledger that writes on the training chain and takes no number, and printers on whose every paper
 * `MODE ÉCOLE` is put at the one door through which papers leave.
 */
export function trainingPorts(ports: Ports, ledger: Ledger): Ports {
  const { labels, papers } = ports;
  return {
    ...ports,
    training: true,
    ledger,
    card: trainingCard,
    authority: trainingAuthority,
    labels: {
      health: () => labels.health(),
      onHealth: (listener) => labels.onHealth(listener),
      print: (label: LabelDrawing, id: string) => labels.print(markedLabel(label), id),
    },
    papers: {
      columns: papers.columns,
      health: () => papers.health(),
      onHealth: (listener) => papers.onHealth(listener),
      print: (paper: Paper, id: string) => papers.print(markedPaper(paper), id),
    },
    // Nothing travels, so that nothing is announced to anybody; and nobody's declaration is kept.
    preAdvice: { keep: () => ({ ok: true, value: undefined }), withdraw: () => undefined, trouble: () => null },
  };
}

/** Whoever issues real marks is not asked for one: it would be paid for. Nothing that was made here can be recognised later. */
const trainingAuthority: FrankingAuthority = {
  mark: ({ label }) => ({ payload: label, legend: [frenchWords('specimen'), frenchWords('worthless')] }),
  seal: () => 'ECOLE',
  labelOf: () => null,
  isSealOf: () => false,
};

const well: Health = { state: 'online', cause: null, warnings: [], since: 0 };

/** Says yes to everything, and moves no money. */
const trainingCard: CardPort = {
  health: () => well,
  onHealth(listener) {
    listener(well);
    return () => undefined;
  },
  pay: () => Promise.resolve({ kind: 'ok', value: { authorisation: null, cardLast4: null } }),
  resolve: () => Promise.resolve({ kind: 'ok', value: { authorisation: null, cardLast4: null } }),
  cancel: () => Promise.resolve({ kind: 'ok', value: undefined }),
  refund: () => Promise.resolve({ kind: 'ok', value: undefined }),
};
