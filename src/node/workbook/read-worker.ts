import { parentPort } from 'node:worker_threads';
import { type Portion, readPackage } from '../../workbook/read/package.js';

/** The first order contains a file; every further one asks for its next portion. */
export type ReadOrder = { bytes: Uint8Array; file: string } | 'next';

let portions: Generator<Portion> | undefined;

/** The code of the thread that read-in-thread.ts starts. */
parentPort?.on('message', (order: ReadOrder) => {
  if (order !== 'next') portions = readPackage(order.bytes, order.file);
  parentPort?.postMessage(portions?.next().value);
});
