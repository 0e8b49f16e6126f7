import { compileDatatype } from '../csvw/datatypes/datatype.js';
import type { Column } from '../csvw/metadata/column.js';
import type { Table } from '../csvw/metadata/table.js';
import type { Keys } from '../csvw/rows/keys.js';
import { collectProblems, columnNumber, grouped, type Place, type Problem, type Wording, wordsOf } from '../problem.js';
import { damageWords } from './encoding.js';
import { explainCell, type Fits, withLostZero, withPossibleCodes } from './explain-cell.js';
import texts from './messages.json' with { type: 'json' };
import { columnAt, isWorkbook, referenceOf, type Sheet, type Sheets, sheetWords } from './table-group.js';

/**
 * One mistake is one problem. This module drops consequences of problems that are already reported: an invalid cell is not
 * also missing, and a reference to a lost key is not a second mistake. A problem of most rows is reported once.
 */

/** Problems of the mapping. `severed` rows have lost their key or a reference. */
export interface Findings {
  problems: Problem[];
  severed: Place[];
}

/** Combines the problems of reading and mapping the sheets, and drops consequences. */
export function createDiagnosis({ sheets, problems: reported }: Sheets) {
  const sheetOf = new Map(sheets.map((sheet) => [sheet.file, sheet]));
  const follows = consequencesOf(reported);
  const fileOf = new Map(sheets.map(({ table, file }) => [table, file]));
  return {
    collect: () => collectFindings(sheetOf, follows),
    /** `known` contains the keys of each table; `keys` judges the references between tables. */
    end(ofCells: Findings[], between: Findings, keys: Keys, known: Map<Table, Set<string>>): Findings {
      const fits = createFits(known);
      const explained = (problem: Problem): Problem => {
        const sheet = sheetOf.get(problem.where.file);
        return sheet ? explain(inSheetWords(problem, sheet.table, fileOf), sheet, known, fits) : problem;
      };
      const found = ofCells.flatMap(({ problems }) => problems);
      const cells = commasOnce(raggedOnce(found, sheetOf).map(explained), sheetOf);
      const ofReading = reported.map((problem) => {
        const table = sheetOf.get(problem.where.file)?.table;
        return table ? withPossibleCodes(problem, table, fits(table)) : problem;
      });
      const earlier = [...ofReading, ...cells];
      const isLost = refersToLost(earlier, keys.missing(), sheetOf);
      const ofReferences = collectFindings(sheetOf, (problem) => isLost(problem) || follows(problem));
      const partial = new Set(earlier.filter(({ isPartial }) => isPartial).map(({ where }) => where.file));
      const whole = sheets.filter((sheet) => !sheet.isLost && !partial.has(sheet.file));
      const wholeTables = new Set(whole.map(({ table }) => table));
      for (const problem of keys.judge((table) => wholeTables.has(table))) ofReferences.tell(problem);
      const references = ofReferences.end();
      const severedBefore = reported.filter((problem) => isSevered(problem, sheetOf)).map(({ where }) => where);
      return {
        problems: withoutReadNotices([...earlier, ...[...between.problems, ...references.problems].map(explained)]),
        severed: [severedBefore, ...[...ofCells, between, references].map(({ severed }) => severed)].flat(),
      };
    },
  };
}

const spotOf = ({ file, cell }: Place): string => `${file}!${cell}`;
const columnOf = ({ file, column }: Place): string => `${file}:${column}`;
const rowOf = ({ file, row }: Place): string => `${file}:${row}`;

const isError = ({ severity }: Problem): boolean => severity === 'error';

/** Cells with an error. */
const errorCells = (problems: Problem[]): Set<string> =>
  new Set(problems.filter((problem) => isError(problem) && problem.where.cell).map(({ where }) => spotOf(where)));

/** Drops problems of cells that already have an error. */
export function withoutErrorCells(problems: Problem[], reported: Problem[]): Problem[] {
  const cells = errorCells(reported);
  return problems.filter(({ where }) => !cells.has(spotOf(where)));
}

/** Drops the notice "number read as code" for cells with an error: the error says what to do. */
function withoutReadNotices(problems: Problem[]): Problem[] {
  const cells = errorCells(problems);
  const isRead = ({ code, severity }: Problem): boolean => code === 'numeric-code' && severity === 'notice';
  return problems.filter((problem) => !isRead(problem) || !cells.has(spotOf(problem.where)));
}

/** Collects problems and keeps only as many as a report lists. */
export type Collector = ReturnType<typeof collectFindings>;

/** Collects problems except consequences of others. Consequences still mark their row as severed. */
function collectFindings(sheetOf: Map<string, Sheet>, follows: (problem: Problem) => boolean) {
  const { tell, end } = collectProblems();
  const severed = new Map<string, Place>();
  return {
    tell(problem: Problem): void {
      const { file, row } = problem.where;
      if (row !== undefined && isSevered(problem, sheetOf)) severed.set(rowOf(problem.where), { file, row });
      if (!follows(problem)) tell(problem);
    },
    end: (): Findings => ({ problems: end(), severed: [...severed.values()] }),
  };
}

/** True if a row has lost its key or a reference. Data that is missing elsewhere can follow from that. */
function isSevered({ code, severity, where }: Problem, sheetOf: Map<string, Sheet>): boolean {
  if (severity !== 'error' || where.row === undefined) return false;
  const table = sheetOf.get(where.file)?.table;
  if (!table) return false;
  const column = columnAt(table, where.column);
  if (!column) return isRagged(code);
  return table.primaryKey.includes(column.name) || referenceOf(table, column) !== undefined;
}

/** Codes that can follow from an earlier problem of the same cell. */
const consequences = new Set(texts.followOns);

/** Returns a test for problems that only follow from a reported error of the same cell, row or column. */
function consequencesOf(reported: Problem[]): (problem: Problem) => boolean {
  const errors = reported.filter(isError);
  const cells = errorCells(reported);
  const merged = errors.filter(({ code }) => code === 'merged-cells').map(({ where }) => where);
  const crowded = new Set(errors.filter(({ count }) => count !== undefined).map(({ where }) => columnOf(where)));
  const misplaced = new Set(errors.filter(({ code }) => code === 'cell-reference').map(({ where }) => rowOf(where)));
  return ({ code, where, related = [] }) => {
    if (errors.length === 0 || !consequences.has(code) || where.cell === undefined) return false;
    if (code === 'required' && (misplaced.has(rowOf(where)) || merged.some((one) => isWithin(one, where)))) return true;
    if (crowded.has(columnOf(where))) return true; // the unlisted errors may include this cell
    return [where, ...(code === 'duplicate-id' ? related : [])].some((place) => cells.has(spotOf(place)));
  };
}

/** True if a cell is inside merged cells, whose place has the range as its value: "D3:D4". */
function isWithin({ file, value = '' }: Place, where: Place): boolean {
  const [, from = '', first = '', to = '', last = ''] = /^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/.exec(value) ?? [];
  const [row, column] = [where.row ?? 0, columnNumber(where)];
  if (file !== where.file || row < Number(first) || row > Number(last)) return false;
  return column >= columnNumber({ file, cell: from }) && column <= columnNumber({ file, cell: to });
}

/** Errors that leave the key readable. */
const legible = new Set(['duplicate-id', 'foreign-key']);

/**
 * Returns a test for broken references that most likely mean a lost key: a key with a suggested correction, or any key if
 * the table has at least as many empty or broken keys as are missing.
 */
function refersToLost(
  reported: Problem[],
  missing: Map<Table, Set<string>>,
  sheetOf: Map<string, Sheet>,
): (problem: Problem) => boolean {
  const keys = new Map<Table, { meant: Set<string>; unknown: Set<string>; more: number }>();
  for (const problem of reported.filter(isError)) {
    const { code, where, count = 0 } = problem;
    const table = sheetOf.get(where.file)?.table;
    const column = table && columnAt(table, where.column);
    if (!column || !table.primaryKey.includes(column.name)) continue;
    const lost = keys.get(table) ?? { meant: new Set(), unknown: new Set(), more: 0 };
    keys.set(table, lost);
    const possible = possibleKeys(problem);
    for (const key of possible) lost.meant.add(key);
    if (possible.length > 0 || legible.has(code)) continue;
    if (where.cell !== undefined) lost.unknown.add(where.cell);
    lost.more += count; // unlisted problems of this kind
  }
  const covered = new Set<Table>();
  for (const [table, { meant, unknown, more }] of keys) {
    const others = [...(missing.get(table) ?? [])].filter((key) => !meant.has(key));
    if (others.length <= unknown.size + more) covered.add(table);
  }
  return ({ code, where: { file, column: name, value = '' } }) => {
    const table = code === 'foreign-key' ? sheetOf.get(file)?.table : undefined;
    const column = table && columnAt(table, name);
    const referred = table && column && referenceOf(table, column)?.table;
    if (!referred || !missing.get(referred)?.has(value)) return false;
    return keys.get(referred)?.meant.has(value) === true || covered.has(referred);
  };
}

/** Keys that a broken key may have been. A number may have lost its final zero. */
const possibleKeys = ({ code, suggestion, where: { value = '' } }: Problem): string[] =>
  code === 'numeric-code' ? [value, `${value}0`] : suggestion === undefined ? [] : [suggestion];

const isRagged = (code: string): boolean => code === 'missing-cell' || code === 'extra-cell';

const headerCodes = new Set(['unknown-column', 'missing-column', 'blank-column', 'duplicate-column', 'title-row']);

/** Reports a problem that most rows of a sheet share once, at the first of them. Groups in `reported` are already reported. */
function onceForMost(
  problems: Problem[],
  sheetOf: Map<string, Sheet>,
  groupOf: (problem: Problem) => string | undefined,
  wording: Wording,
  reported = new Set<string>(),
): Problem[] {
  const counts = new Map<string | undefined, number>(); // includes unlisted problems
  for (const problem of problems)
    counts.set(groupOf(problem), (counts.get(groupOf(problem)) ?? 0) + (problem.count ?? 1));
  return problems.flatMap((problem): Problem[] => {
    const { code, severity, message, where } = problem;
    const group = groupOf(problem);
    const count = counts.get(group) ?? 0;
    const rows = (sheetOf.get(where.file)?.rows.length ?? 0) - 1;
    if (group === undefined || rows <= 2 || count <= rows / 2) return [problem];
    if (reported.has(group)) return [];
    reported.add(group);
    return [{ ...problem, ...wordsOf(wording, { message, rows: count, cells: grouped(count) }), code, severity }];
  });
}

/** If most rows are longer or shorter than the header, the header is wrong and may already be reported. */
function raggedOnce(problems: Problem[], sheetOf: Map<string, Sheet>): Problem[] {
  const reported = new Set(problems.filter(({ code }) => headerCodes.has(code)).map(({ where }) => where.file));
  const fileOf = ({ code, where }: Problem) => (isRagged(code) ? where.file : undefined);
  return onceForMost(problems, sheetOf, fileOf, texts.mostRowsRagged, reported);
}

/** If most numbers of a column have a decimal comma, the spreadsheet program was set to another language. */
function commasOnce(problems: Problem[], sheetOf: Map<string, Sheet>): Problem[] {
  const isComma = ({ code }: Problem): boolean => code === 'decimal-comma';
  const isRest = ({ code, count }: Problem): boolean => code === 'datatype' && count !== undefined; // beyond the limit
  const columns = new Set(problems.filter(isComma).map(({ where }) => columnOf(where)));
  const commaColumn = (problem: Problem): string | undefined => {
    const column = columnOf(problem.where);
    return columns.has(column) && (isComma(problem) || isRest(problem)) ? column : undefined;
  };
  return onceForMost(problems, sheetOf, commaColumn, texts.mostCellsComma);
}

/** Rewords a problem of the mapping for stewards. */
function explain(problem: Problem, { table, damage }: Sheet, known: Map<Table, Set<string>>, fitsOf: FitsOf): Problem {
  const damaged = problem.code === 'encoding' ? damage?.get(problem.where.cell ?? '') : undefined;
  if (damaged) return { ...problem, ...damageWords(damaged) };
  const isInWorkbook = problem.code === 'extra-cell' && isWorkbook(problem.where.file); // not caused by a stray comma
  const named = isInWorkbook ? { ...problem, fix: texts.extraWorkbookCell.fix } : problem;
  const fits = fitsOf(table);
  const [key] = table.columns.filter(({ name }) => table.primaryKey[0] === name);
  const keys = known.get(table) ?? new Set();
  return withLostZero(explainCell(named, table, fits), keys, (text) => key !== undefined && fits(key, text));
}

/** Names the tables that a problem mentions as stewards know them: `the sheet "links"` in a workbook. */
function inSheetWords(problem: Problem, { foreignKeys }: Table, fileOf: Map<Table, string>): Problem {
  const named = (text: string): string =>
    foreignKeys.reduce((words, { table }) => {
      const file = fileOf.get(table) ?? '';
      return isWorkbook(file) ? words.replaceAll(table.name, sheetWords(file)) : words;
    }, text);
  const { message, fix } = problem;
  return { ...problem, message: named(message), ...(fix !== undefined && { fix: named(fix) }) };
}

type FitsOf = (table: Table) => Fits;

/** Returns for each table a test of values by column, with each datatype compiled once. */
function createFits(known: Map<Table, Set<string>>): FitsOf {
  const readers = new Map<Column, ReturnType<typeof compileDatatype>>();
  return (table) => (column, text) => {
    const reference = referenceOf(table, column);
    if (reference) return known.get(reference.table)?.has(text) === true;
    const reader = readers.get(column) ?? compileDatatype(column.datatype);
    readers.set(column, reader);
    return 'lexical' in reader.read(text);
  };
}
