import { compileDatatype } from '../csvw/datatypes/datatype.js';
import type { Column } from '../csvw/metadata/column.js';
import type { ForeignKey, Table } from '../csvw/metadata/table.js';
import type { Place, Problem } from '../problem.js';
import { namesOf } from './columns.js';
import { consequencesOf } from './consequences.js';
import { damageWords } from './damage.js';
import { locate } from './group.js';
import { type RowKey, withLostZero } from './identity.js';
import { onceForAll } from './ragged.js';
import { type Fits, refine } from './refine.js';
import type { Sheet } from './sheets.js';

/**
 * Says what the mapping found as the steward met it, once for each mistake: what only follows from a fault in the same
 * cell, or from one in the cell that is referred to, is left out. `told` are the problems of the reading before.
 */
export function explain(
  problems: Problem[],
  told: Problem[],
  sheets: Sheet[],
  keysOf: Map<Table, RowKey[]>,
): { problems: Problem[]; severed: Place[] } {
  const sheetOf = new Map(sheets.map((sheet) => [sheet.file, sheet]));
  const known = new Map([...keysOf].map(([table, keys]) => [table, new Set(keys.map(({ key }) => key))]));
  const fitsOf = createFits(known);
  const follows = consequencesOf(told);
  const explained = onceForAll(
    problems.filter((problem) => !follows(problem)),
    sheetOf,
  ).map((problem) => {
    const sheet = sheetOf.get(problem.where.file);
    return sheet ? explainOne(problem, sheet, known, fitsOf(sheet.table)) : problem;
  });
  const meant = meantKeys([...told, ...explained], sheetOf);
  return {
    problems: explained.filter((problem) => !refersToMeant(problem, sheetOf.get(problem.where.file), meant)),
    severed: [...told, ...problems]
      .filter((problem) => isSevered(problem, sheetOf.get(problem.where.file)))
      .map(({ where }) => where),
  };
}

/** Whether a row has lost what it is or refers to: what is then missing elsewhere follows from that. */
function isSevered({ code, severity, where }: Problem, sheet: Sheet | undefined): boolean {
  if (severity !== 'error' || !sheet || where.row === undefined) return false;
  const column = columnAt(sheet.table, where.column);
  if (!column) return code === 'missing-cell' || code === 'extra-cell';
  return sheet.table.primaryKey.includes(column.name) || referenceOf(sheet.table, column) !== undefined;
}

function explainOne(problem: Problem, { table, damage }: Sheet, known: Map<Table, Set<string>>, fits: Fits): Problem {
  const damaged = problem.code === 'encoding' ? damage?.get(problem.where.cell ?? '') : undefined;
  if (damaged) return { ...problem, ...damageWords(damaged) };
  const { message, fix } = problem;
  const named: Problem = {
    ...problem,
    message: withSheetWords(message, table),
    ...(fix !== undefined && { fix: withSheetWords(fix, table) }),
  };
  const [key] = table.columns.filter(({ name }) => table.primaryKey[0] === name);
  const keys = known.get(table) ?? new Set();
  return withLostZero(refine(named, table, fits), keys, (text) => key !== undefined && fits(key, text));
}

/** What is said of "gcm.xlsx#links" is said of the sheet links of gcm.xlsx. */
const withSheetWords = (text: string, { foreignKeys }: Table): string =>
  foreignKeys.reduce((words, { table: { name } }) => {
    const { file, sheet } = locate(name);
    return sheet === undefined ? words : words.replaceAll(name, `the sheet ${sheet} of ${file}`);
  }, text);

/** For each table what its columns take, each datatype compiled once. */
function createFits(known: Map<Table, Set<string>>): (table: Table) => Fits {
  const readers = new Map<Column, ReturnType<typeof compileDatatype>>();
  return (table) => (column, text) => {
    const reference = referenceOf(table, column);
    if (reference) return known.get(reference.table)?.has(text) === true;
    const reader = readers.get(column) ?? compileDatatype(column.datatype);
    readers.set(column, reader);
    return 'lexical' in reader.read(text);
  };
}

const referenceOf = (table: Table, { name }: Column): ForeignKey | undefined =>
  table.foreignKeys.find(({ columns }) => columns.length === 1 && columns[0] === name);

/** By table, the keys that cells with an error were meant to hold: what refers to one of them is right. */
function meantKeys(problems: Problem[], sheetOf: Map<string, Sheet>): Map<Table, Set<string>> {
  const meant = new Map<Table, Set<string>>();
  for (const problem of problems) {
    const table = sheetOf.get(problem.where.file)?.table;
    const column = table && columnAt(table, problem.where.column);
    if (problem.severity !== 'error' || !column || !table.primaryKey.includes(column.name)) continue;
    for (const key of possibleKeys(problem)) meant.set(table, (meant.get(table) ?? new Set()).add(key));
  }
  return meant;
}

/** A number has most likely been written with a zero at its end, or without. */
const possibleKeys = ({ code, suggestion, where: { value = '' } }: Problem): string[] =>
  code === 'numeric-code' ? [value, `${value}0`] : suggestion === undefined ? [] : [suggestion];

const columnAt = (table: Table, name: string | undefined): Column | undefined =>
  table.columns.find((column) => namesOf(column).includes(name ?? ''));

function refersToMeant({ code, where }: Problem, sheet: Sheet | undefined, meant: Map<Table, Set<string>>): boolean {
  const column = sheet && code === 'foreign-key' ? columnAt(sheet.table, where.column) : undefined;
  const reference = sheet && column && referenceOf(sheet.table, column);
  return reference !== undefined && meant.get(reference.table)?.has(where.value ?? '') === true;
}
