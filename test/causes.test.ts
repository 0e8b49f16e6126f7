import { describe, expect, it } from 'vitest';
import { cellAddress, type Problem, placesOf } from '../src/problem.js';
import { onePerAccident } from '../src/sheets/causes/accidents.js';
import { reportOf } from './support/accident-report.js';
import { accidents } from './support/known-accidents.js';

/** One accident with the real sheets is at most three problems. Here is one of each kind; the slow tests have all. */
const kinds = [
  'renamed source, quite different',
  'deleted objective',
  'indicators cut in half',
  'targets of links stored as numbers',
  'codes filled down as a series',
  'repeated header in targets',
  'total row in objectives',
  'block shifted to the right',
  'block pasted over',
  'headers swapped in links',
  'targets pasted twice with the header',
  'emptied key',
];

describe('one accident', () => {
  it.each(kinds)('%s', async (name) => {
    expect(Object.keys(accidents)).toContain(name);
    const { problems, isNamed } = await reportOf(name);
    expect(problems.slice(0, 20), problems.join('\n')).toHaveLength(Math.min(problems.length, 3));
    expect(isNamed, problems.join('\n')).toBe(true);
  });
});

describe('more than three problems', () => {
  const at = (file: string, row: number, column: number) => {
    return { file, row, column: `column ${column}`, cell: cellAddress(row, column) };
  };
  const error = (code: string, where: Problem['where'], more: Partial<Problem> = {}): Problem => {
    return { code, severity: 'error', message: `"${where.cell}" is ${code}`, where, ...more };
  };
  const rule = (file: string, row: number): Problem => error(`rule-${row}`, at(file, row, 1), { rule: 'one.rq' });
  const cellsOf = (problems: Problem[]): string[] =>
    [...new Set(problems.flatMap(placesOf).map(({ file, cell }) => `${file} ${cell}`))].sort();
  const spread = [2, 9, 4, 7].map((row, i) => error('iri', at('a.csv', row, i + 1)));
  const consequences = [rule('b.csv', 4), rule('c.csv', 8), rule('d.csv', 5)];

  it('stay separate in distant cells', () => {
    expect(onePerAccident(spread)).toHaveLength(4);
    expect(onePerAccident(spread, [{ file: 'a.csv' }])).toHaveLength(4);
  });

  it('are in the sheet that changed, if a rule names its cell', () => {
    const [where, other] = [at('a.csv', 2, 1), at('b.csv', 7, 3)];
    const found = error('stated-total', where, { rule: 'one.rq', related: [other] });
    expect(onePerAccident([found], [{ file: 'b.csv' }])).toEqual([{ ...found, where: other, related: [where] }]);
    expect(onePerAccident([found], [{ file: 'a.csv' }, { file: 'b.csv' }])).toEqual([found]);
  });

  it('are one if they follow each other in a column, with the words of each cell', () => {
    const found = [2, 3, 4, 5].map((row) => error(row % 2 ? 'iri' : 'required', at('a.csv', row, 1)));
    const [one, ...others] = onePerAccident(found);
    expect(others).toEqual([]);
    expect(cellsOf([one as Problem])).toEqual(cellsOf(found));
    expect(one?.also?.map(({ message }) => message)).toEqual(found.slice(1).map(({ message }) => message));
    expect(one?.message).toContain('3 (');
  });

  it('are one if many cells of a sheet are wrong', () => {
    const also = Array.from({ length: 20 }, (_, i) => at('a.csv', 30 + i, 1));
    const found = [
      ...spread.slice(1),
      error('datatype', at('a.csv', 20, 1), { also }),
      error('type', at('a.csv', 3, 1)),
    ];
    const after = onePerAccident([...found, error('encoding', at('a.csv', 6, 1), { also: also.slice(1) })]);
    expect(after.map(({ code }) => code).sort()).toEqual(['datatype', 'iri', 'iri', 'iri']);
  });

  it('are one if they follow from the only sheet that changed', () => {
    const cause = error('required', at('a.csv', 9, 2));
    expect(onePerAccident([...consequences, cause], [{ file: 'a.csv' }])).toMatchObject([{ where: cause.where }]);
    const [elsewhere] = onePerAccident([...consequences, rule('e.csv', 3)], [{ file: 'a.csv' }]);
    expect(elsewhere?.related).toEqual([{ file: 'a.csv' }]);
    expect(onePerAccident([...consequences, cause], [{ file: 'a.csv' }, { file: 'b.csv' }])).toHaveLength(4);
  });
});
