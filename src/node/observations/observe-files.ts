import {
  appendFileSync,
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { createOutput } from '../../csvw/large/output.js';
import type { ByteSource } from '../../observations/byte-source.js';
import type { MappedRows, ObservationEdge, ObserveOptions } from '../../observations/edge.js';
import type { ObservationJob } from '../../observations/job.js';
import { chunkSize, mapRows } from '../../observations/map-rows.js';
import { type Observed, observe } from '../../observations/observe.js';
import { openSource } from '../../observations/sources/open-source.js';
import type { Source, SourceFiles } from '../../observations/sources/source.js';
import { convertLarge, type LargeTable } from '../csvw/convert-large.js';
import { readLeading } from '../csvw/leading.js';
import { visitFileKeys } from '../csvw/visit-keys.js';
import { nameFailedFile } from '../system-error.js';
import { readWorkbook } from '../workbook/read-in-thread.js';
import { createChunkMapper } from './mapper.js';
import { cubeConstraints, ownTables } from './own-tables.js';

/** How files on the disk become a cube. */
export interface ObserveFilesOptions extends Pick<ObserveOptions, 'base' | 'form' | 'watch'> {
  target: string; // a file that is there and empty
  folder: string; // where files may be written anew; it is the caller's to remove
  threads?: number;
}

/** Turns files of observations into one cube or one table, in the target; in all threads, and however large they are. */
export function observeFiles(files: string[], options: ObserveFilesOptions): Promise<Observed> {
  const { base, form, watch } = options;
  const tables = ownTables();
  const given = { base, form, tables, constraints: cubeConstraints(), ...(watch && { watch }) };
  const { target, folder } = options;
  const written = form === 'parquet' ? createTexts(folder) : target;
  let length = 0; // of what is written
  const threads = options.threads === undefined ? {} : { threads: options.threads };

  const edge: ObservationEdge = {
    room: (bytes) => new SharedArrayBuffer(bytes),
    open: (file, number) => openSource(file, tables, sourceFiles(path.join(folder, `${number}.csv`))),
    bytesOf: (source) => bytesOf(source.path),
    async mapRows(source, from, job, isWritten) {
      if (bytesOf(source.path).size - from <= chunkSize && options.threads === undefined) {
        const { mapped, bytes } = mapHere(source, from, job, isWritten ? { file: written, at: length } : undefined);
        length += bytes;
        return mapped;
      }
      const result = await convertLarge({ ...tableOf(source, job), from }, isWritten ? written : undefined, {
        at: length,
        ...threads,
      });
      if (isWritten) length = result.bytes;
      return result;
    },
    visitKeys: (source, job, mapped, hashes, visit) => visitFileKeys(tableOf(source, job), mapped, hashes, visit),
    restart() {
      truncateSync(written);
      length = 0;
    },
    writeStructure: (text) => appendFileSync(target, form === 'n-quads' ? text : gzipSync(text)),
    async writeTable(columns, width) {
      const { writeParquet } = await import('./write-parquet.js'); // with what only it needs
      await writeParquet(written, target, columns, width);
    },
  };
  return observe(files, given, edge);
}

/** A file for the texts of all rows; which columns a table has is only known behind the last one. */
function createTexts(folder: string): string {
  const file = path.join(folder, 'texts');
  closeSync(openSync(file, 'wx'));
  return file;
}

const tableOf = ({ path: file, from, dialect }: Source, job: ObservationJob): LargeTable => ({
  file,
  from,
  dialect,
  mapper: { module: new URL('./mapper.js', import.meta.url).href, data: job },
});

/** Goes over the rows of a small file in this thread, for another one would take longer to begin than the rows. */
function mapHere(
  source: Source,
  from: number,
  job: ObservationJob,
  target: { file: string; at: number } | undefined,
): { mapped: MappedRows; bytes: number } {
  const bytes = bytesOf(source.path);
  if (target === undefined) return { mapped: mapRows(bytes, from, source, createChunkMapper(job), null), bytes: 0 };
  const { file, at } = target;
  return nameFailedFile(file, () => {
    const descriptor = openSync(file, 'r+');
    try {
      let length = 0;
      const write = (some: Uint8Array, count: number): void => {
        for (let done = 0; done < count; ) done += writeSync(descriptor, some, done, count - done, at + length + done);
        length += count;
      };
      const out = createOutput(write);
      const mapped = mapRows(bytes, from, source, createChunkMapper(job), out);
      write(out.bytes, out.length);
      return { mapped, bytes: length };
    } finally {
      closeSync(descriptor);
    }
  });
}

/** A file's bytes by position; it is opened for each read. */
export function bytesOf(file: string): ByteSource {
  return {
    get size() {
      return statSync(file).size;
    },
    read(from, length) {
      const descriptor = openSync(file, 'r');
      try {
        const bytes = Buffer.allocUnsafeSlow(Math.max(0, Math.min(length, fstatSync(descriptor).size - from)));
        let at = 0;
        while (at < bytes.length) {
          const count = readSync(descriptor, bytes, at, bytes.length - at, from + at);
          if (count === 0) break;
          at += count;
        }
        return bytes.subarray(0, at);
      } finally {
        closeSync(descriptor);
      }
    },
  };
}

/** Files on the disk; what has to be written anew goes into `copy`. */
const sourceFiles = (copy: string): SourceFiles => ({
  bytes: bytesOf,
  leading: (file, dialect) => readLeading(file, 1, dialect),
  beside(file, name) {
    const found = path.join(path.dirname(file), name);
    const isThere = statSync(found, { throwIfNoEntry: false })?.isFile();
    return isThere ? { file: found, bytes: readFileSync(found) } : undefined;
  },
  async keep(text) {
    const descriptor = openSync(copy, 'w');
    try {
      for (const piece of text) {
        nameFailedFile(copy, () => appendFileSync(descriptor, piece));
        await setImmediate(); // lets signals in
      }
    } finally {
      closeSync(descriptor);
    }
    return copy;
  },
  readWorkbook: (file) => readWorkbook(readFileSync(file), file),
});
