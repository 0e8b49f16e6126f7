import type { ChunkFault } from '../csvw/large/sink.js';
import type { VisitKey } from '../csvw/large/visit-keys.js';
import type { QueryFile } from '../graph/query-file.js';
import type { ByteSource } from './byte-source.js';
import type { Findings, Room } from './findings.js';
import type { ObservationJob, OutputForm } from './job.js';
import type { TableColumn } from './parquet/table-columns.js';
import type { Opened, Source } from './sources/source.js';
import type { Tables } from './tables.js';

/** Rows that were gone through. */
export interface MappedRows {
  faults: ChunkFault[]; // in the order of the file; records counted from the first row: 0
  faultCount: number; // of all, listed or not
  stoppedAt?: number; // the record that could not be read, for its quotes; what follows was not looked at
  chunkEnds: Float64Array; // where chunks of whole records end
}

/** How files of observations become a cube. */
export interface ObserveOptions {
  base: string; // ends with a slash
  form: OutputForm;
  tables: Tables;
  constraints: QueryFile[]; // of the RDF Data Cube
  /** Told when a file is begun, and asked again and again how far it is. */
  watch?: (source: Source, findings: Findings) => void;
}

/** What a conversion asks of the machine that it runs on: where bytes are, who goes over the rows, where the output goes. */
export interface ObservationEdge {
  room: Room;
  /** Opens a file, the one of that number in the run. */
  open(file: string, number: number): Promise<Opened>;
  bytesOf(source: Source): ByteSource;
  /** Goes over the rows from a byte on. What is written of them goes behind what has been written before. */
  mapRows(source: Source, from: number, job: ObservationJob, isWritten: boolean): Promise<MappedRows>;
  /** Goes over rows that have been mapped once more, and shows the keys that have one of some hashes. */
  visitKeys(source: Source, job: ObservationJob, mapped: MappedRows, hashes: bigint[], visit: VisitKey): Promise<void>;
  /** Throws away what has been written. */
  restart(): void;
  /** Puts the structure behind the observations. */
  writeStructure(structure: string): void;
  /** Makes a table of the texts that have been written, so many a row. */
  writeTable(columns: TableColumn[], width: number): Promise<void>;
}
