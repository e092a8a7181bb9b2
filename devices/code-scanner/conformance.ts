import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import type { Twin } from '../twin.ts';
import type { OpenWire } from '../wire/wire.ts';
import { createAimLines } from './aim-lines.ts';
import type { CodeScanner, ScannedCode } from './code-scanner.ts';
import { createVirtualCodeScanner, type CodeScannerKnobs } from './virtual.ts';

export interface ScannerSetup {
  readonly open: OpenWire;
  cut(): Promise<void>;
  close(): Promise<void>;
}

/** What the scanner driver does with its twin over whatever wire `setup` lays. */
export function describeCodeScanner(name: string, setup: (twin: Twin<CodeScannerKnobs>) => Promise<ScannerSetup>): void {
  describe(`a code scanner over ${name}`, () => {
    let twin: Twin<CodeScannerKnobs>;
    let wire: ScannerSetup;
    let scanner: CodeScanner;
    const health = (state: string) =>
      new Promise<void>((resolve) => {
        scanner.onHealth((now) => now.state === state && resolve());
      });
    const code = () => new Promise<ScannedCode | { readonly rejected: string }>((resolve) => void scanner.onCode(resolve));

    beforeEach(async () => {
      twin = createVirtualCodeScanner();
      wire = await setup(twin);
      scanner = createAimLines({ open: wire.open, clock: systemClock });
      scanner.start();
      await health('online');
    });

    afterEach(async () => {
      await scanner.stop();
      twin.close();
      await wire.close();
    });

    test('hears the code of a parcel', async () => {
      const heard = code();
      twin.turn({ scan: { text: '%0033000LX123456789FR250001', symbology: 'data-matrix' } });
      expect(await heard).toEqual({ symbology: 'data-matrix', text: '%0033000LX123456789FR250001' });
    });

    test('hears a contact card whole, accents and lines and all', async () => {
      const heard = code();
      const text = `BEGIN:VCARD\nVERSION:4.0\nFN:Chloé Müller\nADR:;;3 rue de l’Été;Lyon;;69007;France\n${'NOTE:sonnez deux fois, merci\n'.repeat(90)}END:VCARD`;
      twin.turn({ scan: { text, symbology: 'qr' } });
      expect(await heard).toEqual({ symbology: 'qr', text });
    });

    test('rejects a code that loses its end on the way', async () => {
      const heard = code();
      twin.turn({ cut: true, scan: { text: 'RR123456785FR' } });
      expect(await heard).toEqual({ rejected: 'a code that was cut short: scan it again' });
    });

    test('is offline at once when the line is cut', async () => {
      const offline = health('offline');
      await wire.cut();
      await offline;
      expect(scanner.health()).toMatchObject({ state: 'offline', action: 'check-cable' });
    });
  });
}
