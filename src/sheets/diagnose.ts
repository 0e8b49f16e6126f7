import { compileDatatype } from '../csvw/datatypes/datatype.js';
import type { Column } from '../csvw/metadata/column.js';
import type { Table } from '../csvw/metadata/table.js';
import type { Keys } from '../csvw/rows/keys.js';
import { collectProblems, columnNumber, grouped, type Place, type Problem, type Wording, wordsOf } from '../problem.js';
import { damageWords } from './encoding.js';
import { explainCell, type Fits, withLostZero } from './explain-cell.js';
import texts from './messages.json' with { type: 'json' };
import { columnAt, isWorkbook, locate, referenceOf, type Sheet, type Sheets } from './table-group.js';

/**
 * One mistake is one problem. Here it is decided, per cause, what is reported and what is only a consequence: a cell that
 * was refused is not missing too, a reference to a key that was lost is no second mistake, and what most rows of a sheet
 * have in common is told once.
 */

/** What the mapping found; `severed` are rows that lost what they are or refer to. */
export interface Findings {
  problems: Problem[];
  severed: Place[];
}

/** The diagnosis of sheets: what their reading told, what their mapping finds row by row, and at the end all of it. */
export function createDiagnosis({ sheets, problems: told }: Sheets) {
  const sheetOf = new Map(sheets.map((sheet) => [sheet.file, sheet]));
  const follows = consequencesOf(told);
  return {
    collect: () => collectFindings(sheetOf, follows),
    /** `known` are the keys that each table has as they stand; `keys` judges the references between tables. */
    end(ofCells: Findings[], between: Findings, keys: Keys, known: Map<Table, Set<string>>): Findings {
      const fits = createFits(known);
      const explained = (problem: Problem): Problem => {
        const sheet = sheetOf.get(problem.where.file);
        return sheet ? explain(problem, sheet, known, fits) : problem;
      };
      const found = ofCells.flatMap(({ problems }) => problems);
      const cells = commasOnce(raggedOnce(found, sheetOf).map(explained), sheetOf);
      const earlier = [...told, ...cells];
      const isLost = refersToLost(earlier, keys.missing(), sheetOf);
      const ofReferences = collectFindings(sheetOf, (problem) => isLost(problem) || follows(problem));
      const partial = new Set(earlier.filter(({ isPartial }) => isPartial).map(({ where }) => where.file));
      const whole = sheets.filter((sheet) => !sheet.isLost && !partial.has(sheet.file));
      const wholeTables = new Set(whole.map(({ table }) => table));
      for (const problem of keys.judge((table) => wholeTables.has(table))) ofReferences.tell(problem);
      const references = ofReferences.end();
      const severedBefore = told.filter((problem) => isSevered(problem, sheetOf)).map(({ where }) => where);
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

/** The cells of which an error is told. */
const errorCells = (problems: Problem[]): Set<string> =>
  new Set(problems.filter((problem) => isError(problem) && problem.where.cell).map(({ where }) => spotOf(where)));

/** Problems without those of cells of which an error is told already. */
export function withoutErrorCells(problems: Problem[], told: Problem[]): Problem[] {
  const cells = errorCells(told);
  return problems.filter(({ where }) => !cells.has(spotOf(where)));
}

/** Without notices that a number was read as a code, where the same cell has an error: the error says what to do. */
function withoutReadNotices(problems: Problem[]): Problem[] {
  const cells = errorCells(problems);
  const isRead = ({ code, severity }: Problem): boolean => code === 'numeric-code' && severity === 'notice';
  return problems.filter((problem) => !isRead(problem) || !cells.has(spotOf(problem.where)));
}

/** Takes problems one by one, so that no more of them are kept than are listed. */
export type Collector = ReturnType<typeof collectFindings>;

/** Collects problems but those that follow from another; a row that they sever is severed all the same. */
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

/** Whether a row has lost what it is or refers to: what is then missing elsewhere follows from that. */
function isSevered({ code, severity, where }: Problem, sheetOf: Map<string, Sheet>): boolean {
  if (severity !== 'error' || where.row === undefined) return false;
  const table = sheetOf.get(where.file)?.table;
  if (!table) return false;
  const column = columnAt(table, where.column);
  if (!column) return isRagged(code);
  return table.primaryKey.includes(column.name) || referenceOf(table, column) !== undefined;
}

/** What a cell gets that was damaged, guessed or refused before. */
const consequences = new Set(texts.followOns);

/** Tells of a problem whether it only follows from one that is told already: of its cell, or of cells that it is one of. */
function consequencesOf(told: Problem[]): (problem: Problem) => boolean {
  const errors = told.filter(isError);
  const cells = errorCells(told);
  const merged = errors.filter(({ code }) => code === 'merged-cells').map(({ where }) => where);
  const crowded = new Set(errors.filter(({ count }) => count !== undefined).map(({ where }) => columnOf(where)));
  const misplaced = new Set(errors.filter(({ code }) => code === 'cell-reference').map(({ where }) => rowOf(where)));
  return ({ code, where, related = [] }) => {
    if (errors.length === 0 || !consequences.has(code) || where.cell === undefined) return false;
    if (code === 'required' && (misplaced.has(rowOf(where)) || merged.some((one) => isWithin(one, where)))) return true;
    if (crowded.has(columnOf(where))) return true; // it may be one of those that are not listed
    return [where, ...(code === 'duplicate-id' ? related : [])].some((place) => cells.has(spotOf(place)));
  };
}

/** Whether a cell is one of those that are merged: their place has the range for its value, "D3:D4". */
function isWithin({ file, value = '' }: Place, where: Place): boolean {
  const [, from = '', first = '', to = '', last = ''] = /^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/.exec(value) ?? [];
  const [row, column] = [where.row ?? 0, columnNumber(where)];
  if (file !== where.file || row < Number(first) || row > Number(last)) return false;
  return column >= columnNumber({ file, cell: from }) && column <= columnNumber({ file, cell: to });
}

/** These leave a key that can be read. */
const legible = new Set(['duplicate-id', 'foreign-key']);

/**
 * Tells of a reference to nothing whether it most likely refers to a key that was lost: one that was meant, or, where a
 * table has as many empty or broken keys as are missing, any of those. To empty one key is one mistake.
 */
function refersToLost(
  told: Problem[],
  missing: Map<Table, Set<string>>,
  sheetOf: Map<string, Sheet>,
): (problem: Problem) => boolean {
  const keys = new Map<Table, { meant: Set<string>; unknown: Set<string>; more: number }>();
  for (const problem of told.filter(isError)) {
    const { code, where, count = 0 } = problem;
    const table = sheetOf.get(where.file)?.table;
    const column = table && columnAt(table, where.column);
    if (!column || !table.primaryKey.includes(column.name)) continue;
    const lost = keys.get(table) ?? { meant: new Set(), unknown: new Set(), more: 0 };
    keys.set(table, lost);
    const possible = possibleKeys(problem); // what a key that cannot be read was meant to be
    for (const key of possible) lost.meant.add(key);
    if (possible.length > 0 || legible.has(code)) continue;
    if (where.cell !== undefined) lost.unknown.add(where.cell); // nobody knows what it was meant to be, …
    lost.more += count; // … nor those of the like that are not listed
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

/** A number has most likely been written with a zero at its end, or without. */
const possibleKeys = ({ code, suggestion, where: { value = '' } }: Problem): string[] =>
  code === 'numeric-code' ? [value, `${value}0`] : suggestion === undefined ? [] : [suggestion];

const isRagged = (code: string): boolean => code === 'missing-cell' || code === 'extra-cell';

const headerCodes = new Set(['unknown-column', 'missing-column', 'blank-column', 'duplicate-column', 'title-row']);

/**
 * What most rows of a sheet have in common is told once, with the first of them, in the words for all. `groupOf` names
 * what belongs together; of the groups in `told` something is said already.
 */
function onceForMost(
  problems: Problem[],
  sheetOf: Map<string, Sheet>,
  groupOf: (problem: Problem) => string | undefined,
  wording: Wording,
  told = new Set<string>(),
): Problem[] {
  const counts = new Map<string | undefined, number>(); // those included that are not listed
  for (const problem of problems)
    counts.set(groupOf(problem), (counts.get(groupOf(problem)) ?? 0) + (problem.count ?? 1));
  return problems.flatMap((problem): Problem[] => {
    const { code, severity, message, where } = problem;
    const group = groupOf(problem);
    const count = counts.get(group) ?? 0;
    const rows = (sheetOf.get(where.file)?.rows.length ?? 0) - 1;
    if (group === undefined || rows <= 2 || count <= rows / 2) return [problem];
    if (told.has(group)) return [];
    told.add(group);
    return [{ ...problem, ...wordsOf(wording, { message, rows: count, cells: grouped(count) }), code, severity }];
  });
}

/** Where most rows are longer or shorter than the header, the header is at fault; of it something may be said already. */
function raggedOnce(problems: Problem[], sheetOf: Map<string, Sheet>): Problem[] {
  const told = new Set(problems.filter(({ code }) => headerCodes.has(code)).map(({ where }) => where.file));
  const fileOf = ({ code, where }: Problem) => (isRagged(code) ? where.file : undefined);
  return onceForMost(problems, sheetOf, fileOf, texts.mostRowsRagged, told);
}

/**
 * Where most cells of a column have a comma in place of the point, the program that saved the sheet was set to another
 * language. Without those numbers no rule can judge.
 */
function commasOnce(problems: Problem[], sheetOf: Map<string, Sheet>): Problem[] {
  const isComma = ({ code }: Problem): boolean => code === 'decimal-comma';
  const isRest = ({ code, count }: Problem): boolean => code === 'datatype' && count !== undefined; // of those beyond the limit
  const columns = new Set(problems.filter(isComma).map(({ where }) => columnOf(where)));
  const commaColumn = (problem: Problem): string | undefined => {
    const column = columnOf(problem.where);
    return columns.has(column) && (isComma(problem) || isRest(problem)) ? column : undefined;
  };
  return onceForMost(problems, sheetOf, commaColumn, texts.mostCellsComma);
}

/** A problem of the mapping as the steward met it. */
function explain(problem: Problem, { table, damage }: Sheet, known: Map<Table, Set<string>>, fitsOf: FitsOf): Problem {
  const damaged = problem.code === 'encoding' ? damage?.get(problem.where.cell ?? '') : undefined;
  if (damaged) return { ...problem, ...damageWords(damaged) };
  const isInWorkbook = problem.code === 'extra-cell' && isWorkbook(problem.where.file); // where no comma can make it
  const { message, fix } = isInWorkbook ? { ...problem, fix: texts.extraWorkbookCell.fix } : problem;
  const named: Problem = {
    ...problem,
    message: withSheetWords(message, table),
    ...(fix !== undefined && { fix: withSheetWords(fix, table) }),
  };
  const fits = fitsOf(table);
  const [key] = table.columns.filter(({ name }) => table.primaryKey[0] === name);
  const keys = known.get(table) ?? new Set();
  return withLostZero(explainCell(named, table, fits), keys, (text) => key !== undefined && fits(key, text));
}

/** What is said of "gcm.xlsx#links" is said of the sheet links of gcm.xlsx. */
const withSheetWords = (text: string, { foreignKeys }: Table): string =>
  foreignKeys.reduce((words, { table: { name } }) => {
    const { file, sheet } = locate(name);
    return sheet === undefined ? words : words.replaceAll(name, `the sheet ${sheet} of ${file}`);
  }, text);

type FitsOf = (table: Table) => Fits;

/** For each table what its columns take, each datatype compiled once. */
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
