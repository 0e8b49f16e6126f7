import type { Datatype } from '../csvw/datatypes/reading.js';
import type { Column } from '../csvw/metadata/column.js';
import type { ForeignKey, Table } from '../csvw/metadata/table.js';
import type { PublishedFile } from '../publish/files.js';
import { type Edition, inEnglish } from './edition.js';
import { spdxOf } from './licence.js';

/**
 * The sheets as a Frictionless Data Package (Data Package and Table Schema, version 1): what their columns mean as
 * tables.json says it, as far as a Table Schema has words for it. Keys into columns that hold several values are left out.
 */
export function dataPackage(edition: Edition, tables: Table[], files: PublishedFile[]): string {
  const { iri, name, version, licence, titles, descriptions, publisher, issued } = edition;
  const resources = tables.flatMap((table) => {
    const file = files.find(({ file }) => file === `data/${table.name}` && file.endsWith('.csv'));
    return file ? [resource(table, file)] : [];
  });
  const description = inEnglish(descriptions);
  const document = {
    profile: 'tabular-data-package',
    name,
    id: iri,
    title: inEnglish(titles),
    ...(description === '' ? {} : { description }),
    version,
    homepage: edition.base,
    ...(issued === undefined ? {} : { created: `${issued}T00:00:00Z` }),
    licenses: [{ name: spdxOf(licence) ?? licence, path: licence }],
    ...(publisher === undefined ? {} : { contributors: [{ title: publisher.name, role: 'publisher' }] }),
    resources,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function resource(table: Table, { file, bytes, sha256 }: PublishedFile): Record<string, unknown> {
  const title = table.common['dc:title'];
  return {
    profile: 'tabular-data-resource',
    name: nameOf(table),
    path: file,
    ...(typeof title === 'string' ? { title } : {}),
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    bytes,
    hash: `sha256:${sha256}`,
    schema: schema(table),
  };
}

const nameOf = ({ name }: Table): string => name.replace(/\.csv$/, '').toLowerCase();

function schema(table: Table): Record<string, unknown> {
  const isPlain = (names: string[], { columns }: Table): boolean =>
    names.every((name) => columns.find((column) => column.name === name)?.separator === undefined);
  const foreignKeys = table.foreignKeys
    .filter(({ columns, referenced, table: other }) => isPlain(columns, table) && isPlain(referenced, other))
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
  dateTime: { type: 'datetime' },
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

/** The bounds, and the pattern of a text. */
function limits(datatype: Datatype, type: string): Record<string, unknown> {
  const { format, length, minLength = length, maxLength = length, minInclusive, maxInclusive } = datatype;
  if (type === 'string')
    return {
      ...(typeof format === 'string' && ['string', 'anyURI'].includes(datatype.base) ? { pattern: format } : {}),
      ...(minLength === undefined ? {} : { minLength }),
      ...(maxLength === undefined ? {} : { maxLength }),
    };
  const bound = (text: string): number | string => (['number', 'integer', 'year'].includes(type) ? Number(text) : text);
  return {
    ...(minInclusive === undefined ? {} : { minimum: bound(minInclusive) }),
    ...(maxInclusive === undefined ? {} : { maximum: bound(maxInclusive) }),
  };
}
