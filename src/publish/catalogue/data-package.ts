import type { Datatype } from '../../csvw/datatypes/datatype.js';
import type { Column } from '../../csvw/metadata/column.js';
import { type Dialect, defaultDialect, type ForeignKey, type Table } from '../../csvw/metadata/table.js';
import type { PublishedFile } from '../release-files.js';
import { type Edition, inEnglish } from './edition.js';
import { spdxOf } from './licence.js';

/**
 * The sheets as a Frictionless Data Package (Data Package and Table Schema, version 1): what their columns mean as
 * tables.json says it, as far as a Table Schema has words for it. Keys into columns that hold several values are left out.
 * Undefined when there is no sheet that can be described so, for a package must have one.
 */
export function dataPackage(edition: Edition, tables: Table[], files: PublishedFile[]): string | undefined {
  const { iri, name, version, licence, titles, descriptions, publisher, issued } = edition;
  const found = tables.filter(isDescribable).flatMap((table): [Table, PublishedFile][] => {
    const file = files.find(({ file }) => file === `data/${table.name}` && file.endsWith('.csv'));
    return file ? [[table, file]] : [];
  });
  const packed = new Set(found.map(([table]) => table));
  const resources = found.map(([table, file]) => resource(table, file, packed));
  if (resources.length === 0) return undefined;
  const description = inEnglish(descriptions);
  const spdx = spdxOf(licence);
  const document = {
    profile: 'tabular-data-package',
    name: name.toLowerCase(),
    id: iri,
    title: inEnglish(titles),
    ...(description === '' ? {} : { description }),
    version,
    homepage: edition.base,
    ...(/^\d{4}-\d\d-\d\d$/.test(issued ?? '') ? { created: `${issued}T00:00:00Z` } : {}),
    licenses: [{ ...(spdx === undefined ? {} : { name: spdx }), path: licence }],
    ...(publisher === undefined ? {} : { contributors: [{ title: publisher.name, role: 'publisher' }] }),
    resources,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** A CSV Dialect has no word for columns that are skipped, nor for rows above the header or several of them. */
const isDescribable = ({ dialect }: Table): boolean =>
  dialect.headerRowCount <= 1 && dialect.skipRows === 0 && dialect.skipColumns === 0;

function resource(table: Table, { file, bytes, sha256 }: PublishedFile, packed: Set<Table>): Record<string, unknown> {
  const title = table.common['dc:title'];
  const dialect = dialectOf(table.dialect);
  return {
    profile: 'tabular-data-resource',
    name: nameOf(table),
    path: file,
    ...(typeof title === 'string' ? { title } : {}),
    format: 'csv',
    mediatype: 'text/csv',
    encoding: table.dialect.encoding,
    ...(Object.keys(dialect).length > 0 ? { dialect } : {}),
    bytes,
    hash: `sha256:${sha256}`,
    schema: schema(table, packed),
  };
}

/** How a file is written, as far as it is not what everyone takes for granted (CSV Dialect 1.2). */
const dialectOf = ({ delimiter, quoteChar, doubleQuote, headerRowCount, commentPrefix }: Dialect) => ({
  ...(delimiter === defaultDialect.delimiter ? {} : { delimiter }),
  ...(quoteChar === defaultDialect.quoteChar || quoteChar === null ? {} : { quoteChar }),
  ...(doubleQuote ? {} : { doubleQuote, escapeChar: '\\' }),
  ...(headerRowCount === 1 ? {} : { header: false }),
  ...(commentPrefix === null ? {} : { commentChar: commentPrefix }),
});

const nameOf = ({ name }: Table): string => name.replace(/\.csv$/, '').toLowerCase();

function schema(table: Table, packed: Set<Table>): Record<string, unknown> {
  const isPlain = (names: string[], { columns }: Table): boolean =>
    names.every((name) => columns.find((column) => column.name === name)?.separator === undefined);
  const foreignKeys = table.foreignKeys
    .filter(
      ({ columns, referenced, table: other }) =>
        packed.has(other) && isPlain(columns, table) && isPlain(referenced, other),
    )
    .map((key) => foreignKey(table, key));
  const missing = [...new Set(table.columns.flatMap((column) => column.null))];
  return {
    fields: table.columns.map(field),
    missingValues: missing,
    ...(table.primaryKey.length > 0 ? { primaryKey: table.primaryKey } : {}),
    ...(foreignKeys.length > 0 ? { foreignKeys } : {}),
  };
}

const foreignKey = (own: Table, { columns, table, referenced }: ForeignKey): Record<string, unknown> => ({
  fields: columns,
  reference: { resource: table === own ? '' : nameOf(table), fields: referenced },
});

function field({ name, titles, datatype, separator, required }: Column): Record<string, unknown> {
  const title = titles[0]?.text;
  const { type, ...form } = separator === undefined ? typeOf(datatype) : { type: 'string' };
  const constraints = { ...(required ? { required } : {}), ...(separator === undefined ? limits(datatype, type) : {}) };
  return {
    name,
    ...(title === undefined || title === name ? {} : { title }),
    type,
    ...form,
    ...(datatype.description === undefined ? {} : { description: datatype.description }),
    ...(Object.keys(constraints).length > 0 ? { constraints } : {}),
  };
}

const numbers = ['decimal', 'double', 'float', 'number'];
const others: Record<string, { type: string; format?: string }> = {
  anyURI: { type: 'string' }, // those of a sheet may be relative, and a Table Schema's are not
  boolean: { type: 'boolean' },
  date: { type: 'date' },
  dateTime: { type: 'datetime', format: 'any' }, // one without a zone, or with another than UTC, is none by the standard form
  gYear: { type: 'year' },
  gYearMonth: { type: 'yearmonth' },
  time: { type: 'time' },
  duration: { type: 'duration' },
};

/** The type of a Table Schema; what is written otherwise than there, such as yes for true, is a text. */
function typeOf({ base, format }: Datatype): { type: string; trueValues?: string[]; falseValues?: string[] } {
  if (numbers.includes(base)) return { type: format === undefined ? 'number' : 'string' };
  if (/^(integer|long|int|short|byte|(non)?(positive|negative)Integer|nonNegativeInteger|unsigned\w+)$/i.test(base))
    return { type: format === undefined ? 'integer' : 'string' };
  if (base === 'boolean' && typeof format === 'string') {
    const [yes = 'true', no = 'false'] = format.split('|');
    return { type: 'boolean', trueValues: [yes], falseValues: [no] };
  }
  const known = others[base];
  return known === undefined || (format !== undefined && base !== 'anyURI') ? { type: 'string' } : known;
}

/** Their length is told in bytes, and that of a text in characters. */
const isBinary = ({ base }: Datatype): boolean => ['base64Binary', 'binary', 'hexBinary'].includes(base);

/** The bounds, and the pattern of a text. */
function limits(datatype: Datatype, type: string): Record<string, unknown> {
  const { format, length, minLength = length, maxLength = length, minInclusive, maxInclusive } = datatype;
  if (type === 'string')
    return {
      ...(typeof format === 'string' && ['string', 'anyURI'].includes(datatype.base) ? { pattern: format } : {}),
      ...(minLength === undefined || isBinary(datatype) ? {} : { minLength }),
      ...(maxLength === undefined || isBinary(datatype) ? {} : { maxLength }),
    };
  const bound = (text: string): number | string => (['number', 'integer', 'year'].includes(type) ? Number(text) : text);
  return {
    ...(minInclusive === undefined ? {} : { minimum: bound(minInclusive) }),
    ...(maxInclusive === undefined ? {} : { maximum: bound(maxInclusive) }),
  };
}
