import type { CsvForm } from '../../text/csv.js';
import { didYouMean } from '../../text/nearest.js';
import { type Context, checkAnnotations, commonProperties, readContext } from './annotations.js';
import { type Column, inherit, readColumn, reservedNames } from './column.js';
import standardDialect from './dialect.json' with { type: 'json' };
import type { Json, Report } from './json.js';
import * as json from './json.js';
import { templateFault, variablesOf } from './uri-template.js';

/** A table in metadata, with all inherited properties resolved (section 5.4). */
export interface Table extends ReturnType<typeof readSchema> {
  name: string; // `url` as written: "links.csv"
  url: string; // resolved
  id: string | undefined;
  foreignKeys: ForeignKey[];
  dialect: Dialect;
  hasDialect: boolean; // false if `dialect` is the default
  suppressOutput: boolean;
  notes: unknown[];
  common: Json; // the common properties, as written
}

/** Columns whose values must be in columns of another table, or of the same table (Metadata Vocabulary, 5.5.2.1). */
export interface ForeignKey {
  columns: string[];
  table: Table;
  referenced: string[];
}

/** Reads a table description. `group` has the default values of some properties. */
export function readTable(given: Json, group: Json, context: Context, report: Report): Table {
  const own = json.checkProperties(given, 'table', report);
  const name = json.string(own['url']) ?? '';
  if (name === '') report('', 'Missing url');
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

/** Creates a table without metadata. */
export const undescribedTable = (url: string): Table =>
  readTable({ url }, {}, { base: url, language: undefined }, () => {});

function readSchema(given: Json, table: Json, group: Json, outer: Context, report: Report) {
  const schema = json.object(table['tableSchema'] ?? group['tableSchema']);
  const context = contextOf(schema, outer, report);
  const own = json.checkProperties(schema, 'schema', report);
  checkAnnotations(commonProperties(schema), report);
  const inherited = withoutFaults(inherit(inherit(group, table), own), report);
  const all = json
    .objects(own['columns'], json.within(report, 'columns'))
    .map(([column, reportColumn], i) => readColumn(column, inherited, i + 1, context, reportColumn));
  checkColumns(all, report);
  const columns = all.filter(({ isVirtual }) => !isVirtual);
  const id = json.string(own['@id']) ?? schema[json.location];
  return {
    schemaId: id === undefined ? undefined : json.resolve(id, context.base),
    context, // of the schema's document
    columns, // without virtual columns
    virtualColumns: all.filter(({ isVirtual }) => isVirtual),
    isDescribed: given['tableSchema'] !== undefined || group['tableSchema'] !== undefined, // otherwise the header describes the columns
    inherited, // for columns without a schema
    foreignKeysGiven: own['foreignKeys'], // as written; `readForeignKeys` resolves them
    primaryKey: namesOf(own['primaryKey'], columns, json.within(report, 'primaryKey')),
    rowTitles: namesOf(own['rowTitles'], all, json.within(report, 'rowTitles')),
  };
}

/** Reports and removes invalid templates that all columns would inherit. */
function withoutFaults(inherited: Json, report: Report): Json {
  const faulty = ['aboutUrl', 'propertyUrl', 'valueUrl'].flatMap((property) => {
    const template = json.string(inherited[property]);
    const fault = template === undefined ? undefined : templateFault(template);
    if (fault) report(property, fault);
    return fault ? [property] : [];
  });
  return Object.fromEntries(Object.entries(inherited).filter(([property]) => !faulty.includes(property)));
}

/** A schema in a separate document can have its own base and language. */
function contextOf(schema: Json, outer: Context, report: Report): Context {
  const base = schema[json.location] ?? outer.base;
  if (schema['@context'] !== undefined) return readContext(schema['@context'], base, report);
  return { ...outer, base };
}

/** Returns the names of existing columns with an explicit name. Other names are passed to `complain`. */
const knownNames = (reference: unknown, columns: Column[], complain: (name: string) => void): string[] =>
  json.list(reference).filter((name) => {
    const isKnown = columns.some((column) => column.isNamed && column.name === name);
    if (!isKnown) complain(name);
    return isKnown;
  });

/** Returns the column names of a key or title. If one of them is unknown, the property is ignored (section 5.5). */
function namesOf(reference: unknown, columns: Column[], report: Report): string[] {
  const names = knownNames(reference, columns, (name) =>
    report('', `Ignored, because the column "${name}" is unknown${guess(name, columns)}`, 'warning'),
  );
  return names.length < json.list(reference).length ? [] : names;
}

/** Reports duplicate names, virtual columns before other columns, and unknown columns in templates. */
function checkColumns(columns: Column[], report: Report): void {
  const names = columns.map(({ name }) => name);
  for (const name of new Set(names.filter((one, i) => names.indexOf(one) < i)))
    report('', `Duplicate column name "${name}"`);
  const firstVirtual = columns.findIndex(({ isVirtual }) => isVirtual);
  if (firstVirtual >= 0 && columns.slice(firstVirtual).some(({ isVirtual }) => !isVirtual))
    report('', `The virtual column "${names[firstVirtual]}" must come after all columns of the file`);
  const used = columns.flatMap(({ aboutUrl = '', propertyUrl = '', valueUrl = '' }) =>
    [aboutUrl, propertyUrl, valueUrl].flatMap(variablesOf),
  );
  const known = new Set([...names, ...reservedNames]);
  for (const name of new Set(used.filter((one) => !known.has(one))))
    report('', `Unknown column "${name}" in a template${didYouMean(name, names)}`, 'warning');
}

/** Validates transformations, which are never run (section 5.10). */
function checkTransformations(given: unknown, report: Report): void {
  for (const [transformation, reportOne] of json.objects(given, report)) {
    const own = json.checkProperties(transformation, 'transformation', reportOne);
    for (const name of ['url', 'scriptFormat', 'targetFormat'])
      if (own[name] === undefined) reportOne('', `Missing ${name}`);
    checkAnnotations(commonProperties(transformation), reportOne);
  }
}

/** The CSV dialect of a file (Model for Tabular Data, section 8; Metadata Vocabulary, section 5.9). */
export interface Dialect extends CsvForm {
  encoding: string; // "utf-8"
  headerRowCount: number;
  skipRows: number;
  skipColumns: number;
  skipBlankRows: boolean;
}

/** The default dialect of the standard. */
export const defaultDialect = standardDialect as Dialect;

const trims: Record<string, Dialect['trim']> = { true: 'both', false: 'none', start: 'start', end: 'end' };

/** Reads a dialect description, with the default dialect for missing properties. */
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
  if (new Set(marks).size < marks.length)
    report('', `delimiter, quoteChar and commentPrefix must differ, found ${marks.join(' ')}`);
  return dialect;
}

/** Resolves the foreign keys of a table once all tables of its group are known. */
export function readForeignKeys(table: Table, tables: Table[], report: Report): void {
  for (const [key, reportKey] of json.objects(table.foreignKeysGiven, report)) {
    const own = json.checkProperties(key, 'foreign key', reportKey);
    const reportReference = json.within(reportKey, 'reference');
    const reference = json.checkProperties(json.object(own['reference']), 'reference', reportReference);
    const columns = knownColumns(own['columnReference'], table, reportKey);
    const [given, wanted] = [own, reference].map(({ columnReference }) => json.list(columnReference).length);
    const { resource, schemaReference } = reference;
    if (resource !== undefined && schemaReference !== undefined)
      reportReference('', 'resource and schemaReference cannot be used together');
    const target = targetOf(json.string(resource), json.string(schemaReference), table, tables);
    if (!target) {
      const names = tables.map(({ name }) => name);
      const guessed = didYouMean(json.string(resource) ?? '', names);
      reportKey('', `Unknown table ${json.show(resource ?? schemaReference ?? '')} in reference${guessed}`);
      continue;
    }
    const referenced = knownColumns(reference['columnReference'], target, reportKey);
    if (given === 0 || given !== wanted)
      reportKey('', `Columns of the key: ${given}, columns of its reference: ${wanted}`);
    else if (columns.length === given && referenced.length === given)
      table.foreignKeys.push({ columns, table: target, referenced });
  }
}

/** Finds the table that a foreign key refers to, by its URL or the URL of its schema. */
function targetOf(resource: string | undefined, schema: string | undefined, { context }: Table, tables: Table[]) {
  if (resource !== undefined) return tables.find(({ url }) => url === json.resolve(resource, context.base));
  if (schema === undefined) return undefined;
  return tables.find(({ schemaId }) => schemaId !== undefined && json.resolve(schema, context.base) === schemaId);
}

const knownColumns = (reference: unknown, { columns, name: table }: Table, report: Report): string[] =>
  knownNames(reference, columns, (name) => report('', `Unknown column "${name}" in ${table}${guess(name, columns)}`));

const guess = (name: string, columns: Column[]): string =>
  didYouMean(
    name,
    columns.map((column) => column.name),
  );
