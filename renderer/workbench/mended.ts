import type { Kind } from './devices.ts';

/** Every fault off and every cable in; what stands on the pan, which badge lies there and who decides on cards stay as they are. */
export const mended: { readonly [K in Kind]: object } = {
  scale: { plugged: true, overload: false, underload: false, moving: false, silent: false },
  'code-scanner': { plugged: true, silent: false, cut: false, garbage: false },
  'payment-terminal': { plugged: true, silent: false, lateAnswer: 'never', resetAfterApproval: false, wrongEcho: 'none', contradictory: false },
  'label-printer': { plugged: true, media: 'ok', labelsLeft: null, headOpen: false, jam: false, silent: false },
  'receipt-printer': { plugged: true, paper: 'ok', linesLeft: null, cover: 'closed', cutterJam: false, silent: false },
  'badge-reader': { plugged: true, reader: true, mute: false, held: false, forbidden: false, answer: 'uid', major: 4, silent: false, garbage: false },
};
