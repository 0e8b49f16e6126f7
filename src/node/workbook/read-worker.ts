import { parentPort } from 'node:worker_threads';
import { type Portion, readPackage } from '../../workbook/read/package.js';

/** The first order holds a file; every further one asks for the next portion of it. */
export type ReadOrder = { bytes: Uint8Array; file: string } | 'next';

let portions: Generator<Portion> | undefined;

/** What runs inside the thread that read-in-thread.ts starts. */
parentPort?.on('message', (order: ReadOrder) => {
  if (order !== 'next') portions = readPackage(order.bytes, order.file);
  parentPort?.postMessage(portions?.next().value);
});
