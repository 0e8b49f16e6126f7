import { clip, type Place, type Problem, problemOf } from '../../problem.js';
import { nearest, offer } from '../../text/nearest.js';
import texts from '../messages.json' with { type: 'json' };
import type { ForeignKey, Table } from '../metadata/table.js';
import type { Values } from '../metadata/uri-template.js';
import type { ReadRow } from './cells.js';

/** The keys that some columns of a table have: where each was first seen, and which more than once. */
const createIndex = (columns: string[]) => ({ columns, first: new Map<string, Place>(), twice: new Set<string>() });
type Index = ReturnType<typeof createIndex>;

/** Primary and foreign keys across all tables: rows are seen first, references judged when all have been. */
export type Keys = ReturnType<typeof createKeys>;

const joint = '\u0000'; // between the values of a key
const itemJoint = '\u001f'; // between the items of a list

/** A suggestion looks at all keys: this many are made at most, and none where there are more keys than these. */
const suggestionLimit = 200;
const suggestibleKeys = 20_000;

/**
 * `isEmptyTold`: by the standard a row must refer to a row by each of its keys, so that an empty cell is an error
 * (Metadata Vocabulary, section 5.5.2.1; tests 034 and 035 of its suite). In a sheet it means that there is nothing to
 * refer to. `keysOf` gives the foreign keys that are judged here.
 */
export function createKeys(
  tables: Table[],
  isEmptyTold: boolean,
  keysOf = (table: Table): ForeignKey[] => table.foreignKeys,
) {
  const seen = new Map<Table, Index[]>(tables.map((table) => [table, []]));
  const indexOf = (table: Table, columns: string[]): Index => {
    const indexes = seen.get(table) ?? [];
    const same = indexes.find((index) => sameColumns(index.columns, columns));
    const index = same ?? createIndex(columns);
    if (!same) indexes.push(index);
    return index;
  };
  for (const table of tables) {
    if (table.primaryKey.length > 0) indexOf(table, table.primaryKey);
    for (const key of keysOf(table)) indexOf(key.table, key.referenced);
  }
  const references: { key: ForeignKey; value: string; place: Place }[] = [];

  return {
    /** A ragged row is known by its key, but what it refers to may be one cell off and is not judged. */
    see(table: Table, { values, placeOf, isRagged }: ReadRow): Problem[] {
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
        if (value !== undefined) references.push({ key, value, place });
        else if (isEmptyTold) problems.push(emptyReference(key, place));
      }
      return problems;
    },
    /** `isWhole` says of a table whether all its rows were seen: only then is a missing one missing. */
    *judge(isWhole: (table: Table) => boolean): Iterable<Problem> {
      let suggestions = suggestionLimit;
      for (const { key, value, place } of references) {
        const { first, twice } = indexOf(key.table, key.referenced);
        if (twice.has(value) && !isPrimary(key)) yield ambiguousReference(key, value.split(joint), place);
        if (first.has(value) || !isWhole(key.table)) continue;
        const isSuggested = suggestions-- > 0 && first.size <= suggestibleKeys;
        const known = isSuggested ? [...first.keys()].map((one) => one.replaceAll(joint, ', ')) : [];
        yield danglingReference(key, value.split(joint), place, known);
      }
    },
    /** By table, the keys of one column that are referred to and do not exist. */
    missing(): Map<Table, Set<string>> {
      const found = new Map<Table, Set<string>>();
      for (const { key, value } of references)
        if (key.columns.length === 1 && !indexOf(key.table, key.referenced).first.has(value))
          found.set(key.table, (found.get(key.table) ?? new Set()).add(value));
      return found;
    },
  };
}

const sameColumns = (some: string[], others: string[]): boolean => some.join(joint) === others.join(joint);

/** Whether a foreign key refers to a primary key: then one that appears twice is reported as a duplicate, once. */
export const isPrimary = ({ referenced, table }: ForeignKey): boolean => sameColumns(referenced, table.primaryKey);

/** The values of some columns as one string, a list as its items; undefined when one of them is empty. */
function keyOf(columns: string[], values: Values): string | undefined {
  const parts = columns.map((column) => values[column] ?? undefined);
  if (parts.includes(undefined)) return undefined;
  return parts.map((part) => (Array.isArray(part) ? part.join(itemJoint) : part)).join(joint);
}

/** A key as people read it, and a list in it too. */
const whole = (key: string[]): string => key.join(', ').replaceAll(itemJoint, ', ');
const readable = (key: string[]): string => clip(whole(key));

/** A key that an earlier row has too; it has a value for each of its columns. */
export function duplicateKey(columns: string[], key: string[], where: Place, first: Place): Problem {
  const value = readable(key);
  const wording = /\d\.\d/.test(value) ? texts.duplicateDecimalKey : texts.duplicateKey;
  const values = { columns: columns.join(', '), value, row: first.row };
  return { ...problemOf(wording, where, values), related: [first] };
}

/** What the messages say of a foreign key. */
const wordsOf = ({ columns, referenced, table }: ForeignKey) => ({
  columns: columns.join(', '),
  referenced: referenced.join(', '),
  table: table.name,
});

/** A row that must refer to another and has no value for it. */
export const emptyReference = (key: ForeignKey, where: Place): Problem =>
  problemOf(texts.emptyReference, where, wordsOf(key));

/**
 * A reference to a row that does not exist; `known` are the keys of those that do, where they are at hand. What is only
 * near is offered to people; it is not a suggestion that a program may put in: 10.7 may be missing, and 10.1 be quite
 * another target.
 */
export function danglingReference(key: ForeignKey, value: string[], where: Place, known: string[] = []): Problem {
  const guess = nearest(whole(value), known);
  const isSame = value.length === 1 && value[0] === where.value && guess?.toLowerCase() === value[0]?.toLowerCase();
  const values = { ...wordsOf(key), value: readable(value), guess: offer(guess) };
  return { ...problemOf(texts.danglingReference, where, values), ...(guess && isSame && { suggestion: guess }) };
}

/** A reference to a key that several rows have. */
export const ambiguousReference = (key: ForeignKey, value: string[], where: Place): Problem =>
  problemOf(texts.ambiguousReference, where, { ...wordsOf(key), value: readable(value) });

/** Takes the place of the problems that are not listed. */
export const moreProblems = (what: string, file: string): Problem => problemOf(texts.moreProblems, { file }, { what });

/** A key between tables of which one is large and the other is not read by bytes. */
export const uncheckedReference = (key: ForeignKey, file: string): Problem =>
  problemOf(texts.uncheckedReference, { file }, wordsOf(key));
