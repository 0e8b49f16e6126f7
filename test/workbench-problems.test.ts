import { describe, expect, it } from 'vitest';
import type { Place, Problem, Severity } from '../src/problem.js';
import { correctionGroups, countNewRows, withChanges, withoutRow } from '../src/site/workbench/corrections.js';
import { openKnown } from '../src/site/workbench/known-problems.js';
import type { CellChange } from '../src/site/workbench/messages.js';
import {
  addressOf,
  choicesOf,
  columnAt,
  columnsAround,
  compareChecks,
  filtered,
  groupsOf,
  listProblems,
} from '../src/site/workbench/problem-list.js';
import { suggestionsOf } from '../src/site/workbench/suggestions.js';
import { offer } from '../src/text/nearest.js';

const inBook = (sheet: string, cell: string, column = 'target'): Place => ({
  file: 'gcm.xlsx',
  sheet,
  row: Number(cell.slice(1)),
  column,
  cell,
});
const problem = (severity: Severity, where: Place, code = 'foreign-key', message = 'Unknown code'): Problem => ({
  severity,
  where,
  code,
  message,
});
const problems = [
  problem('warning', inBook('areas', 'A3'), 'lost-zero'),
  problem('error', inBook('links', 'B14')),
  problem('notice', { file: 'data/units.csv' }, 'unused-file'),
  problem('error', inBook('links', 'B2')),
  problem('warning', inBook('links', 'C2', 'status'), 'lost-zero'),
];
const listed = listProblems(problems);
const places = (all: typeof listed): string[] => all.map((one) => addressOf(one.problem.where));

/** The numbers of problems that only one of two checks found. */
function counts(...checks: Parameters<typeof compareChecks>) {
  const { solved, appeared, waiting } = compareChecks(...checks);
  return { solved: solved.length, appeared: appeared.length, waiting: waiting.length };
}

describe('the list of problems', () => {
  it('has errors first, then the sheets in their order, with addresses as in a spreadsheet', () => {
    expect(places(listed)).toEqual(['links!B2', 'links!B14', 'areas!A3', 'links!C2', 'units.csv']);
    expect(groupsOf(listed).map((group) => [group.severity, group.sheet, group.problems.length])).toEqual([
      ['error', 'links', 2],
      ['warning', 'areas', 1],
      ['warning', 'links', 1],
      ['notice', 'units.csv', 1],
    ]);
  });

  it('is filtered by severity, sheet and kind; each choice has the number of problems that it would show', () => {
    expect(places(filtered(listed, { sheet: 'links', kind: 'lost-zero' }))).toEqual(['links!C2']);
    expect(Object.fromEntries(choicesOf(listed, 'kind', { severity: 'warning' }))).toEqual({
      'foreign-key': 0,
      'lost-zero': 2,
      'unused-file': 0,
    });
    expect(choicesOf(listed, 'severity', { severity: 'warning' }).get('error')).toBe(2);
  });

  it('has different keys for equal problems, so that each is counted when it is solved', () => {
    const twice = [...problems, problem('error', inBook('links', 'B2'))];
    expect(new Set(listProblems(twice).map(({ key }) => key)).size).toBe(twice.length);
    expect(counts(twice, problems)).toEqual({ solved: 1, appeared: 0, waiting: 0 });
  });
});

describe('the comparison of two checks', () => {
  it('does not depend on the messages, which can contain counts', () => {
    const next = [
      ...problems.slice(0, 3).map((one) => ({ ...one, message: 'other' })),
      problem('error', inBook('links', 'B9')),
    ];
    expect(counts(problems, next)).toEqual({ solved: 2, appeared: 1, waiting: 0 });
  });

  it('does not count problems as solved that errors withhold', () => {
    const [first, ...others] = problems;
    const isWithheld = (one: Problem): boolean => one === first || one === problems[3];
    expect(counts(problems, others, isWithheld)).toEqual({ solved: 0, appeared: 0, waiting: 1 });
    expect(counts(problems, others.slice(1), isWithheld)).toEqual({ solved: 1, appeared: 0, waiting: 1 });
  });

  it('counts a cell once, alone and with the cells of the same cause', () => {
    const [one, two, three] = ['B2', 'B3', 'B4'].map((cell) => problem('error', inBook('links', cell)));
    const all = { ...(one as Problem), also: [two, three].map((other) => (other as Problem).where) };
    expect(counts([one, two, three] as Problem[], [all])).toEqual({ solved: 0, appeared: 0, waiting: 0 });
    expect(counts([all], [two, three] as Problem[])).toEqual({ solved: 1, appeared: 0, waiting: 0 });
  });
});

describe('problems of the published data', () => {
  const published = [['lost-zero', 'areas', 'code', 3, 'A zero is lost']] as const;
  const isKnown = openKnown(published, true);
  const found = (row: number, message: string): Problem =>
    problem('warning', { file: 'gcm.xlsx', sheet: 'areas', row, column: 'code' }, 'lost-zero', message);

  it('are the same in a workbook, below added rows, and with another count in the message', () => {
    expect(isKnown(found(3, 'A zero is lost'))).toBe(true);
    expect(isKnown(found(9, 'A zero is lost'))).toBe(true);
    expect(isKnown(found(3, 'Two zeros are lost'))).toBe(true);
    expect(isKnown(found(9, 'Two zeros are lost'))).toBe(false);
    expect(isKnown({ ...found(3, 'A zero is lost'), code: 'foreign-key' })).toBe(false);
  });

  it('include missing files of figures only if figures were not requested', () => {
    const missing = problem('warning', { file: 'data/series.csv' }, 'no-file-of-row');
    expect([openKnown([], false)(missing), isKnown(missing)]).toEqual([true, false]);
  });
});

describe('the row of a problem', () => {
  it('shows the first column and those around the cell', () => {
    expect([columnsAround(9, 6), columnsAround(9, 0), columnsAround(9, 3), columnsAround(3, 2)]).toEqual([
      [0, 4, 5, 6, 7, 8],
      [0, 1, 2, 3, 4],
      [0, 2, 3, 4, 5, 6],
      [0, 1, 2],
    ]);
  });

  it('finds the cell by the name of the column, or by its letter if the header is wrong', () => {
    const columns = ['objective', 'taget', 'status'];
    expect(columnAt(inBook('links', 'C2', 'status'), columns)).toBe(2);
    expect(columnAt(inBook('links', 'B2'), columns)).toBe(1);
    expect(columnAt(inBook('links', 'Z2'), columns)).toBeUndefined();
    expect(columnAt({ file: 'links.csv' }, columns)).toBeUndefined();
  });
});

describe('the suggestions for a problem', () => {
  const row = { columns: ['objective', 'target', 'tags'], cells: ['1', '10.77', 'a;statd;b'] };
  const contents = (message: string, column: string, value: string, more: Partial<Problem> = {}): string[] => {
    const found = { ...problem('error', { ...inBook('links', 'B2', column), value }, 'any', message), ...more };
    return suggestionsOf(found, () => row).own.map(({ after }) => after);
  };

  it('are the certain one, or all words that the message offers', () => {
    const message = `Unknown target "10.77"${offer('10.7')}`;
    expect(contents(message, 'target', '10.77')).toEqual(['10.7']);
    expect(contents(message, 'target', '10.77', { suggestion: '10.70' })).toEqual(['10.70']);
    expect(contents('A number. Did you mean "10.1" or "10.10"?', 'target', '10.1')).toEqual(['10.1', '10.10']);
    expect(contents('Unknown target "10.77"', 'target', '10.77')).toEqual([]);
    expect(contents(`Unknown target "10"7"${offer('10.7')}`, 'target', '10"7')).toEqual(['10.7']);
  });

  it('replace one item of a list', () => {
    const message = (word: string): string => `Unknown tag "${word}"${offer('stated')}`;
    expect(contents(message('statd'), 'tags', 'a;statd;b')).toEqual(['a;stated;b']);
    expect(contents(message('a'), 'tags', 'a;statd;b')).toEqual([]); // "a" is in "statd" too
  });

  it('never repeat the title of another column, and need the row of a sheet', () => {
    const header = problem('error', inBook('links', 'B1', 'targt'), 'any', `Unknown column "targt"${offer('tags')}`);
    expect(suggestionsOf(header, () => ({ columns: ['targt', 'tags'], cells: ['targt', 'tags'] })).own).toEqual([]);
    expect(suggestionsOf(header, () => undefined).own).toEqual([]);
  });

  it('correct all cells with the same cause, each with its own message', () => {
    const other = { ...inBook('links', 'B3'), value: '10.88', message: `Unknown target "10.88"${offer('10.8')}` };
    const where = { ...inBook('links', 'B2'), value: '10.77' };
    const found = { ...problem('error', where, 'any', `Unknown target "10.77"${offer('10.7')}`), also: [other] };
    const { all } = suggestionsOf(found, ({ row: number }) => (number === 2 ? row : undefined));
    expect(all.map(({ row: number, before, after }) => [number, before, after])).toEqual([
      [2, '10.77', '10.7'],
      [3, '10.88', '10.8'],
    ]);
  });
});

describe('corrections', () => {
  const change = (row: number, before: string, after: string): CellChange => ({
    file: 'gcm.xlsx',
    sheet: 'links',
    row,
    column: 'target',
    before,
    after,
  });

  it('keep the first content of a cell, and disappear when the cell is restored', () => {
    const two = withChanges([change(2, '16.22', '16.1')], [change(2, '16.1', '16.2'), change(3, 'a', 'b')]);
    expect(two).toEqual([change(2, '16.22', '16.2'), change(3, 'a', 'b')]);
    expect(withChanges(two, [change(2, '16.2', '16.22')])).toEqual([change(3, 'a', 'b')]);
  });

  it('of a new row are undone together, and the new rows below it move up', () => {
    const added = (row: number, column: string, after: string): CellChange => ({
      ...change(row, '', after),
      column,
      isNewRow: true,
    });
    const [first, second] = [added(90, 'objective', '1'), added(90, 'target', '16.22')];
    const all = [
      change(2, 'a', 'b'),
      first,
      second,
      added(91, 'objective', '2'),
      { ...first, sheet: 'areas', row: 99 },
    ];
    const corrected = withChanges(all, [change(90, '16.22', '16.2')]);
    expect(corrected[2]).toEqual(added(90, 'target', '16.2'));
    expect(correctionGroups(corrected).map((group) => group.map(({ row }) => row))).toEqual([
      [2],
      [90, 90],
      [91],
      [99],
    ]);
    const left = withoutRow(corrected, first);
    expect(left).toEqual([change(2, 'a', 'b'), added(90, 'objective', '2'), { ...first, sheet: 'areas', row: 99 }]);
    expect([countNewRows(corrected), countNewRows(left)]).toEqual([3, 2]);
  });
});
