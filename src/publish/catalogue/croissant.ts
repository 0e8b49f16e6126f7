import type { Column } from '../../csvw/metadata/column.js';
import type { Table } from '../../csvw/metadata/table.js';
import type { PublishedFile } from '../release-files.js';
import terms from './croissant-terms.json' with { type: 'json' };
import { isDescribable, tableName, typeOf } from './data-package.js';
import { type Agent, type Edition, englishOnly, inEnglish } from './edition.js';
import { groupFiles } from './file-groups.js';
import type { Series } from './series.js';
import type { Statistics } from './statistics.js';

/** A part of the document. Undefined members are not written. */
type Part = Record<string, unknown>;

/**
 * Describes the tables for machine learning (Croissant 1.0): each file, and the columns of each sheet. Many files of one
 * kind are left out, because they repeat the figures of the series. Returns undefined without files, because a Croissant
 * file must have one.
 */
export function croissant(
  edition: Edition,
  { years, languages }: Statistics,
  series: readonly Series[],
  sheets: readonly Table[],
  files: readonly PublishedFile[],
): string | undefined {
  const described = sheets.flatMap((table): [Table, PublishedFile][] => {
    const file = files.find(({ file }) => file === `data/${table.name}`);
    return file && isDescribable(table) && table.dialect.delimiter === ',' ? [[table, file]] : [];
  });
  const { alone, bySeries } = groupFiles(
    files.filter(({ file, mediaType }) => isTable(mediaType) && !file.startsWith('data/')),
    series,
  );
  const tables = [...described.map(([, file]) => file), ...alone, ...[...bySeries.values()].flat()];
  if (tables.length === 0) return undefined;
  const { titles, descriptions, base, publisher, creator, keywords, place, sources } = edition;
  const document = {
    '@context': terms.context,
    '@type': 'sc:Dataset',
    '@id': edition.iri,
    conformsTo: terms.conformsTo,
    name: inEnglish(titles),
    description: inEnglish(descriptions) || inEnglish(titles),
    license: edition.licence,
    url: base,
    version: edition.version,
    citeAs: bibtex(edition),
    creator: creator && organization(creator),
    publisher: publisher && organization(publisher),
    datePublished: edition.issued,
    dateModified: edition.modified,
    keywords: keywords.length > 0 ? englishOnly(keywords) : undefined,
    inLanguage: languages.map(({ of }) => of),
    temporalCoverage: years?.join('/'),
    spatialCoverage: place && { '@type': 'sc:Place', '@id': place },
    variableMeasured: series.length > 0 ? series.map(({ iri, titles }) => inEnglish(titles) || iri) : undefined,
    isBasedOn: sources.length > 0 ? sources.map(({ iri, page }) => page ?? iri) : undefined,
    distribution: tables.map((one) => fileObject(base, one)),
    recordSet: described.map(([table, file]) => recordSet(table, file)),
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

const isTable = (mediaType: string): boolean =>
  ['text/csv', 'text/tab-separated-values', 'application/vnd.apache.parquet'].includes(mediaType);

const organization = ({ iri, name, contact }: Agent): Part => ({
  '@type': 'sc:Organization',
  '@id': iri || undefined,
  name,
  url: contact,
});

/** Returns a citation in the format of BibTeX, which the specification recommends. */
function bibtex({ name, titles, version, issued, creator, base }: Edition): string {
  const fields = [
    ['title', inEnglish(titles)],
    ['author', creator?.name],
    ['year', issued?.slice(0, 4)],
    ['version', version],
    ['url', base],
  ].flatMap(([key, value]) => (value === undefined ? [] : `${key} = {${value.replaceAll(/[{}\\]/g, '')}}`));
  return `@misc{${name}, ${fields.join(', ')}}`;
}

const fileObject = (base: string, { file, mediaType, bytes, sha256 }: PublishedFile): Part => ({
  '@type': 'cr:FileObject',
  '@id': file,
  name: file,
  contentUrl: base + file,
  contentSize: `${bytes} B`,
  encodingFormat: mediaType,
  sha256,
});

function recordSet(table: Table, file: PublishedFile): Part {
  const title = table.common['dc:title'];
  const key = table.primaryKey.map((name) => ({ '@id': fieldId(table, name) }));
  return {
    '@type': 'cr:RecordSet',
    '@id': tableName(table),
    name: tableName(table),
    description: typeof title === 'string' ? title : undefined,
    key: key.length > 1 ? key : key[0],
    field: table.columns.map((column) => field(table, column, file)),
  };
}

const fieldId = (table: Table, column: string): string => `${tableName(table)}/${column}`;

/** Describes a column. The Data Package has the foreign keys, because readers of Croissant would join the tables. */
function field(table: Table, column: Column, { file }: PublishedFile): Part {
  const { name, titles, datatype, separator } = column;
  const types: Record<string, string> = terms.types;
  return {
    '@type': 'cr:Field',
    '@id': fieldId(table, name),
    name: fieldId(table, name),
    description: datatype.description ?? titles[0]?.text ?? name,
    dataType: types[typeOf(datatype).type] ?? 'sc:Text',
    repeated: separator === undefined ? undefined : true,
    source: {
      fileObject: { '@id': file },
      extract: { column: titles[0]?.text ?? name },
      transform: separator === undefined ? undefined : { separator },
    },
  };
}
