import type { Problem } from '../../problem.js';
import { type Limits, Refusal } from '../../workbook/read/reading.js';
import { readPackage } from '../../workbook/read.js';
import type { Portion } from '../../workbook/workbook.js';
import { answerOrders } from '../thread.js';

/** The first order contains the file. Each further order requests the next portion. */
export type ReadOrder = { bytes: Uint8Array; file: string; allowed: Limits } | 'next';

/** A portion, or the problems for which the file is rejected. */
export type ReadAnswer = Portion | { step: 'refusal'; problems: Problem[] };

let portions: Generator<Portion> | undefined;

/** The code of the thread that read-in-thread.ts starts. */
answerOrders<ReadOrder, ReadAnswer>((order) => {
  if (order !== 'next') portions = readPackage(order.bytes, order.file, order.allowed);
  try {
    return portions?.next().value;
  } catch (error) {
    if (error instanceof Refusal) return { step: 'refusal', problems: error.problems };
    throw error;
  }
});
