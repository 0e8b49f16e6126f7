import type { Table } from '../csvw/metadata/table.js';
import type { Row } from '../csvw/rows/rows.js';
import { cellAddress, clip, type Place, type Problem } from '../problem.js';
import { namesOf } from './columns.js';

/** The key of each row of a table and where it stands: a key of two columns is joined, its place is that of the first. */
export interface RowKey {
  key: string;
  place: Place;
}

export function rowKeys([header, ...body]: Row[], table: Table, file: string): RowKey[] {
  const columns = table.columns.filter(({ name }) => table.primaryKey.includes(name));
  const indexes = columns.map((column) => header?.cells.findIndex((title) => namesOf(column).includes(title)) ?? -1);
  const [first = -1] = indexes;
  if (first < 0 || indexes.includes(-1)) return [];
  return body.map(({ number, cells }) => ({
    key: indexes.map((index) => cells[index] ?? '').join(', '),
    place: {
      file,
      row: number,
      column: columns[0]?.name as string,
      cell: cellAddress(number, first + 1),
      value: cells[first] ?? '',
    },
  }));
}

/** Keys that differ in capitals only: one of them is a slip, and on some systems they are one file. */
export function caseTwins(keys: RowKey[], table: Table): Problem[] {
  const seen = new Map<string, RowKey>();
  return keys.flatMap((one): Problem[] => {
    const folded = one.key.toLowerCase();
    const earlier = seen.get(folded);
    if (!earlier) seen.set(folded, one);
    if (!earlier || earlier.key === one.key || one.key === '') return [];
    const message = `${table.primaryKey.join(', ')} ${clip(one.key)} differs from ${clip(earlier.key)} in row ${earlier.place.row} in capitals only`;
    const fix = 'write both in the same way, or give one of them another code';
    return [{ code: 'duplicate-id', severity: 'error', message, where: one.place, fix, related: [earlier.place] }];
  });
}

/** `10.1` twice where `10.10` is missing: says which row a spreadsheet program has most likely changed. */
export function withLostZero(problem: Problem, keys: Set<string>, fits: (text: string) => boolean): Problem {
  const { value = '' } = problem.where;
  const longer = `${value}0`;
  if (problem.code !== 'duplicate-id' || !/^\d+\.\d*[1-9]$/.test(value) || keys.has(longer) || !fits(longer))
    return problem;
  const message = `${problem.message}, and ${longer} is missing: a spreadsheet program makes ${value} of it`;
  return { ...problem, message, suggestion: longer, fix: 'format the column as text and write the code anew' };
}

/** Two tables that describe one thing as their own: the row of a table whose key refers to another describes none of its own. */
export function createOwners() {
  const owners = new Map<string, Place>();
  return {
    /** The problem, when another file than this one has described the thing; `place` is that of the key. */
    see(subject: string, place: Place): Problem | undefined {
      const earlier = owners.get(subject);
      if (!earlier) owners.set(subject, place);
      if (!earlier || earlier.file === place.file) return undefined;
      return {
        code: 'duplicate-id',
        severity: 'error',
        message: `${clip(subject)} is described in another sheet too, ${earlier.file} row ${earlier.row}`,
        where: place,
        fix: 'leave one of the two rows, or give one of them another code',
        related: [earlier],
      };
    },
  };
}

/** Whether the rows of a table are things of their own, and not more about those of another table. */
export function ownsItsThings(table: Table): boolean {
  const about = table.columns[0]?.aboutUrl;
  if (about === undefined || table.primaryKey.length === 0) return false;
  const used = [...about.matchAll(/\{[+#]?([^}]+)\}/g)].flatMap(([, names = '']) => names.split(','));
  return table.primaryKey.every((name) => used.includes(name));
}
