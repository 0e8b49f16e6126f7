import { gzipSync } from 'node:zlib';
import type { ChunkMapper } from '../../csvw/large/chunk.js';
import type { ObservationJob } from '../../observations/job.js';
import { createObservationMapper } from '../../observations/mapper.js';

const level = 1; // more takes twice as long, for lines that hardly get smaller

/** What every thread maps a file of observations by. */
export const createChunkMapper = (job: ObservationJob): ChunkMapper =>
  createObservationMapper(job, (bytes) => gzipSync(bytes, { level }));
