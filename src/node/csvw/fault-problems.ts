import { noCell, type RecordFault, wholeRecord } from '../../csvw/large/chunk.js';
import type { ChunkFault } from '../../csvw/large/sink.js';
import type { Table } from '../../csvw/metadata/table.js';
import type { CellFault } from '../../csvw/rows/cells.js';
import { quoteProblem } from '../../csvw/rows/rows.js';
import { cellAddress, type Place, type Problem, type Severity } from '../../problem.js';
import type { LargeResult } from './convert-large.js';

/** Where the rows of a large table are: its file as people know it, and the row that its first record is. */
export interface Ground {
  table: Table;
  file: string;
  firstRow: number;
}

/** What the threads tell of a table, as problems with their places; beyond the limit they are only counted. */
export function problemsOf(
  { faults, faultCount, stoppedAt }: LargeResult,
  ground: Ground,
  severity: Severity,
): Problem[] {
  const problems = faults.flatMap((fault) => problemsOfFault(fault, ground, severity));
  const more = faultCount - faults.length;
  if (more > 0) {
    const message = `${more} more rows or cells are not as they should be; they are not listed`;
    problems.push({ code: 'more-problems', severity, message, where: { file: ground.file } });
  }
  if (stoppedAt === undefined) return problems;
  return [...problems, quoteProblem(ground.file, ground.firstRow + stoppedAt)];
}

function problemsOfFault({ record, cell, fault, text }: ChunkFault, ground: Ground, severity: Severity): Problem[] {
  if (cell === wholeRecord) return [ragged(fault as RecordFault, record, ground, severity)];
  return (fault as CellFault[]).map(({ code, message, expected }) => ({
    code,
    severity,
    message,
    where: cell === noCell ? { file: ground.file, row: ground.firstRow + record } : placeOf(ground, record, cell, text),
    ...(expected !== undefined && { expected }),
  }));
}

/** The place of a cell; records are counted from the first row: 0. */
export const placeOf = ({ table, file, firstRow }: Ground, record: number, cell: number, value: string): Place => ({
  file,
  row: firstRow + record,
  column: table.columns[cell]?.name ?? '',
  cell: cellAddress(firstRow + record, cell + 1),
  value,
});

function ragged(fault: RecordFault, record: number, ground: Ground, severity: Severity): Problem {
  const { file, firstRow, table } = ground;
  const row = firstRow + record;
  const { code, found, due } = fault;
  const index = Math.min(found, due);
  return {
    code,
    severity,
    message: `the row has ${found} cells where the header has ${due}`,
    where: { file, row, column: table.columns[index]?.name ?? '', cell: cellAddress(row, index + 1) },
    fix:
      code === 'missing-cell'
        ? 'add the missing cells, empty if need be'
        : 'put a text that holds a comma in quotation marks',
  };
}
