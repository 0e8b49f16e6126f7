import { textOf } from '../bytes.js';
import type { Column } from '../csvw/metadata/column.js';
import type { Table } from '../csvw/metadata/table.js';
import { compileTemplate } from '../csvw/metadata/uri-template.js';
import { iri } from '../rdf/iri.js';
import type { Roles } from '../roles/roles.js';
import { boundsOf, constantOf, indexOf, propertyOf, resourceOf, valueReader } from '../sheets/figure-columns.js';
import { distanceOf, keepLargest, type OtherStatements, type SeriesTally } from './changes.js';
import type { FiguresFile } from './compared.js';

/** Compares files of figures row by row, without making statements. Only the rows that differ are looked at. */

/** The differences of one file. */
export interface FileChanges {
  tally: SeriesTally;
  others: OtherStatements[]; // changed cells that are not values, by property
  rows: number; // of the older file
  examples: string[]; // keys of removed rows: "008 2021 FEMALE"
}

type Parts = Roles['parts'];

/** Returns the series of a file, as the figures themselves would name it. */
const seriesOf = ({ table }: Pick<FiguresFile, 'table'>, { FigureSeries }: Parts): string | undefined =>
  [...FigureSeries, iri('qb:dataSet')].flatMap((property) => constantOf(table, property) ?? [])[0];

/** Compares the files of two sides by the series that they belong to. */
export function compareFiles(
  from: readonly FiguresFile[],
  to: readonly FiguresFile[],
  parts: Parts,
): Map<string, FileChanges> {
  const bySeries = (files: readonly FiguresFile[]): Map<string, FiguresFile> =>
    new Map(files.map((file) => [seriesOf(file, parts) ?? file.name, file]));
  const [older, newer] = [bySeries(from), bySeries(to)];
  const all = [...new Set([...older.keys(), ...newer.keys()])].sort();
  return new Map(all.map((series) => [series, compareFile(older.get(series), newer.get(series), parts)]));
}

/** Compares two versions of a file. A figure has the same key columns with the same codes in both. */
export function compareFile(
  before: FiguresFile | undefined,
  after: FiguresFile | undefined,
  parts: Pick<Parts, 'FigureArea' | 'FigurePeriod'>,
): FileChanges {
  const [gone, come, rows] = differingLines(before, after);
  const tally: SeriesTally = { added: 0, removed: 0, revised: 0, largest: [] };
  const others = new Map<string, OtherStatements>();
  if (!before || !after) {
    Object.assign(tally, { added: come.length, removed: gone.length });
    return { tally, others: [], rows, examples: [] };
  }
  const [older, newer] = [readerOf(before), readerOf(after)];
  const known = new Map(gone.map((line) => [older.keyOf(line), line]));
  for (const line of come) {
    const key = newer.keyOf(line);
    const old = known.get(key);
    if (old === undefined) {
      tally.added++;
      continue;
    }
    known.delete(key);
    const [was, is] = [older.valueOf(old), newer.valueOf(line)];
    const by = distanceOf(was, is);
    if (by > 0) keepLargest(tally, { ...newer.describe(line, parts), before: was, after: is, by });
    for (const property of new Set([...older.others.keys(), ...newer.others.keys()])) {
      const [one, other] = [older.cellOf(old, property), newer.cellOf(line, property)];
      if (one === other) continue;
      const counted = others.get(property) ?? { property, added: 0, removed: 0 };
      others.set(property, counted);
      if (one !== '') counted.removed++;
      if (other !== '') counted.added++;
    }
  }
  tally.removed = known.size;
  const examples = [...known.values()].slice(0, examplesShown).map(older.wordsOf);
  return { tally, others: [...others.values()], rows, examples };
}

const examplesShown = 2;

const linesOf = ({ bytes, from }: FiguresFile): string[] =>
  textOf(bytes.subarray(from))
    .split('\n')
    .filter((line) => line !== '');

/** Returns the lines that only one version has, and the number of rows of the older one. */
function differingLines(before?: FiguresFile, after?: FiguresFile): [gone: string[], come: string[], rows: number] {
  const [was, is] = [before ? linesOf(before) : [], after ? linesOf(after) : []];
  if (before && after && namesOf(before.table) !== namesOf(after.table)) return [was, is, was.length];
  const gone = new Set(was);
  const come = is.filter((line) => !gone.delete(line));
  return [[...gone], come, was.length];
}

const namesOf = ({ columns }: Table): string => columns.map(({ name }) => name).join();

/** Returns functions that read the lines of a file. */
function readerOf({ table }: FiguresFile) {
  const { columns, primaryKey } = table;
  const keys = columns.flatMap(({ name }, i) => (primaryKey.includes(name) ? [{ name, i }] : []));
  keys.sort((a, b) => (a.name < b.name ? -1 : 1));
  const bounds = boundsOf(table);
  const isValue = (i: number): boolean => columns[i]?.datatype.base === 'decimal' || i === bounds.sign;
  const others = new Map(
    columns.flatMap((column, i): [string, number][] =>
      primaryKey.includes(column.name) || isValue(i) ? [] : [[propertyOf(column, table), i]],
    ),
  );
  const cellsOf = (line: string): string[] => line.split(','); // codes and numbers have no commas
  const value = valueReader(table);
  return {
    others,
    keyOf(line: string): string {
      const cells = cellsOf(line);
      return keys.map(({ name, i }) => `${name}=${cells[i]}`).join();
    },
    wordsOf: (line: string): string =>
      cellsOf(line)
        .filter((_, i) => primaryKey.includes(columns[i]?.name ?? ''))
        .join(' '),
    valueOf: (line: string): string => value(cellsOf(line)),
    cellOf(line: string, property: string): string {
      const index = others.get(property);
      return index === undefined ? '' : (cellsOf(line)[index] ?? '');
    },
    /** The address, area and period of a figure. */
    describe(line: string, { FigureArea, FigurePeriod }: Pick<Parts, 'FigureArea' | 'FigurePeriod'>) {
      const cells = cellsOf(line);
      const cellAt = (properties: readonly string[]): [column: Column | undefined, text: string] => {
        const index = properties.map((one) => indexOf(table, one)).find((one) => one >= 0) ?? -1;
        return [columns[index], cells[index] ?? ''];
      };
      const values = Object.fromEntries(columns.map(({ name }, i) => [name, cells[i] ?? '']));
      const [column, code] = cellAt(FigureArea);
      const area = column && resourceOf(column, table)?.(code);
      return {
        figure: compileTemplate(columns[0]?.aboutUrl ?? '', table.url, {}).expand(values),
        ...(area !== undefined && { area }),
        time: cellAt(FigurePeriod)[1],
      };
    },
  };
}
