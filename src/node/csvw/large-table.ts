import { statSync } from 'node:fs';
import type { Loader, TableGroup } from '../../csvw/metadata/metadata.js';
import type { Table } from '../../csvw/metadata/table.js';
import type { SayQuad } from '../../csvw/rdf/map-rows.js';
import { duplicateKey, moreProblems } from '../../csvw/rows/keys.js';
import { quoteProblem } from '../../csvw/rows/rows.js';
import { sortHashes } from '../../csvw/stream/key-hashes.js';
import { type Ground, placeOf, rowProblems } from '../../csvw/stream/mapper.js';
import { type ByteDialect, byteDialect, readLeading } from '../../csvw/stream/records.js';
import type { TableJob } from '../../csvw/stream/table-rows.js';
import { dialectOf, memoryTable, type OpenTableFile, type TableFile } from '../../csvw/tables.js';
import { addProblems, type Place, PROBLEM_LIMIT, type Problem } from '../../problem.js';
import { readerOf } from './map-chunks.js';
import { findDuplicates, type LargeTable, type MappedFile, mapFile, visitKeys, withFile } from './map-file.js';

/** The output file of large tables. `flush` writes the statements that must come before their rows. */
interface Target {
  file: string;
  flush(): void;
}

/** For smaller files, starting threads takes longer than it saves. */
const threadedSize = 1 << 20;

/**
 * Opens tables so that several threads map bytes to bytes in constant memory. If a table is small, is not a file, or has a
 * dialect that must be decoded, it is opened in memory, and its statements go to `say`.
 */
export function largeTable(target: Target | undefined, say: SayQuad, least = threadedSize): OpenTableFile {
  const openInMemory = memoryTable(say);
  return async (table, resource) => {
    const dialect = dialectOf(table, resource);
    const bytes = byteDialect(dialect);
    const { path, file } = resource;
    if (!bytes || path === undefined || statSync(path).size < least) return openInMemory(table, resource);
    return openLarge(path, file, dialect.headerRowCount, bytes, target);
  };
}

/** Opens tables for validation. If one table is large and there are foreign keys, all tables are opened as large ones. */
export async function openForChecks({ tables }: TableGroup, load: Loader): Promise<OpenTableFile> {
  const hasKeys = tables.some(({ foreignKeys }) => foreignKeys.length > 0);
  const sizes = await Promise.all(tables.map(async ({ url }) => (await load(url))?.size ?? 0));
  const least = hasKeys && sizes.some((size) => size >= threadedSize) ? 0 : threadedSize;
  return largeTable(undefined, () => {}, least);
}

async function openLarge(
  path: string,
  file: string,
  headerRowCount: number,
  dialect: ByteDialect,
  target: Target | undefined,
): Promise<TableFile> {
  const how = statSync(path).size < threadedSize ? { threads: 0 } : {};
  const leadingRows = (count: number) => withFile(path, (input) => readLeading(readerOf(input), count, dialect));
  const leading = await leadingRows(headerRowCount);
  const first = headerRowCount > 0 ? leading : await leadingRows(1); // without a header, the first row sets the width
  const width = first.rows.reduce((most, { length }) => Math.max(most, length), 0);
  const firstRow = leading.records + 1;
  const jobOf = (table: Table, asked: Partial<TableJob>): LargeTable => {
    const own = { ...table, foreignKeys: [], foreignKeysGiven: undefined }; // do not send other tables to threads
    const data: TableJob = { ...idle, table: own, dialect, width, firstSourceRow: firstRow, ...asked };
    const countRows = data.hasOutput && usesRows(data);
    return {
      file: path,
      from: leading.end,
      dialect,
      mapper: { module, data },
      countRows,
      hashKeys: data.key.length > 0,
    };
  };
  const groundOf = ({ columns }: Table): Ground => ({ file, columns, firstRow });
  return {
    file,
    headers: leading.rows.map((cells, i) => ({ number: leading.records - leading.rows.length + i + 1, cells })),
    width,
    comments: [],
    problems: leading.isBroken ? [quoteProblem(file, firstRow)] : [],
    async convert(table, options, graph) {
      if (leading.isBroken) return [];
      const job = jobOf(table, { options, graph: graph?.value, hasOutput: true });
      target?.flush();
      return rowProblems(await mapFile(job, target?.file, how), groundOf(table), 'warning');
    },
    async check(table) {
      if (leading.isBroken) return [];
      const key = indexesOf(table, table.primaryKey);
      const job = jobOf(table, { key });
      const mapped = await mapFile(job, undefined, how);
      const problems = rowProblems(mapped, groundOf(table), 'error');
      if (key.length > 0) addProblems(problems, await duplicateKeys(job, mapped, table, groundOf(table), key[0]));
      return problems;
    },
    async hash(table, columns, isRequired) {
      const key = indexesOf(table, columns);
      const job = jobOf(table, { key, isKeyRequired: isRequired, onlyKeys: true });
      const mapped = await mapFile(job, undefined, how);
      const placeAt = (record: number, text: string): Place => placeOf(groundOf(table), record, key[0] ?? 0, text);
      return {
        hashes: sortHashes(mapped.hashes),
        lackingCount: mapped.faultCount,
        lacking: mapped.faults.map(({ record, column }) => placeOf(groundOf(table), record, column, '')),
        visit: (hashes, show) =>
          visitKeys(job, mapped, hashes, (record, { key }) => show(placeAt(record, key[0] ?? ''), key)),
      };
    },
  };
}

const module = new URL('../../csvw/stream/table-rows.js', import.meta.url).href;

/** Default job: no output and no keys. */
const idle = {
  options: { index: 0, isMinimal: true },
  graph: undefined,
  key: [],
  isKeyRequired: false,
  onlyKeys: false,
  hasOutput: false,
};

/** Returns the indexes of columns, without virtual columns: their constant values do not distinguish keys. */
const indexesOf = ({ columns }: Table, names: string[]): number[] =>
  names.map((name) => columns.findIndex((column) => column.name === name)).filter((index) => index >= 0);

/** True if the output depends on row numbers, so that the rows before each chunk must be counted. */
const usesRows = ({ table, options }: TableJob): boolean =>
  !options.isMinimal ||
  [...table.columns, ...table.virtualColumns].some(
    ({ aboutUrl, propertyUrl = '', valueUrl = '', ordered }) =>
      aboutUrl === undefined || ordered || /_row|_sourceRow/.test(aboutUrl + propertyUrl + valueUrl),
  );

async function duplicateKeys(
  job: LargeTable,
  mapped: MappedFile,
  { primaryKey }: Table,
  ground: Ground,
  column = 0,
): Promise<Problem[]> {
  const duplicates = await findDuplicates([{ table: job, mapped }]);
  const problems = duplicates.map(({ first, again }) => {
    const { key } = again;
    const place = (record: number) => placeOf(ground, record, column, key[0] ?? '');
    return duplicateKey(primaryKey, key, place(again.record), place(first.record));
  });
  if (duplicates.length === PROBLEM_LIMIT) problems.push(moreProblems('duplicate keys', ground.file));
  return problems;
}
