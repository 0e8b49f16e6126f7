import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type FiguresOrder, writeFigures } from '../../figures/write-figures.js';
import type { PublishedFile } from '../../publish/release-files.js';
import { hashOf, writeToFolder } from '../release/release-folder.js';
import { answerOrders } from '../thread.js';
import { writeFigureColumns } from './write-columns.js';

/** The code of the thread that writes the figures of a release. */

/** What to write, and the folder of the release. */
export interface FiguresThreadOrder {
  folder: string;
  order: FiguresOrder;
}

const columnsFile = 'figures.parquet';

answerOrders<FiguresThreadOrder, PublishedFile[]>(({ folder, order }) =>
  writeFigures(order, writeToFolder(folder), {
    gzip: (bytes) => gzipSync(bytes, { level: 1 }), // higher levels take twice as long, and hardly make the output smaller
    async writeColumns(files) {
      const target = path.join(folder, columnsFile);
      const areaNames = new Map(order.profiles?.areas.map(({ code, name }) => [code, name]));
      await writeFigureColumns(
        files,
        areaNames,
        order.groups.map(({ by }) => by),
        target,
      );
      const bytes = readFileSync(target);
      return {
        file: columnsFile,
        mediaType: 'application/vnd.apache.parquet',
        bytes: bytes.length,
        sha256: hashOf(bytes),
      };
    },
  }),
);
