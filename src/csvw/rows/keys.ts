import { clip, type Place, type Problem, problemOf } from '../../problem.js';
import { nearest, offer } from '../../text/nearest.js';
import texts from '../messages.json' with { type: 'json' };
import type { ForeignKey, Table } from '../metadata/table.js';
import type { Values } from '../metadata/uri-template.js';
import type { ReadRow } from './cells.js';

/** A key that rows refer to and that is missing from its table. */
export interface MissingKey {
  key: ForeignKey; // of the first reference
  value: string[];
  places: Place[]; // the references
}

/** An index of the keys in some columns: the first place of each, and the duplicates. */
const createIndex = (columns: string[]) => ({ columns, first: new Map<string, Place>(), twice: new Set<string>() });
type Index = ReturnType<typeof createIndex>;

/** Primary and foreign keys of all tables. References are checked after all rows. */
export type Keys = ReturnType<typeof createKeys>;

const joint = '\u0000'; // between the values of a key
const itemJoint = '\u001f'; // between the items of a list

/** Limits for suggestions, because each compares all keys. */
const suggestionLimit = 200;
const suggestibleKeys = 20_000;

/**
 * Collects keys and references. `isStandard`: an empty reference is an error, and a list is one value, as the standard
 * requires (Metadata Vocabulary, section 5.5.2.1; W3C CSVW tests 034 and 035). In our own sheets, a reference can be empty,
 * and each item of a list is a reference. `keysOf` selects the foreign keys to check.
 */
export function createKeys(
  tables: Table[],
  isStandard: boolean,
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
    /** Adds a row. The references of a ragged row are not checked, because they can be in the wrong column. */
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
        const place = placeOf(key.columns[0] as string);
        const items = isStandard ? undefined : itemsOf(key.columns, values);
        if (items) for (const value of items) references.push({ key, value, place });
        if (items) continue;
        const value = keyOf(key.columns, values);
        if (value !== undefined) references.push({ key, value, place });
        else if (isStandard) problems.push(emptyReference(key, place));
      }
      return problems;
    },
    /** Checks all references. Reports missing rows only in tables that were read completely (`isWhole`). */
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
    /** Returns the keys that rows refer to and that are missing from their table. */
    missing(): MissingKey[] {
      const found = new Map<Index, Map<string, MissingKey>>();
      for (const { key, value, place } of references) {
        const index = indexOf(key.table, key.referenced);
        if (index.first.has(value)) continue;
        const own = found.get(index) ?? new Map<string, MissingKey>();
        found.set(index, own);
        const known = own.get(value);
        if (known) known.places.push(place);
        else own.set(value, { key, value: value.split(joint), places: [place] });
      }
      return [...found.values()].flatMap((own) => [...own.values()]);
    },
    /** Returns the primary keys of a table that no row refers to, with their places. */
    unused(table: Table): Map<string, Place> {
      const unused = new Map(indexOf(table, table.primaryKey).first);
      for (const { key, value } of references) if (key.table === table && isPrimary(key)) unused.delete(value);
      return unused;
    },
  };
}

const sameColumns = (some: string[], others: string[]): boolean => some.join(joint) === others.join(joint);

/** True if a foreign key refers to a primary key, whose duplicates are reported once, in its own table. */
export const isPrimary = ({ referenced, table }: ForeignKey): boolean => sameColumns(referenced, table.primaryKey);

/** Joins the values of some columns to one string. Undefined if one of them is empty. */
function keyOf(columns: string[], values: Values): string | undefined {
  const parts = columns.map((column) => values[column] ?? undefined);
  if (parts.includes(undefined)) return undefined;
  return parts.map((part) => (Array.isArray(part) ? part.join(itemJoint) : part)).join(joint);
}

/** Returns the items of a key that consists of one list. */
function itemsOf([column = '', ...others]: string[], values: Values): string[] | undefined {
  const value = values[column];
  return others.length === 0 && Array.isArray(value) ? value : undefined;
}

/** Formats a key, including lists in it, for messages. */
const whole = (key: string[]): string => key.join(', ').replaceAll(itemJoint, ', ');
const readable = (key: string[]): string => clip(whole(key));

/** A key that already appears in an earlier row. */
export function duplicateKey(columns: string[], key: string[], where: Place, first: Place): Problem {
  const value = readable(key);
  const wording = /\d\.\d/.test(value) ? texts.duplicateDecimalKey : texts.duplicateKey;
  const values = { columns: columns.join(', '), value, row: first.row };
  return { ...problemOf(wording, where, values), related: [first] };
}

/** Values for messages about a foreign key. */
const wordsOf = ({ columns, referenced, table }: ForeignKey) => ({
  columns: columns.join(', '),
  referenced: referenced.join(', '),
  table: table.name,
});

/** An empty reference in a row that must have one. */
export const emptyReference = (key: ForeignKey, where: Place): Problem =>
  problemOf(texts.emptyReference, where, wordsOf(key));

/**
 * A reference to a missing row. `known` are the existing keys, if available. A similar key is offered in the message, but
 * is not a suggestion that a program can apply: if 10.7 is missing, 10.1 is a different target.
 */
export function danglingReference(key: ForeignKey, value: string[], where: Place, known: string[] = []): Problem {
  const guess = nearest(whole(value), known);
  const isSame = value.length === 1 && value[0] === where.value && guess?.toLowerCase() === value[0]?.toLowerCase();
  const values = { ...wordsOf(key), value: readable(value), guess: offer(guess) };
  return { ...problemOf(texts.danglingReference, where, values), ...(guess && isSame && { suggestion: guess }) };
}

/** A reference to a key that appears in several rows. */
export const ambiguousReference = (key: ForeignKey, value: string[], where: Place): Problem =>
  problemOf(texts.ambiguousReference, where, { ...wordsOf(key), value: readable(value) });

/** Replaces problems that are not listed. */
export const moreProblems = (what: string, file: string): Problem => problemOf(texts.moreProblems, { file }, { what });

/** A foreign key between a large table and a table that must be read into memory. */
export const uncheckedReference = (key: ForeignKey, file: string): Problem =>
  problemOf(texts.uncheckedReference, { file }, wordsOf(key));
