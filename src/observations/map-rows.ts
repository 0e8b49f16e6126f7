import type { ChunkMapper } from '../csvw/large/chunk.js';
import { findCuts, largestChunk } from '../csvw/large/cuts.js';
import type { Output } from '../csvw/large/output.js';
import { type ChunkFault, createSink } from '../csvw/large/sink.js';
import type { ByteSource } from './byte-source.js';
import type { MappedRows } from './edge.js';
import type { Source } from './sources/source.js';

/** How a table is cut, and how many faults are listed: the same in one thread and in many. */
export const chunkSize = 1 << 17;
const faultsPerChunk = 100;
const faultLimit = 1000;

/** Goes over the rows of a file from a byte on, in this thread. */
export function mapRows(
  bytes: ByteSource,
  from: number,
  { dialect }: Pick<Source, 'dialect'>,
  map: ChunkMapper,
  out: Output | null,
): MappedRows {
  const sink = createSink(out, faultsPerChunk, false);
  const faults: ChunkFault[] = [];
  const chunkEnds: number[] = [];
  const mapped = { faults, faultCount: 0 };
  let [start, records] = [from, 0];
  const read = (position: number): Uint8Array => bytes.read(position, 1 << 22);
  for (const cuts of findCuts(read, { from, size: bytes.size, dialect, chunkSize, countRows: false }))
    for (const { end } of cuts) {
      chunkEnds.push(end);
      sink.restart();
      const length = Math.min(end - start, largestChunk);
      const result = map(bytes.read(start, length), 0, length, { records: 0, rows: 0 }, sink);
      const isCutOff = length < end - start && !result.isStopped;
      const answer = sink.answer(chunkEnds.length, false, (count) => Math.min(count, faultLimit - faults.length));
      if (answer) faults.push(...answer.faults.map((fault) => ({ ...fault, record: records + fault.record })));
      mapped.faultCount += answer?.faultCount ?? 0;
      records += isCutOff ? result.records - 1 : result.records;
      if (isCutOff || result.isStopped)
        return { ...mapped, stoppedAt: records, chunkEnds: Float64Array.from(chunkEnds) };
      start = end;
    }
  return { ...mapped, chunkEnds: Float64Array.from(chunkEnds) };
}
