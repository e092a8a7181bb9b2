import type { Device } from '../device.ts';

export interface ScannedCode {
  readonly symbology: 'code128' | 'gs1-128' | 'qr' | 'data-matrix' | 'gs1-data-matrix';
  /** Printable ASCII, with group separators in GS1 codes; of a QR code any text, of a contact card with line feeds. */
  readonly text: string;
}

export interface CodeScanner extends Device {
  readonly kind: 'code-scanner';
  /** A code whose AIM identifier is known and whose text is clean; `rejected` says why another was not taken. */
  onCode(listener: (code: ScannedCode | { readonly rejected: string }) => void): () => void;
}
