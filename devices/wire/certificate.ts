import { createHash, X509Certificate } from 'node:crypto';
import { selfSignedLibrary } from '../on-demand.ts';

/** What a TLS server shows, and the key that proves it is its own. */
export interface Certificate {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly cert: string;
  /** SHA-256 of the certificate, 64 hexadecimal digits: what a driver is told, to know it again. */
  readonly sha256: string;
}

/** A certificate of this process alone, for a twin: made at its start, never kept. */
export async function freshCertificate(name: string): Promise<Certificate> {
  const { private: key, cert } = await selfSignedLibrary().generate([{ name: 'commonName', value: name }], { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' });
  return { key, cert, sha256: fingerprintOf(new X509Certificate(cert).raw) };
}

/** SHA-256 over the certificate's DER, in lower-case hexadecimal. */
export function fingerprintOf(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex');
}
