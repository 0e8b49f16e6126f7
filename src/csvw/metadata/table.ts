import {
  checkProperties,
  type Json,
  list,
  location,
  object,
  objects,
  type Report,
  string,
  under,
} from '../vocabulary/json.js';
import { absolute, resolve } from '../vocabulary/url.js';
import { checkAnnotations, commonProperties } from './annotations.js';
import { type Column, inherit, readColumn, reservedNames } from './column.js';
import { type Context, readContext } from './context.js';
import { type Dialect, defaultDialect, readDialect } from './dialect.js';
import { variablesOf } from './template.js';

/** A table as its metadata describes it, every inherited property resolved down to its columns (section 5.4). */
export interface Table {
  name: string; // the url as written: "links.csv"
  url: string; // resolved
  id: string | undefined;
  schemaId: string | undefined;
  context: Context; // of its schema's document
  columns: Column[]; // those that the file has, in its order
  virtualColumns: Column[];
  isDescribed: boolean; // false when no schema was given: then the header names the columns
  inherited: Json; // what columns inherit that no schema describes
  primaryKey: string[];
  rowTitles: string[];
  foreignKeysGiven: unknown; // as written; resolved into foreignKeys when all tables are known
  foreignKeys: ForeignKey[];
  dialect: Dialect;
  hasDialect: boolean; // whether the metadata gives one
  suppressOutput: boolean;
  notes: unknown[];
  common: Json; // the common properties, as they stand
}

/** Columns whose values must stand in columns of another table, or of the same one (Metadata Vocabulary, 5.5.2.1). */
export interface ForeignKey {
  columns: string[];
  table: Table;
  referenced: string[];
}

/** Reads a table description; `group` holds what it takes from its group where it says nothing itself. */
export function readTable(given: Json, group: Json, context: Context, path: string, report: Report): Table {
  const own = checkProperties(given, 'table', path, report);
  const name = string(own['url']) ?? '';
  if (name === '') report(path, 'has no url');
  checkAnnotations(commonProperties(given), path, report);
  checkAnnotations({ notes: own['notes'] ?? [] }, path, report);
  checkTransformations(own['transformations'] ?? group['transformations'], under(path, 'transformations'), report);
  const schema = readSchema(given, own, group, context, path, report);
  const dialect = object(own['dialect'] ?? group['dialect']);
  const id = string(own['@id']);
  return {
    name,
    url: resolve(name, context.base),
    id: id === undefined ? undefined : absolute(id, context.base),
    ...schema,
    foreignKeys: [],
    dialect: readDialect(dialect, under(path, 'dialect'), report),
    hasDialect: own['dialect'] !== undefined || group['dialect'] !== undefined,
    suppressOutput: own['suppressOutput'] === true,
    notes: (own['notes'] ?? []) as unknown[],
    common: commonProperties(given),
  };
}

/** A table of which nothing but its address is known. */
export const undescribedTable = (url: string): Table => ({
  name: url,
  url,
  id: undefined,
  schemaId: undefined,
  context: { base: url, language: undefined },
  columns: [],
  virtualColumns: [],
  isDescribed: false,
  inherited: {},
  primaryKey: [],
  rowTitles: [],
  foreignKeysGiven: undefined,
  foreignKeys: [],
  dialect: defaultDialect,
  hasDialect: false,
  suppressOutput: false,
  notes: [],
  common: {},
});

type SchemaPart = Pick<
  Table,
  | 'schemaId'
  | 'context'
  | 'columns'
  | 'virtualColumns'
  | 'isDescribed'
  | 'inherited'
  | 'primaryKey'
  | 'rowTitles'
  | 'foreignKeysGiven'
>;

function readSchema(
  given: Json,
  table: Json,
  group: Json,
  outer: Context,
  tablePath: string,
  report: Report,
): SchemaPart {
  const path = under(tablePath, 'tableSchema');
  const schema = object(table['tableSchema'] ?? group['tableSchema']);
  const context = contextOf(schema, outer, report);
  const own = checkProperties(schema, 'schema', path, report);
  checkAnnotations(commonProperties(schema), path, report);
  const inherited = inherit(inherit(group, table), own);
  const all = objects(own['columns'], under(path, 'columns'), report).map(([column, place], i) =>
    readColumn(column, inherited, i + 1, context, place, report),
  );
  checkColumns(all, path, report);
  const id = string(own['@id']) ?? schema[location];
  return {
    schemaId: id === undefined ? undefined : resolve(id, context.base),
    context,
    columns: all.filter(({ isVirtual }) => !isVirtual),
    virtualColumns: all.filter(({ isVirtual }) => isVirtual),
    isDescribed: given['tableSchema'] !== undefined || group['tableSchema'] !== undefined,
    inherited,
    foreignKeysGiven: own['foreignKeys'],
    primaryKey: namesOf(
      own['primaryKey'],
      all.filter(({ isVirtual }) => !isVirtual),
      under(path, 'primaryKey'),
      report,
    ),
    rowTitles: namesOf(own['rowTitles'], all, under(path, 'rowTitles'), report),
  };
}

/** A schema in a document of its own has its own base and language. */
function contextOf(schema: Json, outer: Context, report: Report): Context {
  const base = schema[location] ?? outer.base;
  if (schema['@context'] !== undefined) return readContext(schema['@context'], base, report);
  return { ...outer, base };
}

/** The columns of a key or title, all of them named; one that is not makes the property void (section 5.5). */
function namesOf(reference: unknown, columns: Column[], path: string, report: Report): string[] {
  const names = list(reference);
  const isKnown = (name: string): boolean => columns.some((column) => column.isNamed && column.name === name);
  const strange = names.filter((name) => !isKnown(name));
  for (const name of strange)
    report(path, `names the column "${name}", which is not there: the property is ignored`, 'warning');
  return strange.length > 0 ? [] : names;
}

/** Two columns of one name, a virtual column before one of the file, and templates of columns that are not there. */
function checkColumns(columns: Column[], path: string, report: Report): void {
  const names = columns.map(({ name }) => name);
  for (const name of new Set(names.filter((one, i) => names.indexOf(one) < i)))
    report(path, `two columns are called "${name}"`);
  const firstVirtual = columns.findIndex(({ isVirtual }) => isVirtual);
  if (firstVirtual >= 0 && columns.slice(firstVirtual).some(({ isVirtual }) => !isVirtual))
    report(path, `the virtual column "${names[firstVirtual]}" must stand after all columns of the file`);
  const templates = columns.flatMap(({ aboutUrl = '', propertyUrl = '', valueUrl = '' }) => [
    aboutUrl,
    propertyUrl,
    valueUrl,
  ]);
  const strange = templates
    .flatMap(variablesOf)
    .filter((name) => !names.includes(name) && !reservedNames.includes(name));
  for (const name of new Set(strange))
    report(path, `a template names the column "${name}", which is not there`, 'warning');
}

/** A transformation is recorded and not run; what it must say is checked (section 5.10). */
function checkTransformations(given: unknown, path: string, report: Report): void {
  for (const [transformation, place] of objects(given, path, report)) {
    const own = checkProperties(transformation, 'transformation', place, report);
    for (const name of ['url', 'scriptFormat', 'targetFormat'])
      if (own[name] === undefined) report(place, `has no ${name}`);
    checkAnnotations(commonProperties(transformation), place, report);
  }
}
