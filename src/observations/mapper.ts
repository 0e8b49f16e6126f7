import { textOf } from '../bytes.js';
import { type ChunkMapper, type ChunkSink, raggedness, wholeRecord } from '../csvw/large/chunk.js';
import type { Output } from '../csvw/large/output.js';
import { createScanner, type Fields, quoteFault } from '../csvw/large/records.js';
import type { CellFault } from './cell.js';
import { addCounts, type Finding, tell } from './findings.js';
import type { ObservationJob } from './job.js';
import { createPackedOutput } from './packed-output.js';
import { createTextsWriter } from './parquet/write-texts.js';
import { createRowKeys, type RowKeys } from './row-keys.js';
import { createRowReader } from './row-reader.js';
import { createRowWriter } from './write-row.js';

/** More codes or rows than there is room for. */
const tooMany: CellFault = {
  code: 'limit',
  message: 'the files hold more rows, or more series, areas and codes, than can be kept',
};

/** Maps the rows of a file of observations; every thread makes its own. `pack` makes gzip of bytes, where the job asks for it. */
export function createObservationMapper(job: ObservationJob, pack?: (bytes: Uint8Array) => Uint8Array): ChunkMapper {
  const { findings, keys } = job;
  let isFull = false;
  const tellFinding = (finding: Finding): void => {
    isFull ||= !tell(findings, finding);
  };
  const packed = pack && job.form === 'packed n-quads' ? createPackedOutput(pack) : undefined;
  const rowKeys = createRowKeys();
  const mapRecords = createRecordMapper(job, rowKeys, tellFinding);

  return (bytes, from, to, _before, sink) => {
    rowKeys.forget();
    if (sink.out) packed?.begin(sink.out);
    const { records, isStopped, counts } = mapRecords(
      bytes,
      from,
      to,
      sink,
      sink.out && packed ? packed.lines : sink.out,
    );
    if (sink.out) {
      packed?.end();
      isFull ||= !rowKeys.flush(keys);
    }
    if (isFull) sink.report(0, 0, [tooMany], '');
    addCounts(findings, counts, to - from);
    return { records, isStopped };
  };
}

/** Goes over the records of a chunk: writes the rows, takes their keys, tells what is wrong. */
function createRecordMapper(job: ObservationJob, rowKeys: RowKeys, tellFinding: (finding: Finding) => void) {
  const { columns, dialect, leastWidth } = job;
  const scanner = createScanner(dialect);
  const { fields } = scanner;
  const { row, read } = createRowReader(job, tellFinding);
  const { address } = row;
  const write = job.form === 'parquet' ? createTextsWriter(dialect.quote) : createRowWriter(job.base);
  const isRagged = (): boolean => fields.count < leastWidth || fields.count > columns.length;

  return (bytes: Uint8Array, from: number, to: number, sink: ChunkSink, out: Output | null) => {
    const counts = { rows: 0, value: 0, bound: 0, missing: 0 };
    const record = { bytes, fields };
    let records = 0;
    const cellText = (column: number): string =>
      column < 0 ? '' : textOf(bytes.subarray(fields.start[column], fields.end[column]));
    const report = (column: number, fault: CellFault): void => sink.report(records, column, [fault], cellText(column));
    const texts = (): string[] => [
      textOf(address.bytes.subarray(address.keyFrom + 1, address.keyTo)),
      cellText(row.valueColumn),
    ];
    for (let at = from; at < to; records++) {
      at = scanner.next(bytes, at, to);
      if (at === quoteFault) return { records, isStopped: true, counts };
      if (isBlank(fields)) continue;
      if (isRagged()) {
        sink.report(records, wholeRecord, raggedness(fields.count, columns.length), '');
        continue;
      }
      read(record, report);
      if (row.isWrong) continue;
      counts.rows++;
      counts[row.says]++;
      if (out) write(row, record, out);
      rowKeys.take(address);
      sink.key?.(records, rowKeys.hash.high, rowKeys.hash.low, texts);
    }
    return { records, isStopped: false, counts };
  };
}

/** A blank line, or one of separators only, as spreadsheets write below a table; however many they are. */
function isBlank({ count, start, end }: Fields): boolean {
  for (let i = 0; i < count; i++) if (start[i] !== end[i]) return false;
  return true;
}
