import type { Datatype } from '../../csvw/datatypes/datatype.js';
import type { Column } from '../../csvw/metadata/column.js';
import { type Dialect, defaultDialect, type Table } from '../../csvw/metadata/table.js';
import type { PublishedFile } from '../release-files.js';
import { type Agent, type Edition, englishOnly, inEnglish, type Source, spdxOf } from './edition.js';
import type { Years } from './statistics.js';
import tableSchemaTypes from './table-schema-types.json' with { type: 'json' };

/**
 * Describes the sheets as a Frictionless Data Package (version 1), as far as a Table Schema can express tables.json.
 * Omits keys of columns with several values. Returns undefined if there is no sheet to describe, because a package must
 * have one.
 */
export function dataPackage(
  edition: Edition,
  tables: Table[],
  files: PublishedFile[],
  years?: Years,
  sourcesOf: ReadonlyMap<string, readonly string[]> = new Map(), // IRIs by URL of the sheet
): string | undefined {
  const { iri, name, version, licence, titles, descriptions, publisher, creator, issued, keywords, place } = edition;
  const found = tables.filter(isDescribable).flatMap((table): [Table, PublishedFile][] => {
    const file = files.find(({ file }) => file === `data/${table.name}` && file.endsWith('.csv'));
    return file ? [[table, file]] : [];
  });
  if (found.length === 0) return undefined;
  const packed = new Set(found.map(([table]) => table));
  const document = {
    profile: 'tabular-data-package',
    name: name.toLowerCase(),
    id: iri,
    title: inEnglish(titles),
    description: inEnglish(descriptions) || undefined,
    version,
    homepage: edition.base,
    created: /^\d{4}-\d\d-\d\d$/.test(issued ?? '') ? `${issued}T00:00:00Z` : undefined,
    licenses: [{ name: spdxOf(licence), path: licence }],
    contributors: contributors([
      [publisher, 'publisher'],
      [creator, 'author'],
    ]),
    keywords: keywords.length > 0 ? englishOnly(keywords) : undefined,
    sources: sourceList(edition.sources),
    temporal: years && { start: years[0], end: years[1] },
    spatial: place,
    resources: found.map(([table, file]) => {
      const own = new Set(sourcesOf.get(table.url));
      const sources = sourceList(edition.sources.filter((source) => own.has(source.iri)));
      return { ...resource(table, file, packed), sources };
    }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function contributors(agents: [agent: Agent | undefined, role: string][]): Part[] | undefined {
  const found = agents.flatMap(([agent, role]) => (agent ? [{ title: agent.name, path: agent.contact, role }] : []));
  return found.length > 0 ? found : undefined;
}

const sourceList = (sources: readonly Source[]): Part[] | undefined =>
  sources.length > 0 ? sources.map(({ title, page, iri }) => ({ title, path: page ?? iri })) : undefined;

/** A part of the document. Undefined members are not written. */
type Part = Record<string, unknown>;

/** Returns undefined for a part without members. */
const filled = (part: Part): Part | undefined =>
  Object.values(part).some((value) => value !== undefined) ? part : undefined;

/** True if a CSV Dialect can describe the sheet: it does not support skipped columns, or rows above the header. */
export const isDescribable = ({ dialect }: Table): boolean =>
  dialect.headerRowCount <= 1 && dialect.skipRows === 0 && dialect.skipColumns === 0;

function resource(table: Table, { file, bytes, sha256 }: PublishedFile, packed: Set<Table>): Part {
  const title = table.common['dc:title'];
  return {
    profile: 'tabular-data-resource',
    name: tableName(table),
    path: file,
    title: typeof title === 'string' ? title : undefined,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: table.dialect.encoding,
    dialect: dialectOf(table.dialect),
    bytes,
    hash: `sha256:${sha256}`,
    schema: schema(table, packed),
  };
}

/** Describes the dialect of a file, without default values (CSV Dialect 1.2). */
const dialectOf = ({ delimiter, quoteChar, doubleQuote, headerRowCount, commentPrefix }: Dialect): Part | undefined =>
  filled({
    delimiter: delimiter === defaultDialect.delimiter ? undefined : delimiter,
    quoteChar: quoteChar === defaultDialect.quoteChar ? undefined : (quoteChar ?? undefined),
    ...(doubleQuote ? {} : { doubleQuote, escapeChar: '\\' }),
    header: headerRowCount === 1 ? undefined : false,
    commentChar: commentPrefix ?? undefined,
  });

/** Returns the name of a sheet without characters that are not allowed: "figures/X.csv" → "figures-x". */
export const tableName = ({ name }: Table): string =>
  name
    .replace(/\.csv$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-');

function schema(table: Table, packed: Set<Table>): Part {
  const isPlain = (names: string[], { columns }: Table): boolean =>
    names.every((name) => columns.find((column) => column.name === name)?.separator === undefined);
  const foreignKeys = table.foreignKeys
    .filter(
      ({ columns, referenced, table: other }) =>
        packed.has(other) && isPlain(columns, table) && isPlain(referenced, other),
    )
    .map(({ columns, referenced, table: other }) => ({
      fields: columns,
      reference: { resource: other === table ? '' : tableName(other), fields: referenced },
    }));
  return {
    fields: table.columns.map(field),
    missingValues: [...new Set(table.columns.flatMap((column) => column.null))],
    primaryKey: table.primaryKey.length > 0 ? table.primaryKey : undefined,
    foreignKeys: foreignKeys.length > 0 ? foreignKeys : undefined,
  };
}

function field({ name, titles, datatype, separator, required }: Column): Part {
  const title = titles[0]?.text;
  const isList = separator !== undefined;
  const { type, ...form } = isList ? { type: 'string' } : typeOf(datatype);
  return {
    name,
    title: title === name ? undefined : title,
    type,
    ...form,
    description: datatype.description,
    constraints: filled({ required: required || undefined, ...(isList ? {} : limits(datatype, type)) }),
  };
}

const types: Record<string, { type: string; format?: string }> = tableSchemaTypes;

/**
 * Returns the type of a column in a Table Schema. Columns with a different notation are strings, and so are URLs,
 * because they can be relative in a sheet. A date with a time has any format, because its time zone can vary.
 */
export function typeOf({ base, format }: Datatype): { type: string; trueValues?: string[]; falseValues?: string[] } {
  if (base === 'boolean' && typeof format === 'string') {
    const [yes = 'true', no = 'false'] = format.split('|');
    return { type: 'boolean', trueValues: [yes], falseValues: [no] };
  }
  const known = types[base];
  return known === undefined || (format !== undefined && base !== 'anyURI') ? { type: 'string' } : known;
}

/** True if lengths count bytes instead of characters. */
const isBinary = ({ base }: Datatype): boolean => ['base64Binary', 'binary', 'hexBinary'].includes(base);

/** Returns the bounds of a value, and the pattern of a string. */
function limits(datatype: Datatype, type: string): Part {
  const { format, length, minLength = length, maxLength = length, minInclusive, maxInclusive } = datatype;
  if (type === 'string') {
    const hasPattern = typeof format === 'string' && ['string', 'anyURI'].includes(datatype.base);
    return { pattern: hasPattern ? format : undefined, ...(isBinary(datatype) ? {} : { minLength, maxLength }) };
  }
  const isNumber = ['number', 'integer', 'year'].includes(type);
  const bound = (text?: string): number | string | undefined => (isNumber && text !== undefined ? Number(text) : text);
  return { minimum: bound(minInclusive), maximum: bound(maxInclusive) };
}
