import { describe, expect, test } from 'vitest';
import { codesOf, textsOf } from './drawing.fixture.ts';
import { drawingFaults } from './geometry.ts';
import { office, saidBy } from './paper.fixture.ts';
import { testLabel, testPaper } from './test-paper.ts';

const subject = { office, at: Date.parse('2026-11-23T10:36:00Z') };

describe('a test print', () => {
  test('on paper is void, says where and when, and shows the letters that a wrong code page would change', () => {
    const paper = testPaper({ ...subject, version: '1.0' });
    for (const fact of ['SPÉCIMEN', 'SANS VALEUR', office.terminal, '23/11/2026 à 11:36', 'é è ê à ç ù']) expect(saidBy(paper)).toContain(fact);
    expect(paper.blocks.filter(({ kind }) => kind === 'qr' || kind === 'code128')).toEqual([]);
  });

  test('on a label is void, fits, and bears nothing that a machine reads', () => {
    const label = testLabel(subject);
    expect([drawingFaults(label), codesOf(label)]).toEqual([[], []]);
    expect(textsOf(label).join(' ')).toContain('SPÉCIMEN · SANS VALEUR');
  });
});
