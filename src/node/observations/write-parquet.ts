import { setImmediate } from 'node:timers/promises';
import { compress, init } from '@bokuweb/zstd-wasm';
import { fileWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { decodedText } from '../../observations/encoding.js';
import { readTexts, type TableColumn } from '../../observations/parquet.js';
import { readerOf } from '../csvw/map-chunks.js';
import { withFile } from '../csvw/map-file.js';

const groupRows = 100_000;
const groupLength = 1 << 26; // of texts; a group stands in memory
const level = 3;

/** Once for all tables: begun again, it would put another memory in the place of the one at work. */
let compressor: Promise<void> | undefined;

/**
 * Makes a Parquet file of the rows of texts in `file`: flat columns, texts of codes by dictionary, packed by Zstandard.
 * The same rows make the same bytes. Memory is that of one row group.
 */
export async function writeParquet(file: string, target: string, columns: TableColumn[], width: number): Promise<void> {
  compressor ??= init();
  await compressor;
  const writer = new ParquetWriter({
    writer: fileWriter(target),
    schema: schemaFromColumnData({ columnData: columns.map((column) => ({ ...shapeOf(column), data: [] })) }),
    codec: 'ZSTD',
    compressors: { ZSTD: (bytes) => compress(bytes, level) },
    createdBy: 'gcm-graph', // and no version: the same rows are the same bytes
  });
  let group: (string | number | null)[][] = columns.map(() => []);
  let [rows, length] = [0, 0];
  const known = new Map<string, string>(); // texts of the group: one that comes again is the same string
  const endGroup = async (): Promise<void> => {
    const columnData = columns.map((column, i) => ({ ...shapeOf(column), data: group[i] ?? [] }));
    await writer.write({ columnData, rowGroupSize: rows });
    group = columns.map(() => []);
    rows = length = 0;
    known.clear();
    await setImmediate(); // lets signals in
  };
  await withFile(file, async (input) => {
    for (const row of readTexts(decodedText(readerOf(input), 'utf-8'), width)) {
      for (const [i, text] of row.texts.entries()) {
        length += text.length;
        if (!known.has(text)) known.set(text, text);
        row.texts[i] = known.get(text) as string;
      }
      for (const [i, column] of columns.entries()) group[i]?.push(column.of(row));
      rows++;
      if (rows === groupRows || length >= groupLength) await endGroup();
    }
  });
  if (rows > 0) await endGroup();
  await writer.finish();
}

const shapeOf = ({ name, type, isCode }: TableColumn) => ({
  name,
  type,
  ...(isCode && { encoding: 'RLE_DICTIONARY' as const }),
});
