import type { Portion } from '../../workbook/read/portions.js';
import { readPackage } from '../../workbook/read.js';
import { answerOrders } from '../thread.js';

/** The first order contains a file; every further one asks for its next portion. */
export type ReadOrder = { bytes: Uint8Array; file: string } | 'next';

let portions: Generator<Portion> | undefined;

/** The code of the thread that read-in-thread.ts starts. */
answerOrders<ReadOrder, Portion>((order) => {
  if (order !== 'next') portions = readPackage(order.bytes, order.file);
  return portions?.next().value;
});
