import type { Problem } from '../problem.js';
import { type Column, inherit, readColumn } from './column.js';
import { array, checkProperties, type Json, list, object, type Report, string } from './json.js';
import { variablesOf } from './template.js';

/**
 * A CSVW metadata document as the annotated tables it describes: every inherited property resolved down to its column.
 * W3C Metadata Vocabulary for Tabular Data, sections 5.3 to 5.7.
 */
export interface TableGroup {
  base: string; // "https://w3id.org/gcm-graph/data/": what table URLs and templates are relative to
  tables: Table[];
}

export interface Table {
  name: string; // the url as written: "links.csv"
  url: string; // resolved
  isReadable: boolean; // false when the url leads out of the folder: such a file is not opened
  columns: Column[]; // those that the file has, in its order
  virtualColumns: Column[];
  primaryKey: string[];
  foreignKeys: ForeignKey[];
  notes: Record<string, unknown>; // the common properties, as they stand
}

export interface ForeignKey {
  columns: string[];
  table: string; // the url as written
  referenced: string[];
}

/** Reads a metadata document. Faults come back as problems with the path of the property; what can be read is read on. */
export function readMetadata(text: string, file: string, base?: string): { group: TableGroup; problems: Problem[] } {
  const problems: Problem[] = [];
  const report: Report = (path, message, severity = 'error') =>
    problems.push({
      code: 'metadata',
      severity,
      message: path ? `${path}: ${message}` : message,
      where: { file },
      ...(severity === 'error' && { isPartial: true }),
    });
  try {
    return { group: readGroup(object(JSON.parse(text)), base, report), problems };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    report('', `not JSON: ${error.message}`);
    return { group: { base: base ?? noBase, tables: [] }, problems };
  }
}

/** Stands in where a document names no base, so that the rest of it can still be judged. */
const noBase = 'https://example.org/data/';

function readGroup(document: Json, override: string | undefined, report: Report): TableGroup {
  const context = Array.isArray(document['@context']) ? object(document['@context'][1]) : {};
  const given = override ?? string(context['@base']) ?? '';
  const isBase = /^https?:/.test(given) && URL.canParse(given);
  if (!isBase) report('@context', `@base must be a web address, not "${given}"`);
  const base = isBase ? given : noBase;
  checkProperties(document, 'group', '', report);
  const tables = array(document['tables']).map((table, i) =>
    readTable(object(table), document, base, `tables[${i}]`, report),
  );
  if (tables.length === 0) report('tables', 'names no table');
  for (const table of tables)
    table.foreignKeys = table.foreignKeys.filter((key) => isKnown(key, table, tables, report));
  return { base, tables };
}

/** Whether a foreign key refers to columns that are there; else every row that has it would be blamed. */
function isKnown(
  { table: name, referenced }: ForeignKey,
  { name: from }: Table,
  tables: Table[],
  report: Report,
): boolean {
  const names = tables.find((table) => table.name === name)?.columns.map((column) => column.name);
  const missing = referenced.find((column) => !names?.includes(column));
  if (names && missing === undefined && referenced.length > 0) return true;
  report(from, `a foreign key refers to ${name}, column ${missing ?? '(none)'}, which is not there`);
  return false;
}

function readTable(table: Json, group: Json, base: string, path: string, report: Report): Table {
  checkProperties(table, 'table', path, report);
  const schema = object(table['tableSchema']);
  checkProperties(schema, 'schema', `${path}.tableSchema`, report);
  const name = string(table['url']) ?? '';
  if (!isInFolder(name)) report(path, `url must name a file in the same folder, not "${name}"`);
  const inherited = inherit(inherit(group, table), schema);
  const all = array(schema['columns']).map((column, i) => {
    const place = `${path}.tableSchema.columns[${i}]`;
    checkProperties(object(column), 'column', place, report);
    return {
      virtual: object(column)['virtual'] === true,
      column: readColumn(object(column), inherited, place, report),
    };
  });
  const names = new Set(all.map(({ column }) => column.name));
  checkNames(
    all.map(({ column }) => column),
    `${path}.tableSchema`,
    report,
  );
  const known = (columns: unknown, where: string): string[] => {
    const named = list(columns);
    for (const one of named) if (!names.has(one)) report(where, `names the column "${one}", which is not there`);
    return named.filter((one) => names.has(one));
  };
  return {
    name,
    isReadable: isInFolder(name),
    url: URL.canParse(name, base) ? new URL(name, base).href : name,
    columns: all.filter(({ virtual }) => !virtual).map(({ column }) => column),
    virtualColumns: all.filter(({ virtual }) => virtual).map(({ column }) => column),
    primaryKey: known(schema['primaryKey'], `${path}.tableSchema.primaryKey`),
    foreignKeys: array(schema['foreignKeys']).map((key) => {
      const reference = object(object(key)['reference']);
      return {
        columns: known(object(key)['columnReference'], `${path}.tableSchema.foreignKeys`),
        table: string(reference['resource']) ?? '',
        referenced: list(reference['columnReference']),
      };
    }),
    notes: commonProperties(table),
  };
}

/** Common properties: prefixed names and IRIs that annotate a group or table without meaning anything to CSVW. */
function commonProperties(given: Json): Json {
  return Object.fromEntries(Object.entries(given).filter(([name]) => name.includes(':')));
}

/** Two columns of one name, and templates that speak of columns that are not there. */
function checkNames(columns: Column[], path: string, report: Report): void {
  const names = columns.map(({ name }) => name);
  const special = ['_row', '_sourceRow', '_name', '_column', '_sourceColumn']; // Metadata Vocabulary, section 5.1.3
  const twice = names.filter((name, i) => name !== '' && names.indexOf(name) < i);
  const templates = columns.flatMap(({ aboutUrl = '', propertyUrl = '', valueUrl = '' }) => [
    aboutUrl,
    propertyUrl,
    valueUrl,
  ]);
  const strange = templates.flatMap(variablesOf).filter((name) => !names.includes(name) && !special.includes(name));
  for (const name of new Set(twice)) report(path, `two columns are called "${name}"`);
  for (const name of new Set(strange)) report(path, `a template names the column "${name}", which is not there`);
}

/** "links.csv" and "more/links.csv", but not "../links.csv", "/etc/passwd" or "C:\\links.csv". */
const isInFolder = (name: string): boolean => /^[^/\\:]/.test(name) && !/[\\:]|(^|\/)\.\.(\/|$)/.test(name);
