import { describe, expect, it } from 'vitest';
import { csv } from './csv.ts';

describe('a table for a spreadsheet', () => {
  it('has a line of names, semicolons between fields, and an empty field for nothing', () => {
    expect(csv(['sale', 'cents'], [['V1', 1_129], ['V2', null]])).toBe('sale;cents\r\nV1;1129\r\nV2;\r\n');
  });

  it.each([
    ['a;b', '"a;b"'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
    ['-1', "'-1"],
    ['@SUM', "'@SUM"],
  ])('never lets %j be taken for something else', (text, field) => {
    expect(csv(['text'], [[text]])).toBe(`text\r\n${field}\r\n`);
  });

  it('writes an amount below nought as the number it is', () => {
    expect(csv(['net'], [[-5]])).toBe('net\r\n-5\r\n');
  });
});
