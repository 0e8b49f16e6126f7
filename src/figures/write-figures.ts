import { createOutput } from '../csvw/stream/line-template.js';
import { createRowMapper } from '../csvw/stream/table-rows.js';
import { type PublishedFile, publishFile, type Write } from '../publish/release-files.js';
import { ownValue } from '../sheets/own-properties.js';
import type { Family } from '../sheets/table-families.js';
import { locate } from '../sheets/table-group.js';
import { indexOf, refArea } from './columns.js';
import { type IndexEntry, indexEntry, indexFile, serializeIndex, statementsFile } from './figures-index.js';
import { mappingOf } from './part.js';
import { type Item, type ProfileWords, profilesOf } from './profiles.js';
import { type FigureFile, rangesOf, rowsIn } from './rows-of-file.js';
import { constantsOf, groupRows, writeGroup } from './write-tables.js';

/** Writes the complete figures in addition to the graph: all statements, and tables and profiles for each area. */

/** What to write. It can be sent to a thread. */
export interface FiguresOrder {
  files: FigureFile[];
  groups: { by: string; folder: string }[]; // a table for each value of a column: "area", "figures/areas"
  profiles?: {
    folder: string;
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
export async function writeFigures(order: FiguresOrder, write: Write, tools: FigureTools): Promise<PublishedFile[]> {
  const { files, groups, profiles } = order;
  const written: PublishedFile[] = [];
  const publish = async (file: string, type: string, fill: Parameters<Write>[1]): Promise<void> =>
    void written.push(await publishFile(write, file, type, fill));
  const index: IndexEntry[] = [];
  await publish(statementsFile, 'application/gzip', (sink) => {
    let start = 0;
    for (const file of files) {
      const entry = indexEntry(file);
      index.push(entry);
      for (const { statements, from, to } of statementsOf(file)) {
        const packed = tools.gzip(statements);
        sink(packed);
        entry.pieces.push({ start, length: packed.length, from, to });
        start += packed.length;
      }
    }
  });
  await publish(indexFile, 'application/json', (sink) => sink(serializeIndex(index)));
  if (tools.writeColumns) written.push(await tools.writeColumns(files, write));
  const columns = [...new Set(files.flatMap((file) => [...constantsOf(file)]))];
  const all = [...columns, ...columnsOf(files).filter((name) => !columns.includes(name))];
  for (const { by, folder } of groups)
    for (const [value, shares] of groupRows(files, by))
      await publish(`${folder}/${value}.csv`, 'text/csv', (sink) => writeGroup(shares, all, sink));
  if (!profiles) return written;
  for (const { code, profile } of profilesOf(files, profiles.items, profiles.areas, profiles.words))
    await publish(`${profiles.folder}/${code}.json`, 'application/json', (sink) =>
      sink(`${JSON.stringify(profile)}\n`),
    );
  return written;
}

/** Returns the names of the columns of all files: the columns of the key, then the others, in the order of their files. */
function columnsOf(files: readonly FigureFile[]): string[] {
  const names = (isKey: boolean): string[] =>
    files.flatMap(({ table }) =>
      table.columns.flatMap(({ name }) => (table.primaryKey.includes(name) === isKey ? [name] : [])),
    );
  const [keys, others] = [new Set(names(true)), new Set(names(false))];
  return [...keys, ...others];
}

const pieceSize = 1 << 15; // of the file; its statements take thirty times as much

/** Writes the statements of a file as N-Quads in pieces, with their first and last area. A piece is valid until the next one. */
function* statementsOf(file: FigureFile): Generator<{ statements: Uint8Array; from: string; to: string }> {
  const { table, bytes } = file;
  const area = indexOf(table, refArea);
  const out = createOutput();
  const { map } = createRowMapper(mappingOf(file));
  for (const { start, end } of rangesOf(file, pieceSize)) {
    out.length = 0;
    map(bytes, start, end, { records: 0, rows: 0 }, { out, report: () => {} });
    const areas = Array.from(rowsIn(file, start, end), (cells) => cells[area] ?? '').sort();
    yield { statements: out.bytes.subarray(0, out.length), from: areas[0] ?? '', to: areas.at(-1) ?? '' };
  }
}
