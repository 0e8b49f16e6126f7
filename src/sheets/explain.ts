import { compileDatatype } from '../csvw/datatypes/datatype.js';
import type { Column } from '../csvw/metadata/column.js';
import type { Table } from '../csvw/metadata/table.js';
import type { Problem } from '../problem.js';
import { referenceOf } from './columns.js';
import { commasOnce } from './comma-columns.js';
import { damageWords } from './damage.js';
import { isWorkbook, locate } from './group.js';
import { type RowKey, withLostZero } from './identity.js';
import { onceForAll } from './ragged.js';
import { type Fits, refine } from './refine.js';
import type { Sheet } from './sheets.js';

/** Says what the mapping found as the steward met it, once for each mistake. */
export function explain(problems: Problem[], sheetOf: Map<string, Sheet>, keysOf: Map<Table, RowKey[]>): Problem[] {
  const known = new Map([...keysOf].map(([table, keys]) => [table, new Set(keys.map(({ key }) => key))]));
  const fitsOf = createFits(known);
  const explained = onceForAll(problems, sheetOf).map((problem) => {
    const sheet = sheetOf.get(problem.where.file);
    return sheet ? explainOne(problem, sheet, known, fitsOf(sheet.table)) : problem;
  });
  return commasOnce(explained, sheetOf);
}

function explainOne(problem: Problem, { table, damage }: Sheet, known: Map<Table, Set<string>>, fits: Fits): Problem {
  const damaged = problem.code === 'encoding' ? damage?.get(problem.where.cell ?? '') : undefined;
  if (damaged) return { ...problem, ...damageWords(damaged) };
  const { message, fix } = problem.code === 'extra-cell' ? extraCell(problem) : problem;
  const named: Problem = {
    ...problem,
    message: withSheetWords(message, table),
    ...(fix !== undefined && { fix: withSheetWords(fix, table) }),
  };
  const [key] = table.columns.filter(({ name }) => table.primaryKey[0] === name);
  const keys = known.get(table) ?? new Set();
  return withLostZero(refine(named, table, fits), keys, (text) => key !== undefined && fits(key, text));
}

/** In a workbook no comma can make a cell too many. */
const extraCell = (problem: Problem): Problem =>
  isWorkbook(problem.where.file) ? { ...problem, fix: 'name the column in row 1, or empty the cell' } : problem;

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
