import { didYouMean } from '../nearest.js';
import type { Place, Problem } from '../problem.js';
import type { ForeignKey, Table } from './metadata.js';
import type { Values } from './template.js';

/** The place of a column in the row at hand. */
export type PlaceOf = (column: string) => Place;

interface Reference {
  table: Table;
  key: ForeignKey;
  value: string;
  place: Place;
}

/** Primary and foreign keys across all tables: rows are seen first, references judged when all have been. */
export interface Keys {
  /** A ragged row is known by its key, but what it refers to may stand one cell off and is not judged. */
  see(table: Table, values: Values, placeOf: PlaceOf, isRagged: boolean): Problem[];
  /** `isWhole` tells of a table whether all its rows were seen: only then is a missing one missing. */
  judge(isWhole: (table: string) => boolean): Problem[];
}

const joint = '\u0000';

export function createKeys(tables: Table[]): Keys {
  const rows = new Map<string, Map<string, Place>>(); // table and columns → key → where it was first seen
  const indexName = (table: string, columns: string[]): string => [table, ...columns].join(joint);
  const wanted = new Map<Table, string[][]>(tables.map((table) => [table, []]));
  for (const table of tables) if (table.primaryKey.length > 0) wanted.get(table)?.push(table.primaryKey);
  for (const key of tables.flatMap((table) => table.foreignKeys)) {
    const target = tables.find((table) => table.name === key.table);
    if (target) wanted.get(target)?.push(key.referenced);
  }
  for (const [table, columnSets] of wanted)
    for (const columns of columnSets) rows.set(indexName(table.name, columns), new Map());
  const references: Reference[] = [];

  return {
    see(table, values, placeOf, isRagged) {
      const problems: Problem[] = [];
      for (const columns of wanted.get(table) ?? []) {
        const value = keyOf(columns, values);
        const seen = rows.get(indexName(table.name, columns));
        const first = value === undefined ? undefined : seen?.get(value);
        if (value === undefined || !seen) continue;
        const place = placeOf(columns[0] as string);
        if (!first) seen.set(value, place);
        else if (columns === table.primaryKey) problems.push(duplicate(columns, value, place, first));
      }
      for (const key of isRagged ? [] : table.foreignKeys) {
        const value = keyOf(key.columns, values);
        if (value !== undefined) references.push({ table, key, value, place: placeOf(key.columns[0] as string) });
      }
      return problems;
    },
    judge(isWhole) {
      return references.flatMap(({ key, value, place }) => {
        const known = rows.get(indexName(key.table, key.referenced));
        return known?.has(value) || !isWhole(key.table) ? [] : [dangling(key, value, place, known?.keys() ?? [])];
      });
    },
  };
}

/** The values of some columns as one string; undefined when one of them is empty or a list. */
function keyOf(columns: string[], values: Values): string | undefined {
  const parts = columns.map((column) => values[column]);
  return parts.every((part) => typeof part === 'string') ? parts.join(joint) : undefined;
}

const readable = (value: string): string => value.split(joint).join(', ');

function duplicate(columns: string[], value: string, place: Place, first: Place): Problem {
  return {
    code: 'duplicate-key',
    severity: 'error',
    message: `${columns.join(', ')} ${readable(value)} stands already in row ${first.row}`,
    where: place,
    fix: 'remove one of the two rows or correct its key; a spreadsheet that turned 10.10 into 10.1 makes such twins',
    related: [first],
  };
}

function dangling(key: ForeignKey, value: string, place: Place, known: Iterable<string>): Problem {
  const guess = didYouMean(value, known).replaceAll(joint, ', ');
  return {
    code: 'foreign-key',
    severity: 'error',
    message: `${readable(value)} is no ${key.referenced.join(', ')} in ${key.table}${guess}`,
    where: place,
    fix: `correct the cell, or add the row to ${key.table}`,
  };
}
