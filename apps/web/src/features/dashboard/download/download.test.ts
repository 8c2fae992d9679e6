import { expect, test } from 'vitest';
import { fileName } from './file-name.ts';
import { sheetToCsv } from './sheet-to-csv.ts';

const cell = (raw: string | number | null) => ({ text: 'as shown', raw });

test('a file has values as they came, and no formulas', () => {
  const csv = sheetToCsv({
    columns: [
      { label: 'Model, or so', figure: false },
      { label: 'Cost', figure: true },
    ],
    rows: [
      { cells: [cell('gpt "4"'), cell('0.000000000012')], pick: null },
      { cells: [cell('=HYPERLINK("x")'), cell(-3.5)], pick: null },
      { cells: [cell('two\nlines'), cell(null)], pick: null },
      { cells: [cell('+1 team'), cell('-0.02')], pick: null },
    ],
  });
  expect(csv.split('\r\n')).toEqual([
    '"Model, or so",Cost',
    '"gpt ""4""",0.000000000012',
    `"'=HYPERLINK(""x"")",-3.5`,
    '"two\nlines",',
    "'+1 team,-0.02",
    '',
  ]);
});

test('a file is named by what it shows, and when', () => {
  const range = { from: '2026-11-19T10:00:00.000Z', to: '2026-11-20T10:00:00.000Z' };
  expect(fileName('Errors / by kind!', range, 'csv')).toBe('errors-by-kind_2026-11-19_2026-11-20.csv');
  expect(fileName('…', range, 'png')).toBe('chart_2026-11-19_2026-11-20.png');
});
