import { DuckDBInstance } from '@duckdb/node-api';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

export type ParquetRow = Record<string, string | number | null>;

/** The rows of a Parquet file, as hyparquet reads them. */
export const parquetRows = async (file: string): Promise<ParquetRow[]> =>
  (await parquetReadObjects({ file: await asyncBufferFromFile(file), compressors })) as ParquetRow[];

/** What DuckDB answers. */
export async function duckdb(query: string): Promise<ParquetRow[]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(query)).getRowObjectsJS() as ParquetRow[];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
