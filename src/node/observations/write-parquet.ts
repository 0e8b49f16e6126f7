import { readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { compress, init } from '@bokuweb/zstd-wasm';
import { fileWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { readTexts, type TableColumn } from '../../observations/parquet.js';
import { withFile } from '../csvw/map-file.js';

const groupRows = 100_000;
const groupBytes = 1 << 26; // of texts; a row group is kept in memory
const level = 3;

/** Initialized once: a second call would replace the memory of running compressors. */
let compressor: Promise<void> | undefined;

/**
 * Writes the rows of texts in `file` as Parquet: flat columns, dictionary encoding for codes, Zstandard compression.
 * The output is reproducible. Memory use is one row group.
 */
export async function writeParquet(file: string, target: string, columns: TableColumn[], width: number): Promise<void> {
  compressor ??= init();
  await compressor;
  const writer = new ParquetWriter({
    writer: fileWriter(target),
    schema: schemaFromColumnData({ columnData: columns.map((column) => ({ ...shapeOf(column), data: [] })) }),
    codec: 'ZSTD',
    compressors: { ZSTD: (bytes) => compress(bytes, level) },
    createdBy: 'gcm-graph', // without a version, so that the output is reproducible
  });
  let group: (string | number | null)[][] = columns.map(() => []);
  let [rows, bytes] = [0, 0];
  const endGroup = async (): Promise<void> => {
    const columnData = columns.map((column, i) => ({ ...shapeOf(column), data: group[i] ?? [] }));
    await writer.write({ columnData, rowGroupSize: rows });
    group = columns.map(() => []);
    rows = bytes = 0;
    await setImmediate(); // lets signals in
  };
  await withFile(file, async (input) => {
    for (const row of readTexts((target) => readSync(input, target), width)) {
      for (let i = 0; i < columns.length; i++) group[i]?.push((columns[i] as TableColumn).of(row));
      rows++;
      bytes += row.size;
      if (rows === groupRows || bytes >= groupBytes) await endGroup();
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
