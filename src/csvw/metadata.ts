import { didYouMean } from '../nearest.js';
import type { Problem } from '../problem.js';
import { type Datatype, datatypeNames } from './datatype.js';
import { iriFault, languageFault } from './iri.js';
import { inheritedProperties, ownProperties } from './vocabulary.js';

/**
 * A CSVW metadata document as the annotated tables it describes: every inherited property resolved down to its column.
 * W3C Metadata Vocabulary for Tabular Data, sections 5.3 to 5.7.
 */
export interface TableGroup {
  base: string; // "https://w3id.org/gcm-graph/data/": what table URLs and templates are relative to
  tables: Table[];
  notes: Record<string, unknown>; // the common properties, as they stand
}

export interface Table {
  name: string; // the url as written: "links.csv"
  url: string; // resolved
  columns: Column[]; // those that the file has, in its order
  virtualColumns: Column[];
  primaryKey: string[];
  foreignKeys: ForeignKey[];
  dialect: Record<string, unknown>;
  notes: Record<string, unknown>;
}

export interface Column {
  name: string;
  titles: string[]; // what the header may call it, the name included
  aboutUrl?: string;
  propertyUrl?: string;
  valueUrl?: string;
  lang: string; // "und" when nothing is said
  datatype: Datatype;
  separator?: string;
  null: string[];
  default: string;
  required: boolean;
  suppressOutput: boolean;
}

export interface ForeignKey {
  columns: string[];
  table: string; // the url as written
  referenced: string[];
}

type Json = Record<string, unknown>;

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
    return { group: { base: base ?? '', tables: [], notes: {} }, problems };
  }
}

type Report = (path: string, message: string, severity?: 'error' | 'warning') => void;

function readGroup(document: Json, override: string | undefined, report: Report): TableGroup {
  const context = Array.isArray(document['@context']) ? object(document['@context'][1]) : {};
  const base = override ?? string(context['@base']) ?? '';
  if (!URL.canParse(base)) report('@context', `@base must be an absolute IRI, not "${base}"`);
  checkProperties(document, 'group', '', report);
  const tables = array(document['tables']).map((table, i) => readTable(object(table), document, base, `tables[${i}]`, report));
  if (tables.length === 0) report('tables', 'names no table');
  return { base, tables, notes: commonProperties(document) };
}

function readTable(table: Json, group: Json, base: string, path: string, report: Report): Table {
  checkProperties(table, 'table', path, report);
  const schema = object(table['tableSchema']);
  checkProperties(schema, 'schema', `${path}.tableSchema`, report);
  const name = string(table['url']) ?? '';
  if (name === '') report(path, 'has no url');
  const inherited = inherit(inherit(group, table), schema);
  const all = array(schema['columns']).map((column, i) => {
    const place = `${path}.tableSchema.columns[${i}]`;
    checkProperties(object(column), 'column', place, report);
    return { virtual: object(column)['virtual'] === true, column: readColumn(object(column), inherited, place, report) };
  });
  const names = new Set(all.map(({ column }) => column.name));
  const known = (columns: unknown, where: string): string[] => {
    const list = typeof columns === 'string' ? [columns] : array(columns).map(String);
    for (const one of list) if (!names.has(one)) report(where, `names the column "${one}", which is not there`);
    return list.filter((one) => names.has(one));
  };
  return {
    name,
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
    dialect: { ...object(group['dialect']), ...object(table['dialect']) },
    notes: commonProperties(table),
  };
}

function readColumn(own: Json, inherited: Json, path: string, report: Report): Column {
  const all = inherit(inherited, own);
  const name = string(own['name']) ?? string(own['titles']) ?? '';
  if (own['virtual'] !== true && name === '') report(path, 'has neither name nor titles');
  const lang = string(all['lang']) ?? 'und';
  const fault = languageFault(lang);
  if (fault) report(`${path}.lang`, fault);
  const column: Column = {
    name,
    titles: [...new Set([name, ...list(own['titles'])])],
    lang: fault ? 'und' : lang,
    datatype: readDatatype(all['datatype'], `${path}.datatype`, report),
    null: all['null'] === undefined ? [''] : list(all['null']),
    default: string(all['default']) ?? '',
    required: all['required'] === true,
    suppressOutput: own['suppressOutput'] === true,
  };
  for (const property of ['aboutUrl', 'propertyUrl', 'valueUrl', 'separator'] as const) {
    const value = string(all[property]);
    if (value !== undefined) column[property] = value;
  }
  return column;
}

function readDatatype(value: unknown, path: string, report: Report): Datatype {
  const given = typeof value === 'string' ? { base: value } : object(value);
  const base = string(given['base']) ?? 'string';
  if (!datatypeNames.includes(base)) report(path, `"${base}" is no datatype known here${didYouMean(base, datatypeNames)}`);
  const datatype: Datatype = { base };
  const description = string(given['dc:description']);
  if (description !== undefined) datatype.description = description;
  const id = string(given['@id']);
  if (id !== undefined && iriFault(id)) report(path, `@id must be an IRI, not "${id}"`);
  else if (id !== undefined) datatype.id = id;
  const format = string(given['format']);
  if (format !== undefined) datatype.format = format;
  for (const bound of ['minimum', 'maximum'] as const)
    if (given[bound] !== undefined) datatype[bound] = String(given[bound]);
  for (const size of ['length', 'minLength', 'maxLength'] as const)
    if (typeof given[size] === 'number') datatype[size] = given[size];
  if (format !== undefined && base !== 'boolean') {
    try {
      new RegExp(format, 'u');
    } catch {
      report(path, `format is no regular expression: ${format}`);
      delete datatype.format;
    }
  }
  return datatype;
}

/** A property that nobody knows is a slip of the pen: it would be ignored in silence by every other processor. */
function checkProperties(given: Json, kind: keyof typeof ownProperties, path: string, report: Report): void {
  const known: string[] = [...ownProperties[kind], ...inheritedProperties];
  for (const name of Object.keys(given)) {
    if (known.includes(name) || name.includes(':')) continue;
    report(path, `unknown property "${name}"${didYouMean(name, known)}`, 'warning');
  }
}

/** Common properties: prefixed names and IRIs that annotate a group or table without meaning anything to CSVW. */
function commonProperties(given: Json): Json {
  return Object.fromEntries(Object.entries(given).filter(([name]) => name.includes(':')));
}

/** The inheritable properties of an inner object over those of the outer one. */
function inherit(outer: Json, inner: Json): Json {
  const result: Json = { dialect: outer['dialect'] };
  for (const name of inheritedProperties) result[name] = inner[name] ?? outer[name];
  return result;
}

const string = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const array = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const list = (value: unknown): string[] => (typeof value === 'string' ? [value] : array(value).map(String));
const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
