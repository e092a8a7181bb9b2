import type { Device } from '../device.ts';

/**
 * What lies on the reader. A badge's number identifies and proves nothing: whoever copies it needs the PIN as well
 * (`requirements.md` SEC-20). `rejected` says why what was laid there is no badge, without its number.
 */
export type BadgeReading =
  /** The UID: 4, 7 or 10 bytes in capital hexadecimal digits. */
  { readonly kind: 'presented'; readonly badge: string } | { readonly kind: 'removed' } | { readonly kind: 'rejected'; readonly why: string };

export interface BadgeReader extends Device {
  readonly kind: 'badge-reader';
  /** Calls back with what lies there now, at once, then at every change. A reader that is lost holds no badge. Returns how to stop. */
  onBadge(listener: (reading: BadgeReading) => void): () => void;
}
