import type { CsvForm } from '../../text/csv.js';
import { type Context, checkAnnotations, commonProperties, readContext } from './annotations.js';
import { type Column, inherit, readColumn, reservedNames } from './column.js';
import standardDialect from './dialect.json' with { type: 'json' };
import type { Json, Report } from './json.js';
import * as json from './json.js';
import { variablesOf } from './uri-template.js';

/** A table as its metadata describes it, every inherited property resolved down to its columns (section 5.4). */
export interface Table extends ReturnType<typeof readSchema> {
  name: string; // the url as written: "links.csv"
  url: string; // resolved
  id: string | undefined;
  foreignKeys: ForeignKey[];
  dialect: Dialect;
  hasDialect: boolean; // whether the metadata gives one
  suppressOutput: boolean;
  notes: unknown[];
  common: Json; // the common properties, as written
}

/** Columns whose values must be in columns of another table, or of the same one (Metadata Vocabulary, 5.5.2.1). */
export interface ForeignKey {
  columns: string[];
  table: Table;
  referenced: string[];
}

/** Reads a table description; `group` is what it takes from its group where it says nothing itself. */
export function readTable(given: Json, group: Json, context: Context, report: Report): Table {
  const own = json.checkProperties(given, 'table', report);
  const name = json.string(own['url']) ?? '';
  if (name === '') report('', 'has no url');
  const common = commonProperties(given);
  checkAnnotations(common, report);
  checkAnnotations({ notes: own['notes'] ?? [] }, report);
  checkTransformations(own['transformations'] ?? group['transformations'], json.within(report, 'transformations'));
  const schema = readSchema(given, own, group, context, json.within(report, 'tableSchema'));
  const id = json.string(own['@id']);
  const dialect = own['dialect'] ?? group['dialect'];
  return {
    name,
    url: json.resolve(name, context.base),
    id: id === undefined ? undefined : json.absolute(id, context.base),
    ...schema,
    foreignKeys: [],
    dialect: readDialect(json.object(dialect), json.within(report, 'dialect')),
    hasDialect: dialect !== undefined,
    suppressOutput: own['suppressOutput'] === true,
    notes: json.array(own['notes']),
    common,
  };
}

/** A table of which only its address is known. */
export const undescribedTable = (url: string): Table =>
  readTable({ url }, {}, { base: url, language: undefined }, () => {});

function readSchema(given: Json, table: Json, group: Json, outer: Context, report: Report) {
  const schema = json.object(table['tableSchema'] ?? group['tableSchema']);
  const context = contextOf(schema, outer, report);
  const own = json.checkProperties(schema, 'schema', report);
  checkAnnotations(commonProperties(schema), report);
  const inherited = inherit(inherit(group, table), own);
  const all = json
    .objects(own['columns'], json.within(report, 'columns'))
    .map(([column, reportColumn], i) => readColumn(column, inherited, i + 1, context, reportColumn));
  checkColumns(all, report);
  const columns = all.filter(({ isVirtual }) => !isVirtual);
  const id = json.string(own['@id']) ?? schema[json.location];
  return {
    schemaId: id === undefined ? undefined : json.resolve(id, context.base),
    context, // of the schema's document
    columns, // those that the file has, in its order
    virtualColumns: all.filter(({ isVirtual }) => isVirtual),
    isDescribed: given['tableSchema'] !== undefined || group['tableSchema'] !== undefined, // else the header names the columns
    inherited, // what columns inherit that no schema describes
    foreignKeysGiven: own['foreignKeys'], // as written; resolved into foreignKeys when all tables are known
    primaryKey: namesOf(own['primaryKey'], columns, json.within(report, 'primaryKey')),
    rowTitles: namesOf(own['rowTitles'], all, json.within(report, 'rowTitles')),
  };
}

/** A schema in a document of its own has its own base and language. */
function contextOf(schema: Json, outer: Context, report: Report): Context {
  const base = schema[json.location] ?? outer.base;
  if (schema['@context'] !== undefined) return readContext(schema['@context'], base, report);
  return { ...outer, base };
}

/** The names of columns that exist and have a name of their own; each that has not is passed to `complain`. */
const knownNames = (reference: unknown, columns: Column[], complain: (name: string) => void): string[] =>
  json.list(reference).filter((name) => {
    const isKnown = columns.some((column) => column.isNamed && column.name === name);
    if (!isKnown) complain(name);
    return isKnown;
  });

/** The columns of a key or title, all of them named; one that is not makes the property void (section 5.5). */
function namesOf(reference: unknown, columns: Column[], report: Report): string[] {
  const names = knownNames(reference, columns, (name) =>
    report('', `names the column "${name}", which is not there: the property is ignored`, 'warning'),
  );
  return names.length < json.list(reference).length ? [] : names;
}

/** Two columns with one name, a virtual column before one of the file, and templates of columns that do not exist. */
function checkColumns(columns: Column[], report: Report): void {
  const names = columns.map(({ name }) => name);
  for (const name of new Set(names.filter((one, i) => names.indexOf(one) < i)))
    report('', `two columns are called "${name}"`);
  const firstVirtual = columns.findIndex(({ isVirtual }) => isVirtual);
  if (firstVirtual >= 0 && columns.slice(firstVirtual).some(({ isVirtual }) => !isVirtual))
    report('', `the virtual column "${names[firstVirtual]}" must stand after all columns of the file`);
  const used = columns.flatMap(({ aboutUrl = '', propertyUrl = '', valueUrl = '' }) =>
    [aboutUrl, propertyUrl, valueUrl].flatMap(variablesOf),
  );
  const known = new Set([...names, ...reservedNames]);
  for (const name of new Set(used.filter((one) => !known.has(one))))
    report('', `a template names the column "${name}", which is not there`, 'warning');
}

/** A transformation is recorded and not run; what it must contain is checked (section 5.10). */
function checkTransformations(given: unknown, report: Report): void {
  for (const [transformation, reportOne] of json.objects(given, report)) {
    const own = json.checkProperties(transformation, 'transformation', reportOne);
    for (const name of ['url', 'scriptFormat', 'targetFormat'])
      if (own[name] === undefined) reportOne('', `has no ${name}`);
    checkAnnotations(commonProperties(transformation), reportOne);
  }
}

/** How a file is written: Model for Tabular Data, section 8; Metadata Vocabulary, section 5.9. */
export interface Dialect extends CsvForm {
  encoding: string; // "utf-8"
  headerRowCount: number;
  skipRows: number;
  skipColumns: number;
  skipBlankRows: boolean;
}

/** What the standard assumes where metadata does not describe a dialect. */
export const defaultDialect = standardDialect as Dialect;

const trims: Record<string, Dialect['trim']> = { true: 'both', false: 'none', start: 'start', end: 'end' };

/** Reads a dialect description over the standard's defaults. */
function readDialect(given: Json, report: Report): Dialect {
  const { header, skipInitialSpace, lineTerminators, trim, ...same } = json.checkProperties(given, 'dialect', report);
  const dialect: Dialect = {
    ...defaultDialect,
    ...(header === false && { headerRowCount: 0 }),
    ...(skipInitialSpace === true && { trim: 'start' }),
    ...(trim !== undefined && { trim: trims[String(trim)] ?? 'none' }),
    ...(lineTerminators !== undefined && { lineTerminators: json.list(lineTerminators) }),
    ...Object.fromEntries(Object.entries(same).filter(([name]) => Object.hasOwn(defaultDialect, name))),
  };
  const marks = [dialect.delimiter, dialect.quoteChar, dialect.commentPrefix].filter((mark) => mark !== null);
  if (new Set(marks).size < marks.length) report('', `has one character for two purposes: ${marks.join(' ')}`);
  return dialect;
}

/** Resolves the foreign keys of a table once all tables of its group are known; what refers to nothing is an error. */
export function readForeignKeys(table: Table, tables: Table[], report: Report): void {
  for (const [key, reportKey] of json.objects(table.foreignKeysGiven, report)) {
    const own = json.checkProperties(key, 'foreign key', reportKey);
    const reportReference = json.within(reportKey, 'reference');
    const reference = json.checkProperties(json.object(own['reference']), 'reference', reportReference);
    const columns = knownColumns(own['columnReference'], table, reportKey);
    const { resource, schemaReference } = reference;
    if (resource !== undefined && schemaReference !== undefined)
      reportReference('', 'may have a resource or a schemaReference, not both');
    const target = targetOf(json.string(resource), json.string(schemaReference), table, tables);
    if (!target) {
      reportKey('', `refers to the table ${json.show(resource ?? schemaReference)}, which is not there`);
      continue;
    }
    const referenced = knownColumns(reference['columnReference'], target, reportKey);
    if (columns.length === 0 || columns.length !== referenced.length)
      reportKey('', `has ${columns.length} columns here and ${referenced.length} there`);
    else table.foreignKeys.push({ columns, table: target, referenced });
  }
}

/** The table that a foreign key refers to: by its address, or by that of its schema. */
function targetOf(resource: string | undefined, schema: string | undefined, { context }: Table, tables: Table[]) {
  if (resource !== undefined) return tables.find(({ url }) => url === json.resolve(resource, context.base));
  if (schema === undefined) return undefined;
  return tables.find(({ schemaId }) => schemaId !== undefined && json.resolve(schema, context.base) === schemaId);
}

const knownColumns = (reference: unknown, { columns, name: table }: Table, report: Report): string[] =>
  knownNames(reference, columns, (name) => report('', `names the column "${name}" of ${table}, which is not there`));
