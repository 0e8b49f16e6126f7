import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeCsv } from '../src/sheets/merge-csv.js';
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
    property(fc.record({ base: tables, ours: tables, theirs: tables }), ({ base, ours, theirs }) => {
      const one = mergeRows({ base, ours, theirs }, [0]);
      const other = mergeRows({ base, ours: theirs, theirs: ours }, [0]);
      expect(conflictsOf({ base, ours: theirs, theirs: ours })).toEqual(conflictsOf({ base, ours, theirs }));
      if (one.conflicts.length === 0) expect(cellsOf(other.rows)).toBe(cellsOf(one.rows));
    });
  });

  it('keeps what one side changed, and reports exactly the cells and rows that both sides changed', () => {
    property(days, (day) => {
      const expected = model(day);
      const { rows: found } = mergeRows(day, [0]);
      expect(conflictsOf(day)).toEqual(expected.conflicts);
      expect(found.map(({ cells }) => cells.join(' ')).sort()).toEqual(expected.rows);
    });
  });

  it('gives the same bytes in both orders of two imports, or the same conflicts', () => {
    const outcomes = { merged: 0, conflicts: 0 };
    property(days, ({ base, ours, theirs }) => {
      const [one, other] = [imported(base, ours, theirs), imported(base, theirs, ours)];
      expect(other).toEqual(one);
      outcomes[typeof one === 'string' ? 'merged' : 'conflicts']++;
    });
    expect(outcomes.merged).toBeGreaterThan(3);
    expect(outcomes.conflicts).toBeGreaterThan(1);
  });
});

const value = fc.constantFrom('', '1', '2', 'two\nlines', '"q"');
const tables = fc.uniqueArray(fc.tuple(fc.constantFrom(...'abcde'), value, value), { selector: ([key]) => key });

/** The edits of one person in a day: cells changed and emptied, rows added, removed, moved and sorted. */
const edits = fc.array(
  fc.record({
    what: fc.constantFrom('change', 'change', 'change', 'remove', 'add', 'move', 'sort'),
    row: fc.nat(20),
    to: fc.nat(20),
    value,
  }),
  { minLength: 3, maxLength: 8 },
);

const edited = (base: string[][], done: { what: string; row: number; to: number; value: string }[]): string[][] => {
  let table = base.map((cells) => [...cells]);
  for (const { what, row, to, value: text } of done) {
    const at = row % Math.max(table.length, 1);
    const cells = table[at];
    const key = 'abcdefghijkl'[to % 12] as string;
    if (what === 'add' && !table.some(([known]) => known === key)) table.splice(at, 0, [key, text, '']);
    if (!cells) continue;
    if (what === 'change') cells[1 + (to % 2)] = text;
    if (what === 'remove') table.splice(at, 1);
    if (what === 'move') table.splice(to % table.length, 0, ...table.splice(at, 1));
    if (what === 'sort') table = table.sort((a, b) => (a[0] as string).localeCompare(b[0] as string));
  }
  return table;
};

/** A table, and what two people made from it. */
const days = fc
  .record({ base: tables, ana: edits, bo: edits })
  .map(({ base, ana, bo }) => ({ base, ours: edited(base, ana), theirs: edited(base, bo) }));
type Day = Record<'base' | 'ours' | 'theirs', string[][]>;

/** The merge as it is defined, row by row: its rows in any order, and its conflicts. Our side wins. */
function model({ base, ours, theirs }: Day): { rows: string[]; conflicts: string[] } {
  const conflicts: string[] = [];
  const find = (table: string[][], key: string) => table.find(([known]) => known === key);
  const keys = [...new Set([...base, ...ours, ...theirs].map(([key]) => key as string))];
  const merge = (key: string): string[] | undefined => {
    const [old, our, their] = [find(base, key), find(ours, key), find(theirs, key)];
    const [isOur, isTheir] = [String(our) !== String(old), String(their) !== String(old)];
    if (!isTheir) return our;
    if (!isOur) return their;
    if (!our && !their) return undefined;
    if (our && their)
      return our.map((cell, i) => {
        const [was, is] = [old?.[i], their[i] as string];
        if (cell === is || is === was) return cell;
        if (cell === was) return is;
        conflicts.push(`${key} ${i}`);
        return cell;
      });
    conflicts.push(key);
    return our;
  };
  const rows = keys.flatMap((key) => merge(key)?.join(' ') ?? []).sort();
  return { rows, conflicts: conflicts.sort() };
}

/** Returns the conflicts by key and column. */
const conflictsOf = (day: Day): string[] =>
  mergeRows(day, [0])
    .conflicts.map(({ column, base = -1, ours = -1, theirs = -1 }) => {
      const [key] = day.base[base] ?? day.ours[ours] ?? day.theirs[theirs] ?? [];
      return column === undefined ? `${key}` : `${key} ${column}`;
    })
    .sort();

/** Imports the copies of two people one after the other. Returns the file, or the conflicts of the second import. */
function imported(base: string[][], first: string[][], second: string[][]): string | string[] {
  const header = ['key', 'one', 'other'];
  const start = Buffer.from(stringify([header, ...base]));
  const once = mergeRows({ base, ours: base, theirs: first }, [0]).rows.map(({ cells }) => cells);
  const file = mergeCsv(start, [header, ...base], [header, ...once]);
  const [, ...ours] = parse(file) as string[][];
  const day = { base, ours, theirs: second };
  const both = mergeRows(day, [0]);
  const rows = both.rows.map(({ cells }) => cells);
  return both.conflicts.length > 0 ? conflictsOf(day) : mergeCsv(file, [header, ...ours], [header, ...rows]).toString();
}
