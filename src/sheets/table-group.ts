import { kindOf as builtInKind } from '../csvw/datatypes/builtin.js';
import { type Column, namesOf } from '../csvw/metadata/column.js';
import { isObject, type Json, type Report, string } from '../csvw/metadata/json.js';
import { metadataReport, parseMetadata, readMetadata, type TableGroup } from '../csvw/metadata/metadata.js';
import type { ForeignKey, Table } from '../csvw/metadata/table.js';
import type { HeaderMatch } from '../csvw/rows/cells.js';
import type { Row } from '../csvw/rows/rows.js';
import { addProblems, conflictProblems, type Place, type Problem } from '../problem.js';
import { nearest } from '../text/nearest.js';
import type { Damage } from './encoding.js';
import { checkOwnProperties, readItemReferences } from './own-properties.js';
import { checkAddresses } from './table-addresses.js';
import { type Family, familiesIn } from './table-families.js';

/** The rows of one sheet as text, from a CSV file or a workbook. */
export interface SheetRows {
  rows: Row[]; // the header first
  problems: Problem[];
  isLost: boolean; // the sheet could not be read
  isOpen?: boolean; // the last row has no line end
  damage?: Map<string, Damage>; // by cell address
}

/** A table of the group with its repaired rows. */
export interface Sheet extends SheetRows {
  table: Table;
  file: string; // "data/links.csv", or "data/gcm.xlsx#links" for a sheet of a workbook
  header: HeaderMatch; // the columns that the header names
  headerProblems: Problem[];
  isOnlyChecked?: boolean; // its rows make no statements: a file of a family with faults
}

/** The sheets of a project as they were read. */
export interface Sheets {
  file: string; // the metadata document
  read: Map<string, Uint8Array>; // the bytes that are published, by name in the folder
  group: ProjectGroup;
  sheets: Sheet[];
  problems: Problem[];
  familySheets?: Sheet[]; // replace files of families: sheets of a workbook that is imported
}

/** The tables of a project, without the families. */
export interface ProjectGroup extends TableGroup {
  all: Table[]; // in the order of the document, with the families
  families: Family[];
}

/** Placeholder for a missing base, so that the rest of the document can still be checked. */
const noBase = 'https://example.org/data/';

/** Reads the metadata of a project. Mistakes that other processors only warn about are errors here. */
export function readGroup(
  text: string | undefined,
  file: string,
  base: string | undefined,
  problems: Problem[],
): ProjectGroup {
  const tell = metadataReport(file, problems, text);
  const report: Report = (path, message) => tell(path, message);
  const conflicts = text === undefined ? [] : conflictProblems(text, file);
  addProblems(problems, conflicts);
  const parsed = text === undefined || conflicts.length > 0 ? undefined : parseMetadata(text, report);
  const document = parsed && hasTables(parsed, report) ? parsed : undefined;
  const reportJudged = document === undefined ? () => {} : report;
  const group = readMetadata(based(document ?? { tables: [] }, base, reportJudged), noBase, reportJudged);
  readItemReferences(group, report);
  checkOwnProperties(group, report);
  checkAddresses(group, (path, message, severity) => tell(path, message, severity));
  const names = group.tables.map(({ name }) => name);
  for (const [i, { name }] of group.tables.entries()) {
    const tell = (message: string): void => report(`tables[${i}].url`, message);
    if (names.indexOf(name) < i) tell(`Duplicate url "${name}"`);
    if (!isInFolder(name)) tell(`The url "${name}" must name a file in the same folder`);
    else if (isWorkbook(name) && locate(name).sheet === undefined)
      tell(`The url "${name}" must also name a sheet of the workbook, such as "${name}#Sheet1"`);
  }
  const families = familiesIn(group, report);
  const isFamily = (table: Table): boolean => families.some((family) => family.table === table);
  return { ...group, all: group.tables, tables: group.tables.filter((table) => !isFamily(table)), families };
}

/** Reports a document that describes no tables, which would be read as one table without a name. */
function hasTables(document: Json, report: Report): boolean {
  if (document['tables'] !== undefined || document['url'] !== undefined) return true;
  const similar = Object.keys(document).find((name) => nearest(name, ['tables']));
  report('', `Missing "tables"${similar === undefined ? '' : `. The file has "${similar}"`}`);
  return false;
}

/** Replaces the base of a document with `override`. One of them is required. */
function based(document: Json, override: string | undefined, report: Report): Json {
  const given = Array.isArray(document['@context']) ? document['@context'][1] : undefined;
  const context: Json = isObject(given) ? given : {};
  const base = override ?? string(context['@base']) ?? '';
  const isBase = /^https?:/.test(base) && URL.canParse(base);
  if (!isBase) report('@context', `@base must be a URL that begins with http:// or https://, not "${base}"`);
  return { ...document, '@context': ['http://www.w3.org/ns/csvw', { ...context, '@base': isBase ? base : noBase }] };
}

/** True for "links.csv" and "more/links.csv", but not for "../links.csv", "/etc/passwd" or "C:\\links.csv". */
export const isInFolder = (name: string): boolean =>
  /^[^/\\:]/.test(name) && !/[\\:\p{Cc}]|(^|\/)\.\.(\/|$)/u.test(name);

/** True if the url of a table names a workbook, even in a format that cannot be read. */
export const isWorkbook = (name: string): boolean =>
  /\.(xls[xmb]?|xlt[xm]|ods|ots|fods|numbers|xml)$/i.test(locate(name).file);

/** Splits "gcm.xlsx#My%20links" into file and sheet. */
export function locate(name: string): { file: string; sheet?: string } {
  const at = name.indexOf('#');
  if (at < 0) return { file: name };
  const fragment = name.slice(at + 1);
  try {
    return { file: name.slice(0, at), sheet: decodeURIComponent(fragment) };
  } catch {
    return { file: name.slice(0, at), sheet: fragment };
  }
}

/** Returns the internal name of a sheet of a workbook: "data/gcm.xlsx#links". */
export const sheetFile = (file: string, sheet: string): string => `${file}#${encodeURIComponent(sheet)}`;

/** Names a sheet in a message: "data/links.csv", or `the sheet "links"` in a workbook. */
export function sheetWords(file: string): string {
  const { sheet } = locate(file);
  return sheet === undefined || !isWorkbook(file) ? file : `the sheet "${sheet}"`;
}

/** Replaces the names of CSV files in a message by other words, such as `the sheet "links"`. */
const inWords = (text: string, words: Map<string, string>): string =>
  words.size === 0
    ? text
    : text.replace(/(?<![\w/.-])(?:[\w.-]+\/)*[\w.-]+\.(?:csv|tsv)\b/g, (name) => words.get(name) ?? name);

/** Replaces words in the texts of a problem. */
export function problemInWords(problem: Problem, words: Map<string, string>): Problem {
  const { message, fix } = problem;
  return { ...problem, message: inWords(message, words), ...(fix !== undefined && { fix: inWords(fix, words) }) };
}

/**
 * Replaces the internal names of workbook sheets with file and sheet. Earlier steps treat each sheet as a file, and rules
 * call it by the name of a CSV file.
 */
export function withSheetNames(problems: Problem[], tables: Table[] = []): Problem[] {
  const words = new Map(
    tables.flatMap(({ name }): [string, string][] => {
      const { sheet } = locate(name);
      return sheet === undefined || !isWorkbook(name) ? [] : [[`${sheet}.csv`, `the sheet "${sheet}"`]];
    }),
  );
  return problems.map((problem) => ({
    ...(words.size > 0 ? problemInWords(problem, words) : problem),
    where: withSheetName(problem.where),
    ...(problem.related && { related: problem.related.map(withSheetName) }),
    ...(problem.also && { also: problem.also.map(withSheetName) }),
  }));
}

/** Replaces the internal name of a workbook sheet in one place: "data/gcm.xlsx" and "links". */
export function withSheetName(place: Place): Place {
  const { file, sheet } = locate(place.file);
  return !sheet || place.sheet !== undefined || !isWorkbook(file) ? place : { ...place, file, sheet };
}

/** Kinds of columns that the repair of cells distinguishes. */
export type ColumnKind = 'key' | 'code' | 'text' | 'number' | 'date' | 'boolean' | 'address' | 'other';

/**
 * Returns the kind of a column. A key identifies a resource or refers to one; a code is another text with a fixed format.
 * Both are always text: 1.1 is not 1.10.
 */
export function kindOf(column: Column, table: Table): ColumnKind {
  const { base, format } = column.datatype;
  const isReference = table.foreignKeys.some(({ columns }) => columns.includes(column.name));
  if (base === 'string' && (isReference || table.primaryKey.includes(column.name))) return 'key';
  if (base === 'string') return format === undefined ? 'text' : 'code';
  if (base === 'anyURI') return 'address';
  const form = builtInKind(base).format;
  if (form === 'boolean' || form === 'number' || form === 'date') return form;
  return form === 'dateTime' ? 'date' : 'other';
}

/** Returns the column with a name or title. */
export const columnAt = (table: Table, name: string | undefined): Column | undefined =>
  table.columns.find((column) => namesOf(column).includes(name ?? ''));

/** Returns the foreign key that consists of this column only. */
export const referenceOf = (table: Table, { name }: Column): ForeignKey | undefined =>
  table.foreignKeys.find(({ columns }) => columns.length === 1 && columns[0] === name);
