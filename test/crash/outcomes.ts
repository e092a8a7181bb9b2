import type { Answers, Hands } from './errands.ts';

/** How the devices behave during a visit, apart from well: what a customer's visit has to end well in. */
export interface DeviceOutcome {
  readonly name: string;
  /** Turned before the visit. */
  readonly knobs?: Readonly<Record<string, object>>;
  /** What happens to a device as a screen is reached, before the customer answers it. */
  readonly happens?: Answers;
}

/** Slow enough for something to happen while a label moves. */
const slowLabels = { 'label-printer': { slowMs: 1_000 } };

/** As a label moves: the printer's own state is not on the screen, the piece that is printing is. */
function whileLabelMoves(nth: number, act: (hands: Hands) => void): Answers {
  return {
    issuing({ pieces }, hands) {
      if (pieces[nth - 1]?.state === 'printing') act(hands);
    },
  };
}

/** The roll ends after so many labels, which is found out when the next one is begun. */
function rollOf(labelsLeft: number): Pick<DeviceOutcome, 'knobs'> {
  return { knobs: { 'label-printer': { labelsLeft } } };
}

function whenRefunded(knobs: object): Answers {
  return { 'label-trouble': (_, { turn }) => turn('payment-terminal', knobs) };
}

/** Whoever works here has seen to every device, once the terminal has done what it could by itself. */
export const mended: DeviceOutcome = { name: 'all is mended', happens: { attract: mend, 'out-of-service': mend } };

function mend(_: unknown, { turn }: Hands): void {
  turn('payment-terminal', { answer: 'approve', silent: false, busy: false, resetAfterApproval: false, contradictory: false });
  turn('label-printer', { media: 'ok', jam: false, silent: false, slowMs: 0 });
  turn('receipt-printer', { paper: 'ok' });
}

export const outcomes = {
  well: { name: 'all is well' },
  declined: {
    name: 'the card is declined once',
    knobs: { 'payment-terminal': { answer: 'decline' } },
    happens: { 'payment-refused': (_, { turn }) => turn('payment-terminal', { answer: 'approve' }) },
  },
  abandoned: {
    name: 'the customer presses red',
    knobs: { 'payment-terminal': { answer: 'cancel' } },
    happens: { 'payment-refused': (_, { turn }) => turn('payment-terminal', { answer: 'approve' }) },
  },
  answerLost: { name: 'debited, and the answer is lost', knobs: { 'payment-terminal': { resetAfterApproval: true } } },
  silentCard: { name: 'the card terminal falls silent', happens: { basket: (_, { turn }) => turn('payment-terminal', { silent: true }) } },
  contradictory: {
    name: 'the card terminal contradicts itself once',
    knobs: { 'payment-terminal': { contradictory: true } },
    happens: { 'payment-refused': (_, { turn }) => turn('payment-terminal', { contradictory: false }) },
  },
  spoiled: { name: 'a label jams', knobs: slowLabels, happens: whileLabelMoves(1, ({ turn }) => turn('label-printer', { jam: true })) },
  unknown: { name: 'the label printer falls silent', knobs: slowLabels, happens: whileLabelMoves(1, ({ turn }) => turn('label-printer', { silent: true })) },
  out: { name: 'no label is left: all is given back', ...rollOf(0) },
  second: { name: 'the roll ends after one label: a part is given back', ...rollOf(1) },
  cancelRefused: { name: 'no label, and giving back is refused', ...rollOf(0), happens: whenRefunded({ busy: true }) },
  refundRefused: { name: 'one label, and giving back is refused', ...rollOf(1), happens: whenRefunded({ busy: true }) },
  refundUnknown: { name: 'one label, and the answer to giving back is lost', ...rollOf(1), happens: whenRefunded({ resetAfterApproval: true }) },
  noPaper: { name: 'no label, no receipt paper', ...rollOf(0), happens: { 'label-trouble': (_, { turn }) => turn('receipt-printer', { paper: 'out' }) } },
} as const satisfies Record<string, DeviceOutcome>;
