import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MergedRow, mergeRows, type ThreeVersions } from '../src/sheets/three-way.js';
import { property } from './support/property.js';

/** Two people change copies of the same rows. The first column is the key. */
const rows = (text: string): string[][] =>
  text
    .split('|')
    .filter(Boolean)
    .map((row) => row.trim().split(' '))
    .map((cells) => cells.map((cell) => cell.replace('_', '')));
const cellsOf = (merged: MergedRow[]): string => merged.map(({ cells }) => cells.join(' ')).join(' | ');
const merged = ({ base, ours, theirs }: Record<keyof ThreeVersions, string>, prefersTheirs = false) =>
  mergeRows({ base: rows(base), ours: rows(ours), theirs: rows(theirs) }, [0], prefersTheirs);

describe('mergeRows', () => {
  const base = 'a 1 x | b 2 y | c 3 z';
  it.each([
    ['no change', base, base, base],
    ['a change on one side', base, 'a 1 x | b 9 y | c 3 z', 'a 1 x | b 9 y | c 3 z'],
    ['cells of different rows', 'a 9 x | b 2 y | c 3 z', 'a 1 x | b 2 y | c 3 w', 'a 9 x | b 2 y | c 3 w'],
    ['cells of the same row', 'a 9 x | b 2 y | c 3 z', 'a 1 w | b 2 y | c 3 z', 'a 9 w | b 2 y | c 3 z'],
    ['the same change on both sides', 'a 9 x | b 2 y | c 3 z', 'a 9 x | b 2 y | c 3 z', 'a 9 x | b 2 y | c 3 z'],
    ['rows removed on different sides', 'b 2 y | c 3 z', 'a 1 x | b 2 y', 'b 2 y'],
    ['a row removed on both sides', 'b 2 y | c 3 z', 'b 2 y | c 3 z', 'b 2 y | c 3 z'],
    ['rows added at the end', `${base} | e 5 v`, `${base} | d 4 w`, `${base} | d 4 w | e 5 v`],
    ['the same row added on both sides', `${base} | d 4 w`, `d 4 w | ${base}`, `d 4 w | ${base}`],
    [
      'rows added in between',
      'a 1 x | d 4 w | b 2 y | c 3 z',
      'a 1 x | b 2 y | e 5 v | c 3 z',
      'a 1 x | d 4 w | b 2 y | e 5 v | c 3 z',
    ],
    ['a row added behind a removed row', 'a 1 x | c 3 z', 'a 1 x | b 2 y | d 4 w | c 3 z', 'a 1 x | d 4 w | c 3 z'],
    ['another order on one side', 'c 3 z | a 1 x | b 2 y', 'a 9 x | b 2 y | c 3 z', 'c 3 z | a 9 x | b 2 y'],
    ['all rows removed on one side', '', `${base} | d 4 w`, 'd 4 w'],
    ['an emptied cell', 'a _ x | b 2 y | c 3 z', base, 'a  x | b 2 y | c 3 z'],
  ])('keeps %s', (_, ours, theirs, result) => {
    for (const versions of [
      { base, ours, theirs },
      { base, ours: theirs, theirs: ours },
    ]) {
      const { rows: found, conflicts } = merged(versions);
      expect(conflicts).toEqual([]);
      expect(cellsOf(found)).toBe(result);
    }
  });

  it.each([
    [
      'a cell',
      'a 8 x | b 2 y | c 3 z',
      'a 9 x | b 2 y | c 3 z',
      { base: 0, ours: 0, theirs: 0, column: 1 },
      'a 9 x | b 2 y | c 3 z',
    ],
    [
      'a removed row that the other side changed',
      'b 2 y | c 3 z',
      'a 9 x | b 2 y | c 3 z',
      { base: 0, theirs: 0 },
      'a 9 x | b 2 y | c 3 z',
    ],
    [
      'a changed row that the other side removed',
      'a 8 x | b 2 y | c 3 z',
      'b 2 y | c 3 z',
      { base: 0, ours: 0 },
      'b 2 y | c 3 z',
    ],
    [
      'a new row with another cell',
      `${base} | d 4 w`,
      `${base} | d 5 w`,
      { ours: 3, theirs: 3, column: 1 },
      `${base} | d 5 w`,
    ],
  ])('reports %s, which the other side can win', (_, ours, theirs, conflict, forced) => {
    expect(merged({ base, ours, theirs }).conflicts).toEqual([conflict]);
    expect(cellsOf(merged({ base, ours, theirs }).rows)).toBe(ours);
    const won = merged({ base, ours, theirs }, true);
    expect([cellsOf(won.rows), won.conflicts]).toEqual([forced, [conflict]]);
  });

  it('ignores CRLF in cells, and columns that their side does not have', () => {
    const versions = { base: [['a', 'two\nlines', 'x']], ours: [['a', 'two\r\nlines', 'x']] };
    const same = mergeRows({ ...versions, theirs: [['a', 'two\nlines', 'x']] }, [0]);
    expect(same).toEqual({ rows: [{ cells: ['a', 'two\r\nlines', 'x'], ours: 0, theirs: 0 }], conflicts: [] });
    const narrow = mergeRows({ ...versions, theirs: [['a', undefined, 'y']] }, [0]);
    expect(narrow.rows[0]?.cells).toEqual(['a', 'two\r\nlines', 'y']);
  });

  it('identifies rows without a key by their content', () => {
    const both = [['a'], ['a'], ['b']];
    const { rows: found, conflicts } = mergeRows({ base: both, ours: [['a'], ['b']], theirs: [...both, ['c']] }, []);
    expect([cellsOf(found), conflicts]).toEqual(['a | b | c', []]);
  });

  it('gives the same rows and conflicts for exchanged sides', () => {
    const value = fc.constantFrom('', '1', '2');
    const table = fc.uniqueArray(fc.tuple(fc.constantFrom(...'abcdefg'), value, value), { selector: ([key]) => key });
    property(fc.record({ base: table, ours: table, theirs: table }), ({ base, ours, theirs }) => {
      const one = mergeRows({ base, ours, theirs }, [0]);
      const other = mergeRows({ base, ours: theirs, theirs: ours }, [0]);
      const places = other.conflicts.map(({ ours: our, theirs: their, ...rest }) => ({
        ...rest,
        ...(their !== undefined && { ours: their }),
        ...(our !== undefined && { theirs: our }),
      }));
      const sorted = (conflicts: object[]) =>
        conflicts.map((conflict) => JSON.stringify(conflict, ['base', 'column', 'ours', 'theirs'])).sort();
      expect(sorted(places)).toEqual(sorted(one.conflicts));
      if (one.conflicts.length === 0) expect(cellsOf(other.rows)).toBe(cellsOf(one.rows));
    });
  });
});
