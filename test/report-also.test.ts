import { expect, it } from 'vitest';
import type { Place, Problem } from '../src/problem.js';
import { reportFormats } from '../src/report/formats.js';
import { reportContext } from '../src/report/report.js';
import { markWorkbook } from '../src/workbook/mark.js';
import { textParts, xlsx } from './support/xlsx.js';

/** A problem with one cause names all of its cells. */
const placeIn = (row: number, rest: Partial<Place> = {}): Place => ({
  file: 'data/links.csv',
  row,
  column: 'target',
  cell: `B${row}`,
  ...rest,
});

const problem: Problem = {
  code: 'numeric-code',
  severity: 'error',
  message: 'The code is stored as the number 10.7',
  where: placeIn(2),
  also: [3, 4, 5, 6, 7, 8].map((row) => placeIn(row)),
  fix: 'Format the column as text',
};

const words = 'and in 6 more cells: B3, B4, B5, B6, B7, …';

it.each(['text', 'junit', 'github', 'markdown', 'html', 'sarif'] as const)(
  '%s counts the cells and names the first',
  async (format) => {
    expect(await reportFormats[format]([problem], reportContext({}))).toContain(words);
  },
);

it('JSON and SARIF list all cells', async () => {
  const json = JSON.parse(String(await reportFormats.json([problem], reportContext({}))));
  expect(json.problems[0].also.map(({ cell }: Place) => cell)).toEqual(['B3', 'B4', 'B5', 'B6', 'B7', 'B8']);
  expect(json.counts).toEqual({ error: 1, warning: 0, notice: 0 });
  const sarif = JSON.parse(String(await reportFormats.sarif([problem], reportContext({}))));
  expect(sarif.runs[0].results).toHaveLength(1);
  expect(sarif.runs[0].results[0].locations).toHaveLength(7);
});

it('names the file of a cell in another file', async () => {
  const other = { ...problem, also: [placeIn(3, { file: 'data/series.csv' })] };
  expect(await reportFormats.text([other], reportContext({}))).toContain('and in 1 more cell: data/series.csv B3');
});

it('the workbook marks each cell', async () => {
  const rows = Array.from({ length: 8 }, (_, i) => ['a', String(i)]);
  const inSheet = (place: Place): Place => ({ ...place, file: 'gcm.xlsx', sheet: 'links' });
  const inWorkbook = { ...problem, where: inSheet(problem.where), also: (problem.also ?? []).map(inSheet) };
  const marked = textParts(await markWorkbook(xlsx({ sheets: [{ name: 'links', rows }] }), [inWorkbook]));
  const notes = Object.entries(marked).find(([name]) => name.includes('gcmComments'))?.[1] ?? '';
  expect([...notes.matchAll(/ref="(B\d)"/g)].map(([, cell]) => cell)).toEqual([
    'B2',
    'B3',
    'B4',
    'B5',
    'B6',
    'B7',
    'B8',
  ]);
});
