import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell } from './csv-encoder.ts';

/** What a reader makes of a line of cells (RFC 4180), and of the apostrophe in front of what would be a formula. */
function readCsvLine(line: string): string[] {
  const cells: string[] = [];
  const pattern = /,(?:"((?:[^"]|"")*)"|([^,]*))/gs;
  for (const [, quoted, plain] of `,${line}`.matchAll(pattern)) {
    const text = quoted?.replaceAll('""', '"') ?? plain ?? '';
    cells.push(/^'+[=+\-@\t\r\n＝＋－＠]/.test(text) ? text.slice(1) : text);
  }
  return cells;
}

describe('csvCell', () => {
  it.each([
    ['plain', 'plain'],
    ['a "b", c', '"a ""b"", c"'],
    ['=1+1', "'=1+1"],
    ['+49 30', "'+49 30"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1', "'＝1"],
    ['\t=1', "'\t=1"],
    ["'=1", "''=1"],
    ["it's", "it's"],
    [-1, '-1'],
    [true, 'true'],
    [null, ''],
  ])('writes %j as %j', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });

  it('is read back as it was, and never begins a formula', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('=', "'", '"', ',', '\n', "''=x"));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (values) => {
        const cells = values.map(csvCell);
        expect(readCsvLine(cells.join(','))).toEqual(values);
        for (const cell of cells) expect(cell.replace(/^"/, '')).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });
});
