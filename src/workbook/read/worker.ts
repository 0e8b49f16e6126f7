import { parentPort } from 'node:worker_threads';
import { type Portion, readPackage } from './package.js';

/** The first order holds a file; every further one asks for the next portion of it. */
export type ReadOrder = { bytes: Uint8Array; file: string } | 'next';

let portions: AsyncGenerator<Portion> | undefined;

/** What runs inside the thread that read.ts starts. */
parentPort?.on('message', async (order: ReadOrder) => {
  if (order !== 'next') portions = readPackage(order.bytes, order.file);
  const next = await portions?.next();
  parentPort?.postMessage(next?.value);
});
