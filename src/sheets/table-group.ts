import { kindOf as builtInKind } from '../csvw/datatypes/builtin.js';
import { type Column, namesOf } from '../csvw/metadata/column.js';
import { isObject, type Json, type Report, string } from '../csvw/metadata/json.js';
import { metadataReport, parseMetadata, readMetadata, type TableGroup } from '../csvw/metadata/metadata.js';
import type { ForeignKey, Table } from '../csvw/metadata/table.js';
import type { HeaderMatch } from '../csvw/rows/cells.js';
import type { Row } from '../csvw/rows/rows.js';
import type { Place, Problem } from '../problem.js';
import type { Damage } from './encoding.js';

/** The rows of one sheet as text, whatever it is kept in. */
export interface SheetRows {
  rows: Row[]; // the header first
  problems: Problem[];
  isLost: boolean; // of this sheet nothing can be judged
  damage?: Map<string, Damage>; // what is damaged in a cell, by its address
}

/** A table of the group with the rows of its file, which are repaired. */
export interface Sheet extends SheetRows {
  table: Table;
  file: string; // as people know it: "data/links.csv"; a sheet of a workbook is "data/gcm.xlsx#links"
  header: HeaderMatch; // the columns that the header names
  headerProblems: Problem[];
}

/** The sheets of a project as they were read. */
export interface Sheets {
  file: string; // the metadata document
  read: Map<string, Uint8Array>; // what was read, by name in the folder: this and nothing later is published
  group: TableGroup;
  sheets: Sheet[];
  problems: Problem[];
}

/** Stands in where a document names no base, so that the rest of it can still be judged. */
const noBase = 'https://example.org/data/';

/** The metadata of a project. It is the project's own, so a slip that another processor only warns of is an error here. */
export function readGroup(
  text: string | undefined,
  file: string,
  base: string | undefined,
  problems: Problem[],
): TableGroup {
  const tell = metadataReport(file, problems);
  const report: Report = (path, message) => tell(path, message);
  const document = text === undefined ? undefined : parseMetadata(text, report);
  const reportJudged = document === undefined ? () => {} : report;
  const group = readMetadata(based(document ?? { tables: [] }, base, reportJudged), noBase, reportJudged);
  const names = group.tables.map(({ name }) => name);
  for (const [i, name] of names.entries()) {
    if (names.indexOf(name) < i) report('tables', `two tables have the url "${name}"`);
    if (!isInFolder(name)) report('tables', `url must name a file in the same folder, not "${name}"`);
    else if (isWorkbook(name) && locate(name).sheet === undefined)
      report('tables', `url must name a sheet of the workbook too, as in "${name}#Sheet1"`);
  }
  return group;
}

/** The document with the base that is asked for in place of its own; one of them there must be. */
function based(document: Json, override: string | undefined, report: Report): Json {
  const given = Array.isArray(document['@context']) ? document['@context'][1] : undefined;
  const context: Json = isObject(given) ? given : {};
  const base = override ?? string(context['@base']) ?? '';
  const isBase = /^https?:/.test(base) && URL.canParse(base);
  if (!isBase) report('@context', `@base must be a web address, not "${base}"`);
  return { ...document, '@context': ['http://www.w3.org/ns/csvw', { ...context, '@base': isBase ? base : noBase }] };
}

/** "links.csv" and "more/links.csv", but not "../links.csv", "/etc/passwd" or "C:\\links.csv". */
export const isInFolder = (name: string): boolean => /^[^/\\:]/.test(name) && !/[\\:]|(^|\/)\.\.(\/|$)/.test(name);

/** Whether a table's url names a workbook, one that can be read or one that must be told of. */
export const isWorkbook = (name: string): boolean => /\.(xls[xmb]?|xlt[xm]|ods|fods|numbers)$/i.test(locate(name).file);

/** "gcm.xlsx#My%20links" → the file and the sheet in it. */
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

/** The name that a sheet of a workbook has until its problems are reported: "data/gcm.xlsx#links". */
export const sheetFile = (file: string, sheet: string): string => `${file}#${encodeURIComponent(sheet)}`;

/**
 * Until they are reported, the sheets of a workbook are files like others, so that no step between need know of
 * workbooks. Here they get the two names that people know.
 */
export const withSheetNames = (problems: Problem[]): Problem[] =>
  problems.map((problem) => ({
    ...problem,
    where: withSheetName(problem.where),
    ...(problem.related && { related: problem.related.map(withSheetName) }),
  }));

/** A place in a sheet of a workbook with the names of both: "data/gcm.xlsx" and "links". */
export function withSheetName(place: Place): Place {
  const { file, sheet } = locate(place.file);
  return !sheet || place.sheet !== undefined || !isWorkbook(file) ? place : { ...place, file, sheet };
}

/** What a column holds, as far as the repair of its cells must know. */
export type ColumnKind = 'key' | 'code' | 'text' | 'number' | 'date' | 'boolean' | 'address' | 'other';

/**
 * A key names a thing or refers to one; a code is any other text of a fixed form. Both are text from the first byte on,
 * whatever they look like: 1.1 is not 1.10.
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

/** The column that a place names. */
export const columnAt = (table: Table, name: string | undefined): Column | undefined =>
  table.columns.find((column) => namesOf(column).includes(name ?? ''));

/** The foreign key that a column is by itself. */
export const referenceOf = (table: Table, { name }: Column): ForeignKey | undefined =>
  table.foreignKeys.find(({ columns }) => columns.length === 1 && columns[0] === name);

/** The property by which a table allows what is refused elsewhere: `"…#allows": ["empty", "formulas"]`. */
const allows = 'https://w3id.org/gcm-graph/ontology#allows';

/** Whether a table allows what is refused elsewhere. */
export function allowed(table: Table, what: 'empty' | 'formulas'): boolean {
  const said = table.common[allows];
  return Array.isArray(said) ? said.includes(what) : said === what;
}
