import { createOutput } from '../csvw/stream/line-template.js';
import { createRowMapper } from '../csvw/stream/table-rows.js';
import { type PublishedFile, publishFile, type Write } from '../publish/release-files.js';
import { indexOf, refArea } from '../sheets/figure-columns.js';
import { ownValue } from '../sheets/own-properties.js';
import type { Family } from '../sheets/table-families.js';
import { locate } from '../sheets/table-group.js';
import { type GroupTable, serializeTables, tablesFile } from './describe-tables.js';
import { type IndexEntry, indexEntry, indexFile, serializeIndex, statementsFile } from './figures-index.js';
import { mappingOf } from './part.js';
import { type Item, type ProfileWords, profilesOf } from './profiles.js';
import { blocksBy, type FigureFile, rangesOf } from './rows-of-file.js';
import { constantsOf, filesOf, groupRows, headerOf, writeGroup } from './write-tables.js';

/** Writes the files of all figures: statements, tables, and profiles of areas. */

/** What to write. It can be sent to a thread. */
export interface FiguresOrder {
  base: string;
  files: FigureFile[];
  groups: { by: string; folder: string }[]; // a table for each value of a column: "area", "figures/areas"
  areas?: string; // the folder of the tables by area
  profiles?: {
    items: Item[];
    areas: { iri: string; code: string; name: string }[];
    words: ProfileWords;
  };
}

/** Functions that differ between Node and a browser. */
export interface FigureTools {
  gzip(bytes: Uint8Array): Uint8Array;
  /** Writes the table of all figures in a column format. */
  writeColumns?(files: readonly FigureFile[], write: Write): Promise<PublishedFile>;
}

/** The groups that families name: `groupedBy`, an extension of CSV on the Web. */
export function groupsOf(families: readonly Family[]): FiguresOrder['groups'] {
  const groups = families.flatMap(({ table, rowsOf }) =>
    [ownValue(table.common, 'groupedBy') ?? []].flat().flatMap((by) => {
      const key = [...table.foreignKeys, ...rowsOf.foreignKeys].find(({ columns }) => columns.join() === by);
      const { file, sheet = file.replace(/\.csv$/, '') } = locate(key?.table.name ?? String(by));
      const folder = table.name.replace(/[^/]*$/, '') + encodeURIComponent(sheet);
      return [{ by: String(by), folder }];
    }),
  );
  return [...new Map(groups.map((group) => [group.by, group])).values()];
}

/** Writes all files of figures. */
export const writeFigures = async (order: FiguresOrder, write: Write, tools: FigureTools): Promise<PublishedFile[]> => [
  ...(await writeStatements(order.files, write, tools)),
  ...(await writeTables(order, write, tools)),
];

/** Writes the statements of all figures and their index. They depend on the files of figures only. */
export async function writeStatements(
  files: readonly FigureFile[],
  write: Write,
  { gzip }: Pick<FigureTools, 'gzip'>,
): Promise<PublishedFile[]> {
  const index: IndexEntry[] = [];
  const statements = await publishFile(write, statementsFile, 'application/gzip', (sink) => {
    let start = 0;
    for (const file of files) {
      const entry = indexEntry(file);
      index.push(entry);
      for (const { statements, areas } of statementsOf(file)) {
        const packed = gzip(statements);
        sink(packed);
        entry.pieces.push({ start, length: packed.length, areas });
        start += packed.length;
      }
    }
  });
  return [statements, await publishFile(write, indexFile, 'application/json', (sink) => sink(serializeIndex(index)))];
}

/** Writes the tables of all figures and the profiles of areas. */
export async function writeTables(
  order: FiguresOrder,
  write: Write,
  { writeColumns }: Pick<FigureTools, 'writeColumns'>,
): Promise<PublishedFile[]> {
  const { files, groups, areas, profiles, base } = order;
  const written = writeColumns ? [await writeColumns(files, write)] : [];
  const publish = async (file: string, type: string, fill: Parameters<Write>[1]): Promise<void> =>
    void written.push(await publishFile(write, file, type, fill));
  const described = files.flatMap(({ family }) => family.columns.map(({ name }) => name));
  const all = [...new Set([...files.flatMap(constantsOf), ...described])];
  const tables: GroupTable[] = [];
  for (const { by, folder } of groups)
    for (const [value, shares] of groupRows(files, by)) {
      const table = { file: `${folder}/${value}.csv`, header: headerOf(shares, all), files: filesOf(shares) };
      await publish(table.file, 'text/csv', (sink) => writeGroup(shares, table.header, sink));
      tables.push(table);
    }
  await publish(tablesFile, 'application/csvm+json', (sink) => sink(serializeTables(files, tables, 'data/', base)));
  if (!profiles) return written;
  for (const { code, profile } of profilesOf(files, profiles.items, profiles.areas, profiles.words))
    await publish(`${areas}/${code}.json`, 'application/json', (sink) => sink(`${JSON.stringify(profile)}\n`));
  return written;
}

const pieceSize = 1 << 15; // of the file; its statements take thirty times as much

/** Writes the statements of a file as N-Quads in pieces, with the number of rows by area. A piece is valid until the next one. */
function* statementsOf(file: FigureFile): Generator<{ statements: Uint8Array; areas: Record<string, number> }> {
  const { table, bytes } = file;
  const area = indexOf(table, refArea);
  const out = createOutput();
  const { map } = createRowMapper(mappingOf(file));
  for (const { start, end } of rangesOf(file, pieceSize)) {
    out.length = 0;
    map(bytes, start, end, { records: 0, rows: 0 }, { out, report: () => {} });
    const areas: Record<string, number> = {};
    for (const { value, rows } of blocksBy(file, Math.max(area, 0), start, end)) {
      const place = area < 0 ? '' : value; // figures can have no area
      areas[place] = (areas[place] ?? 0) + rows;
    }
    yield { statements: out.bytes.subarray(0, out.length), areas };
  }
}
