import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FigureFile } from '../../figures/rows-of-file.js';
import { type FiguresOrder, writeStatements, writeTables } from '../../figures/write-figures.js';
import type { PublishedFile } from '../../publish/release-files.js';
import { hashOf, writeToFolder } from '../release/release-folder.js';
import { answerOrders } from '../thread.js';
import { writeFigureColumns } from './write-columns.js';

/** The code of the thread that writes the figures of a release. */

/** What to write into a folder: the statements, or the tables. */
export type FiguresThreadOrder = { folder: string } & ({ statements: FigureFile[] } | { tables: FiguresOrder });

const columnsFile = 'figures.parquet';

answerOrders<FiguresThreadOrder, PublishedFile[]>(({ folder, ...order }) =>
  'statements' in order
    ? writeStatements(order.statements, writeToFolder(folder), {
        gzip: (bytes) => gzipSync(bytes, { level: 1 }), // higher levels take twice as long, and hardly make the output smaller
      })
    : writeTables(order.tables, writeToFolder(folder), {
        writeColumns: (files) => writeColumns(folder, files, order.tables),
      }),
);

async function writeColumns(
  folder: string,
  files: readonly FigureFile[],
  { profiles, groups }: FiguresOrder,
): Promise<PublishedFile> {
  const target = path.join(folder, columnsFile);
  const areaNames = new Map(profiles?.areas.map(({ code, name }) => [code, name]));
  await writeFigureColumns(
    files,
    areaNames,
    groups.map(({ by }) => by),
    target,
  );
  const bytes = readFileSync(target);
  return {
    file: columnsFile,
    mediaType: 'application/vnd.apache.parquet',
    bytes: bytes.length,
    sha256: hashOf(bytes),
  };
}
