import type { Place, Problem } from '../../problem.js';
import type { ForeignKey, Table } from '../metadata/table.js';
import type { Values } from '../metadata/template.js';
import { ambiguousReference, danglingReference, duplicateKey, emptyReference } from './key-problems.js';
import type { ReadRow } from './row-reader.js';

interface Reference {
  table: Table;
  key: ForeignKey;
  value: string;
  place: Place;
}

/** The keys that some columns of a table have: where each was first seen, and which more than once. */
interface Index {
  columns: string[];
  first: Map<string, Place>;
  twice: Set<string>;
}

/** Primary and foreign keys across all tables: rows are seen first, references judged when all have been. */
export interface Keys {
  /** A ragged row is known by its key, but what it refers to may stand one cell off and is not judged. */
  see(table: Table, row: ReadRow): Problem[];
  /** `isWhole` tells of a table whether all its rows were seen: only then is a missing one missing. */
  judge(isWhole: (table: Table) => boolean): Iterable<Problem>;
  /** By table, the keys of one column that are referred to and are not there. */
  missing(): Map<Table, Set<string>>;
}

const joint = '\u0000';

/** A suggestion looks at all keys: so many are made at most, and none where the keys are more than these. */
const suggestionLimit = 200;
const suggestibleKeys = 20_000;

/**
 * `isEmptyTold`: by the standard's word a row must refer to a row by each of its keys, so that an empty cell is an error
 * (Metadata Vocabulary, section 5.5.2.1; tests 034 and 035 of its suite). In a sheet it says that there is nothing to
 * refer to. `keysOf` gives the foreign keys that are judged here.
 */
export function createKeys(
  tables: Table[],
  isEmptyTold: boolean,
  keysOf = (table: Table): ForeignKey[] => table.foreignKeys,
): Keys {
  const seen = new Map<Table, Index[]>(tables.map((table) => [table, []]));
  const indexOf = (table: Table, columns: string[]): Index => {
    const indexes = seen.get(table) ?? [];
    const same = indexes.find((index) => sameColumns(index.columns, columns));
    const index = same ?? { columns, first: new Map(), twice: new Set() };
    if (!same) indexes.push(index);
    return index;
  };
  for (const table of tables) {
    if (table.primaryKey.length > 0) indexOf(table, table.primaryKey);
    for (const key of keysOf(table)) indexOf(key.table, key.referenced);
  }
  const references: Reference[] = [];

  return {
    see(table, { values, placeOf, isRagged }) {
      const problems: Problem[] = [];
      for (const { columns, first, twice } of seen.get(table) ?? []) {
        const value = keyOf(columns, values);
        if (value === undefined) continue;
        const place = placeOf(columns[0] as string);
        const earlier = first.get(value);
        if (!earlier) first.set(value, place);
        else {
          twice.add(value);
          if (sameColumns(columns, table.primaryKey))
            problems.push(duplicateKey(columns, value.split(joint), place, earlier));
        }
      }
      for (const key of isRagged ? [] : keysOf(table)) {
        const value = keyOf(key.columns, values);
        const place = placeOf(key.columns[0] as string);
        if (value !== undefined) references.push({ table, key, value, place });
        else if (isEmptyTold) problems.push(emptyReference(key, place));
      }
      return problems;
    },
    *judge(isWhole) {
      let suggestions = suggestionLimit;
      for (const { key, value, place } of references) {
        const { first, twice } = indexOf(key.table, key.referenced);
        const isTold = sameColumns(key.referenced, key.table.primaryKey); // as a duplicate key, once
        if (twice.has(value) && !isTold) yield ambiguousReference(key, value.split(joint), place);
        if (first.has(value) || !isWhole(key.table)) continue;
        const isSuggested = suggestions-- > 0 && first.size <= suggestibleKeys;
        yield danglingReference(key, value.split(joint), place, isSuggested ? known(first) : []);
      }
    },
    missing() {
      const found = new Map<Table, Set<string>>();
      for (const { key, value } of references)
        if (key.columns.length === 1 && !indexOf(key.table, key.referenced).first.has(value))
          found.set(key.table, (found.get(key.table) ?? new Set()).add(value));
      return found;
    },
  };
}

/** The keys that there are, as people read them. */
function* known(keys: Map<string, Place>): Generator<string> {
  for (const key of keys.keys()) yield key.replaceAll(joint, ', ');
}

const sameColumns = (some: string[], others: string[]): boolean => some.join(joint) === others.join(joint);

/** The values of some columns as one string, a list as its items; undefined when one of them is empty. */
function keyOf(columns: string[], values: Values): string | undefined {
  const parts = columns.map((column) => values[column] ?? undefined);
  if (parts.includes(undefined)) return undefined;
  return parts.map((part) => (Array.isArray(part) ? part.join('\u001f') : part)).join(joint);
}
