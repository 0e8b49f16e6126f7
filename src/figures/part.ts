import type { Quad } from 'n3';
import { textOf, utf8 } from '../bytes.js';
import type { Table } from '../csvw/metadata/table.js';
import { graphOf } from '../csvw/rdf/plan.js';
import { createOutput } from '../csvw/stream/line-template.js';
import { createRowMapper, type TableJob } from '../csvw/stream/table-rows.js';
import { readQuads } from '../graph/quad-lines.js';
import { type Problem, problemOf } from '../problem.js';
import { yearsIn } from '../publish/catalogue/statistics.js';
import type { PublishedFigures } from '../publish/release-contents.js';
import { iri } from '../rdf/iri.js';
import type { Table as Answer } from '../rdf/terms.js';
import { plainDialect } from '../sheets/family-census.js';
import type { FamilyFile } from '../sheets/family-files.js';
import { constantOf, dimensionAndCode, indexOf, refArea, refPeriod } from '../sheets/figure-columns.js';
import texts from './messages.json' with { type: 'json' };

/** The part of the figures that the graph contains. */
export interface Part {
  slices: ReadonlyMap<string, string[]>; // "sex=FEMALE" by data set
  areas: ReadonlySet<string>; // codes of areas with all periods; the other areas have their newest figure
}

/** Reads the answers of the queries that select the part: data sets with their slices, and areas with all periods. */
export function partOf(slices: Answer | undefined, areas: Answer | undefined): Part {
  const bySet = new Map<string, string[]>();
  for (const [dataSet, slice] of slices?.rows ?? []) {
    if (!dataSet) continue;
    const known = bySet.get(dataSet.value) ?? [];
    if (slice) known.push(slice.value);
    bySet.set(dataSet.value, known);
  }
  return { slices: bySet, areas: new Set(areas?.rows.flatMap(([area]) => area?.value ?? [])) };
}

const dataSetOf = (table: Table): string => constantOf(table, iri('qb:dataSet')) ?? '';

/** Reports parts of a slice that no row of a file has: its column was deleted, or its code changed. */
export function emptySlices(files: readonly FamilyFile[], { slices }: Part): Problem[] {
  return files.flatMap(({ file, owner, ownerFile, table, census }) =>
    (slices.get(dataSetOf(table)) ?? []).flatMap((slice): Problem[] => {
      const [name, code] = dimensionAndCode(slice);
      if (census.rows === 0 || census.values[name]?.includes(code)) return [];
      return [problemOf(texts.emptySlice, { file: ownerFile, row: owner.number }, { name: file, slice })];
    }),
  );
}

/** Returns the rows of a file that are in the part, as lines of text. */
export function selectRows(file: FamilyFile, part: Part): string[] {
  const { table, bytes, from } = file;
  const slice = part.slices.get(dataSetOf(table));
  if (!slice) return [];
  const fixed = slice.flatMap((one): [number, string][] => {
    const [name, code] = dimensionAndCode(one);
    const index = table.columns.findIndex((column) => column.name === name);
    return index < 0 ? [] : [[index, code]];
  });
  const [area, period] = [indexOf(table, refArea), indexOf(table, refPeriod)];
  const numbers = table.columns.flatMap(({ datatype }, i) => (datatype.base === 'decimal' ? [i] : []));
  const selected: string[] = [];
  const newest = new Map<string, { period: string; line: string }>();
  for (const line of textOf(bytes.subarray(from)).split('\n')) {
    if (line === '') continue;
    const cells = line.split(','); // the codes and numbers of a clean file have no commas
    if (!fixed.every(([index, code]) => cells[index] === code)) continue;
    if (numbers.every((index) => cells[index] === '')) continue; // neither a value nor a bound
    const [where = '', when = ''] = [cells[area], cells[period]];
    if (part.areas.has(where)) selected.push(line);
    else if (when >= (newest.get(where)?.period ?? '')) newest.set(where, { period: when, line });
  }
  return [...selected, ...Array.from(newest.values(), ({ line }) => line)];
}

/** Returns the instructions for mapping the rows of a file to N-Quads. */
export const mappingOf = ({ table }: Pick<FamilyFile, 'table'>): TableJob => ({
  table: { ...table, foreignKeys: [], foreignKeysGiven: undefined },
  options: { index: 0, isMinimal: true },
  graph: graphOf(table)?.value,
  dialect: plainDialect,
  width: table.columns.length,
  firstSourceRow: 2,
  key: [],
  isKeyRequired: false,
  onlyKeys: false,
  hasOutput: true,
});

/** Returns the statements of the part, with the tables of all figures and their numbers. */
export const publishedFigures = (files: readonly FamilyFile[], part: Part): PublishedFigures => ({
  quads: partQuads(files, part),
  tables: files.map(({ table }) => table),
  counts: files.map(({ table, census }) => {
    const periods = census.values[table.columns[indexOf(table, refPeriod)]?.name ?? ''] ?? [];
    return { dataset: dataSetOf(table), count: census.rows, years: yearsIn(periods) };
  }),
});

/** Returns the statements of the part. */
export function partQuads(files: readonly FamilyFile[], part: Part): Quad[] {
  const quads: Quad[] = [];
  const out = createOutput();
  for (const file of files) {
    const rows = selectRows(file, part);
    if (rows.length === 0) continue;
    const bytes = utf8(`${rows.join('\n')}\n`);
    out.length = 0;
    createRowMapper(mappingOf(file)).map(bytes, 0, bytes.length, { records: 0, rows: 0 }, { out, report: () => {} });
    for (const quad of readQuads(textOf(out.bytes.subarray(0, out.length)))) quads.push(quad);
  }
  return quads;
}
