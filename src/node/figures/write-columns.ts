import { setImmediate } from 'node:timers/promises';
import { compress, init } from '@bokuweb/zstd-wasm';
import { fileWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { type FigureFile, rangesOf, rowsIn } from '../../figures/rows-of-file.js';
import { constantsOf } from '../../figures/write-tables.js';

const groupRows = 16_000; // in arrays of less than 128 KiB: larger ones take 50 % longer
const level = 3;

type Cell = string | number | null;

/**
 * Writes all figures as one Parquet table: a column for each constant of a series (and of `groups`) and for each column of the files. Numbers
 * are doubles; the column `valueText` keeps their digits. Codes use dictionaries, and pages are packed by Zstandard.
 */
export async function writeFigureColumns(
  files: readonly FigureFile[],
  areaNames: ReadonlyMap<string, string>,
  groups: readonly string[],
  target: string,
): Promise<void> {
  await init();
  const isNumber = (name: string): boolean =>
    files.some(({ table }) =>
      table.columns.some((column) => column.name === name && column.datatype.base === 'decimal'),
    );
  const keys = new Set([...files.flatMap(constantsOf), ...groups]);
  const names = [...new Set([...keys, ...files.flatMap(({ table }) => table.columns.map(({ name }) => name))])];
  const columns = names.flatMap((name) =>
    name === 'area' ? [name, 'areaName'] : name === 'value' ? [name, 'valueText'] : [name],
  );
  const shapes = columns.map((name) => {
    const shape = { name, statistics: keys.has(name) }; // readers leave out groups of rows by the least and greatest key
    return isNumber(name)
      ? { ...shape, type: 'DOUBLE' as const }
      : { ...shape, type: 'STRING' as const, ...(name !== 'valueText' && { encoding: 'RLE_DICTIONARY' as const }) };
  });
  const writer = new ParquetWriter({
    writer: fileWriter(target),
    schema: schemaFromColumnData({ columnData: shapes.map((shape) => ({ ...shape, data: [] })) }),
    codec: 'ZSTD',
    compressors: { ZSTD: (bytes) => compress(bytes, level) },
    createdBy: 'gcm-graph', // without a version, so that the output is reproducible
  });
  const data = columns.map(() => new Array<Cell>(groupRows)); // used again: growing arrays are copied
  let rows = 0;
  const known = new Map<string, string>(); // codes of the group
  const endGroup = async (): Promise<void> => {
    for (const column of data) column.length = rows; // the last group is shorter
    await writer.write({
      columnData: shapes.map((shape, i) => ({ ...shape, data: data[i] as Cell[] })),
      rowGroupSize: rows,
      pageSize: 0, // one page for each column of a group
    });
    rows = 0;
    known.clear();
    await setImmediate(); // lets signals in
  };
  /** Returns the same string for the same code, so that the group contains each code once. */
  const once = (code: string): string => {
    const found = known.get(code);
    if (found === undefined) known.set(code, code);
    return found ?? code;
  };
  for (const file of files) {
    const { table, constants } = file;
    const at = (name: string): number => table.columns.findIndex((column) => column.name === name);
    const read = columns.map((name): ((cells: string[]) => Cell) => {
      if (name === 'areaName') return (cells) => areaNames.get(cells[at('area')] ?? '') ?? null;
      const place = at(name === 'valueText' ? 'value' : name);
      const fixed = constants[name] || null;
      if (place < 0) return () => fixed;
      if (isNumber(name)) return (cells) => (cells[place] ? Number(cells[place]) : null);
      if (name === 'valueText') return (cells) => cells[place] || null;
      return (cells) => once(cells[place] ?? '') || null;
    });
    for (const { start, end } of rangesOf(file))
      for (const cells of rowsIn(file, start, end)) {
        for (let i = 0; i < read.length; i++) (data[i] as Cell[])[rows] = read[i]?.(cells) ?? null;
        if (++rows === groupRows) await endGroup();
      }
  }
  if (rows > 0) await endGroup();
  await writer.finish();
}
