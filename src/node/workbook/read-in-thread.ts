import texts from '../../workbook/messages.json' with { type: 'json' };
import { createReading, limits, Refusal, refuse } from '../../workbook/read/reading.js';
import { resultOf } from '../../workbook/read/signature.js';
import { assemble, type Portion, type ReadWorkbook } from '../../workbook/workbook.js';
import { startThread } from '../thread.js';
import type { ReadAnswer, ReadOrder } from './read-worker.js';

/** Reads a workbook in a thread with limited memory and time, to protect the process from hostile files. */
export const readWorkbook: ReadWorkbook = (bytes, file, { seconds = limits.seconds } = {}) =>
  resultOf(bytes, file, async () => assemble(taken(await portionsOf(bytes, file, seconds))));

/** Requests all portions from the thread. */
async function portionsOf(bytes: Uint8Array, file: string, seconds: number): Promise<Portion[]> {
  const thread = startThread<ReadOrder, ReadAnswer>(new URL('./read-worker.js', import.meta.url), {
    maxOldGenerationSizeMb: 64,
    maxYoungGenerationSizeMb: 16,
  });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    void thread.close();
  }, seconds * 1000);
  const portions: Portion[] = [];
  try {
    for (let order: ReadOrder = { bytes, file }; portions.at(-1)?.step !== 'end'; order = 'next') {
      const answer = await thread.ask(order);
      if (answer.step === 'refusal') throw new Refusal(answer.problems);
      portions.push(answer);
    }
    return portions;
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
    if (!isTooLarge && !isLate) throw error;
    return refuse(createReading(file), texts.tooCostly, { what: isTooLarge ? 'memory' : 'time' });
  } finally {
    clearTimeout(timer);
    await thread.close(); // frees its memory before the rows need memory
  }
}

/** Yields portions and removes them from the array, to free their memory. */
function* taken(portions: Portion[]): Generator<Portion> {
  for (let portion = portions.shift(); portion; portion = portions.shift()) yield portion;
}
