import { DuckDBInstance } from '@duckdb/node-api';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

export type ParquetRow = Record<string, string | number | null>;

/** Reads the rows of a Parquet file with hyparquet. */
export const parquetRows = async (file: string): Promise<ParquetRow[]> =>
  (await parquetReadObjects({ file: await asyncBufferFromFile(file), compressors })) as ParquetRow[];

/** Runs a query in DuckDB. */
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
